"""English forms that a stemmer does not bring to their base, since they change inside: "built", "children".

Left out are those that are another word as well, and often are in these documents: "found" (to set up),
"left", "bound", "lives", and above all "won".
"""

from __future__ import annotations

_TABLE = """
arise arose arisen | bear borne | beat beaten | become became | begin began begun | break broke broken
bring brought | build built | rebuild rebuilt | buy bought | catch caught | choose chose chosen | come came
overcome overcame | deal dealt | draw drew drawn | withdraw withdrew withdrawn | drive drove driven
eat ate eaten | fall fell fallen | feel felt | fight fought | fly flew flown | forbid forbade forbidden
forget forgot forgotten | freeze froze frozen | get got gotten | give gave given | go went gone
undergo underwent undergone | grow grew grown | hear heard | hide hid hidden | hold held | uphold upheld
withhold withheld | keep kept | know knew known | lay laid | lead led | mislead misled | lend lent | lose lost
make made | mean meant | meet met | pay paid | repay repaid | ride rode ridden | rise rose risen | run ran
say said | see saw seen | foresee foresaw foreseen | oversee oversaw overseen | seek sought | sell sold
send sent | shake shook shaken | show shown | shrink shrank shrunk | sink sank sunk | sit sat | sleep slept
speak spoke spoken | spend spent | stand stood | understand understood | steal stole stolen | stick stuck
strike struck | swear swore sworn | take took taken | overtake overtook overtaken
undertake undertook undertaken | teach taught | tell told | think thought | throw threw thrown
wear wore worn | write wrote written | rewrite rewrote rewritten | underwrite underwrote underwritten
child children | man men | woman women | analysis analyses | crisis crises | criterion criteria | half halves
hypothesis hypotheses | index indices | matrix matrices | phenomenon phenomena | shelf shelves
"""


def _bases(table: str) -> dict[str, str]:
    lines = (entry.split() for line in table.strip().split("\n") for entry in line.split("|"))
    return {form: base for base, *forms in lines for form in forms}


_BASES = _bases(_TABLE)


def base_form(word: str) -> str:
    """The base of an irregular form in lower case, and any other word as it is."""
    return _BASES.get(word, word)
