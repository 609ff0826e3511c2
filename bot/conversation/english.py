"""Reads off an English question whether and how it leans back on the turns before it.

Rules of grammar, not of any corpus. A pronoun leans back unless the question itself says what it stands for:
something in an earlier clause, or for a possessive also in its own (a pronoun that is no possessive cannot
stand for a name in its own clause: Chomsky's principle B). A question without a pronoun leans back where it
names nothing and says no more than what can be asked of anything: who leads, how long, which conditions.
"""

from __future__ import annotations

import re

from bot.conversation.english_words import DATES, FRAME, OF_ANYTHING
from bot.conversation.leaning import ALONE, Kind, Lean
from bot.text.names import name_phrases

_I = re.IGNORECASE
_FEW_WORDS = 5
_OPENER = re.compile(r"^\s*(?:(?:and|but|so|then|also|ok|okay|well|now|yes|no|hm+)\b[\s,]*)+", _I)
ASKS = r"(?:who|whom|whose|what|which|when|where|why|how)"
_TENSES = r"is|are|was|were|am|be|been|does|do|did|has|have|had"
HELPS = rf"(?:{_TENSES}|can|could|will|would|shall|should|may|might|must)"
_ABOUT = re.compile(r"^(?:what|how) about\s+(.+?)[\s?.!]*$", _I)
_BEGINS_CLAUSE = re.compile(
    rf"^(?:\w+\s+){{0,2}}{ASKS}\b|^{HELPS}\b|^(?:tell|give|list|name|show|explain|describe)\b", _I
)
_PREPOSITION = re.compile(
    r"^(?:in|for|at|of|from|by|with|on|to|under|according to|during|after|before)\b", _I
)
# "Why?", "Since when?", "In which cases?", "How many tasks?", "Which ones exactly?"
_BARE = re.compile(
    rf"^(?:\w+\s+)?(?:{ASKS}|how (?:much|many|long|often|far|large|high|old)|"
    r"(?:which|what|how many|how much) \w+)(?:\s+(?:exactly|not|so|then|else))?[\s?.!]*$",
    _I,
)
_HAS_VERB = re.compile(rf"\b{HELPS}\b", _I)
_JOINS = r"(?:and|or|but|because|if|when|while|that|which|who|before|after|until|since|as|so|to)"
_CLAUSE = re.compile(rf"[,;:.?!]\s+|\s+{_JOINS}\s+", _I)
# "Is it true that", "how long does it take to", "this year", "those who": nothing that was said before.
_NO_PRONOUN = re.compile(
    r"\b(?:is|was|be) it (?:true|correct|right|possible|clear|known|likely|certain|legal|allowed|a fact|"
    r"the case)\b(?=.*\b(?:that|to|for|if|whether)\b)|"
    r"\bit (?:is|was) (?:true|correct|said|reported|known|possible|clear|likely)\b|"
    r"\b(?:does|did|will|would) it (?:take|cost) (?:to|for|until|before)\b|"
    r"\b(?:this|these|that|those) (?:year|month|week|quarter|decade|time|day|morning|spring|summer|autumn|"
    r"fall|winter)s?\b|\bthose (?:who|that|which|with|of|in|from)\b",
    _I,
)
_PERSON = re.compile(r"\b(?:he|him|his|she|her|hers)\b", _I)
_THING = re.compile(r"\b(?:it|its|they|them|theirs?)\b", _I)
_PLURAL = re.compile(r"\b(?:they|them|theirs?)\b", _I)
_POSSESSIVE = re.compile(r"(?:its|theirs?|his|hers?)", _I)
# Whoever does something with what is theirs: "Who sold its shares", "Which author is known for his book".
_WHO_DOES = re.compile(
    rf"^(?:\w+ )?(?:who\s+(?!{HELPS}\b)|(?:which|what) (?!{HELPS}\b)\w+\s+(?!(?:do|does|did)\b))\w+", _I
)
_NOUNS = (
    r"(?:programme|program|fund|plan|law|act|agreement|company|framework|strategy|event|summit|meeting|"
    r"number|figure|date|committee|institute|agency|ministry|person|statement|talks?|rules?|ones?)"
)
_POINTS = re.compile(
    rf"\b(?:this|these|those) \w+|\bthat {_NOUNS}\b|\b(?:the other|another|which|the \w+) one\b|"
    rf"\b(?:this|these|those)\b|^(?:\w+\s+)?(?:is|was|does|did|will|would|has|can|about|by|of|for) that\b|"
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )(?<!will )\bthere\s*[?.!]*$|"
    r"\bones\b|\bone\s*[?.!]*$",
    _I,
)
_SOMETHING = re.compile(r"(?:this|these|those|that|other|another|the|which) \w+", _I)
_MORE = re.compile(r"\b(?:else|more details?|tell me more|any others?|anything more)\b", _I)
_PLACE = re.compile(
    r"\bthe (first|second|third|fourth|fifth) (?:one\b|\s*[?.!]*$)|\bthe (former|latter)\b", _I
)
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "former": 1, "latter": 2}
_WANTS_MORE = re.compile(
    r"\b(?:join|sign|agree|apply|react|respond|decide|benefit|contribute)(?:ed)?\s*\?*$", _I
)
_WORD = re.compile(r"[^\W\d_]+")


def lean_of(text: str) -> Lean:
    """How the question `text` leans back."""
    asked, has_opener = without_opener(text)
    if not asked or _BARE.match(asked):
        return ALONE if name_phrases(asked) else Lean(Kind.DETAIL)
    return _in_place_of(asked, has_opener) or _pointing(asked) or _leaving_out(asked, has_opener)


def without_opener(text: str) -> tuple[str, bool]:
    """The question without "and", "but" and their like before it, and whether there were such."""
    opener = _OPENER.match(text)
    return (text[opener.end() :].strip(), True) if opener else (text.strip(), False)


def _in_place_of(asked: str, has_opener: bool) -> Lean | None:
    """A name that takes another's place, or a fragment that adds a detail."""
    about = _ABOUT.match(asked)
    if about:
        return Lean(Kind.OTHER, about.group(1))
    rest = asked.strip(" ?.!")
    is_fragment = len(rest.split()) <= _FEW_WORDS and not _HAS_VERB.search(rest)
    if is_fragment and not _BEGINS_CLAUSE.match(rest) and (has_opener or _PREPOSITION.match(rest)):
        return Lean(Kind.OTHER, rest)
    return None


def _pointing(asked: str) -> Lean | None:
    """A pronoun whose noun does not stand in the question."""
    asked = _NO_PRONOUN.sub(lambda match: "_" * len(match.group()), asked)
    place = _PLACE.search(asked)
    if place and not name_phrases(asked[: place.start()]):
        number = _PLACES[(place.group(1) or place.group(2)).lower()]
        return Lean(Kind.SUBJECT, place=number, of_a_thing=True)
    person = any(_is_free(asked, match) for match in _PERSON.finditer(asked))
    thing = any(_is_free(asked, match) for match in _THING.finditer(asked))
    if person or thing:
        of_a_person = person or bool(_PLURAL.search(asked))
        return Lean(Kind.SUBJECT, of_a_person=of_a_person, of_a_thing=thing)
    points = _POINTS.search(asked)
    if points and _is_free(asked, points):
        return Lean(Kind.SUBJECT if _SOMETHING.match(points.group()) else Kind.DETAIL)
    if _MORE.search(asked) and not name_phrases(asked) and len(telling(asked)) <= 1:
        return Lean(Kind.SUBJECT)
    return None


def _is_free(text: str, pronoun: re.Match[str]) -> bool:
    """Whether nothing before the pronoun can be what it stands for."""
    before = text[: pronoun.start()]
    word = before.split()[-1] if before.split() else ""
    follows_its_verb = not word or bool(re.fullmatch(HELPS, word, _I))
    if _POSSESSIVE.fullmatch(pronoun.group()) and not follows_its_verb:
        return not (_WHO_DOES.match(before) or name_phrases(before) or telling(before))
    clauses = _CLAUSE.split(before)
    begins_clause = bool(re.fullmatch(_JOINS, word, _I))
    earlier = before if begins_clause else " ".join(clauses[:-1])
    return not name_phrases(earlier) and not telling(earlier)


def _leaving_out(asked: str, has_opener: bool) -> Lean:
    """A question that says what is asked and not of what."""
    if _WANTS_MORE.search(asked) and len(asked.split()) <= _FEW_WORDS:
        return Lean(Kind.SUBJECT)
    if name_phrases(asked):
        return ALONE
    most = 1 if has_opener else 0
    return Lean(Kind.SUBJECT) if len(telling(asked)) <= most else ALONE


def telling(text: str) -> list[str]:
    """The words of `text` that say what is meant."""
    words = [word.lower() for word in _WORD.findall(text)]
    return [word for word in words if len(word) > 1 and word not in FRAME | OF_ANYTHING | DATES]
