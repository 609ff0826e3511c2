"""What a sentence adds to its evidence by wording: an order of time, a tense, an office, a scope, an undoing.

These rules stand in for a judge of meaning: each finds one word that the share of common words cannot weigh.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.verification.analysis import AnalyzedText
from ingest.language.hangul import ending_of

_MARKERS = re.compile(
    r"\b(?P<before>before|prior to|ahead of|earlier than|preced(?:es?|ed|ing)|followed by)\b"
    r"|\b(?P<after>after|following|follow(?:s|ed)|later than)\b"
    r"|\b(?P<sooner>beforehand|in advance)\b|\b(?P<later>afterwards|subsequently)\b"
    r"|(?P<전>(?<=기)\s?전에?(?=\s)|(?<!\d)(?<!\d[년월일주])\s전에|(?<=[가-힣])\s전(?=\s(?!세계|국민))|(?<![가-힣])이전에?"
    r"|(?:에|보다)\s?(?:앞서|먼저)|전날)"
    r"|(?P<후>(?<=[한된은친난운])\s?(?:후|뒤)(?!받침)|(?<=[가-힣])\s이후|다음\s?날|직후|(?:에|의)\s?뒤이어|거쳐)"
    r"|(?P<미리>미리|사전에)|(?P<나중>나중에)",
    re.IGNORECASE,
)
_IS_BEFORE = {"before", "sooner", "전", "미리"}
_ALONE = {"sooner", "later", "미리", "나중"}
_KOREAN = {"전", "후"}
_REACH = 6

Said = Callable[[Collection[str], Collection[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Order:
    """A word of order: its direction, the words that it refers to, and the other words of its sentence."""

    words: str
    is_before: bool
    complement: frozenset[str]
    rest: frozenset[str]


def find_added_order(claim: AnalyzedText, evidence: Sequence[AnalyzedText], said: Said) -> str | None:
    """The word by which `claim` puts things in an order that no text of `evidence` gives, if there is one."""
    there = [order for reading in evidence for order in _orders(reading)]
    for order in _orders(claim):
        is_vague = not order.complement and not there
        if not is_vague and not any(_agrees(order, each, said) for each in there):
            return order.words
    return None


def _agrees(order: Order, other: Order, said: Said) -> bool:
    shared = bool(said(order.complement, other.complement))
    if order.is_before is other.is_before:
        return shared or not order.complement or not other.complement
    return not shared and bool(said(order.rest, other.complement))


def _orders(reading: AnalyzedText) -> Iterator[Order]:
    every = frozenset(reading.keys)
    for found in _MARKERS.finditer(reading.text):
        sort = str(found.lastgroup)
        is_alone = sort in _ALONE or reading.text.startswith(",", found.end())
        complement = frozenset() if is_alone else _complement(reading, found, before=sort in _KOREAN)
        yield Order(found.group().strip(), sort in _IS_BEFORE, complement, every - complement)


def _complement(reading: AnalyzedText, found: re.Match[str], *, before: bool) -> frozenset[str]:
    """The words next to a marker on its side."""
    if before:
        keys = [term.key for term in reading.terms if term.start < found.start()][-_REACH:]
    else:
        keys = [term.key for term in reading.terms if term.start >= found.end()][:_REACH]
    return frozenset(keys)


_PLANNED = re.compile(
    r"\b(?i:will|shall|would|(?:is|are|was|were)\s+(?:also\s+)?to|to\s+be|going\s+to|due|set\s+to|expect\w*|intend\w*|aims?"
    r"|aimed|schedul\w+|target\w*|goals?|hopes?|seeks?|forthcoming|moving\s+ahead|being)\b|\b(?:plan(?:s|ned|ning)?)\b"
    r"|예정|방침|전망|목표|예상|기대|(?<=[가-힣])기로|[려하]고자|려고|겠|(?<=[할될릴칠볼줄갈쓸둘를일])\s?(?:계획|것)"
)
# Regular forms stand behind "is" and "be" for what is so or shall be.
_DONE = re.compile(
    r"\b(?:was|were|had|has|have|did|began|begun|took|held|led|made|said|grew|came|gave|met|became|rose|fell|ran|drew"
    r"|sought|told|found|wrote|brought|sold|bought|spent|sent|left|built|went|saw|kept|won|lost|got|spoke|chose|paid"
    r"|arose|broke|drove|forbade|foresaw|froze|knew|overcame|oversaw|overtook|shook|shrank|sank|swore|threw|underwent"
    r"|undertook|withdrew)\b"
    r"(?!\s+to\s+be\b)|(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bbeing )(?<!\balso )(?<!-)\b[a-z]{2,}ed\b(?!-)"
)
_SYLLABLE = re.compile(r"[가-힣](?=다|으[며나]|고|지|는|던|습)")
# The ending ㅆ, as `ending_of` numbers it.
_PAST = 20


class Tense(Enum):
    """Whether a text tells what is planned or what is done."""

    PLANNED = "planned"
    DONE = "done"


def tense_of(text: str) -> Tense | None:
    """The tense of `text`; None where it has both, or neither."""
    is_planned, is_done = _PLANNED.search(text) is not None, _is_done(text)
    if is_planned is is_done:
        return None
    return Tense.PLANNED if is_planned else Tense.DONE


def tenses_differ(sentence: str, evidence: str) -> bool:
    """Whether one of the two tells only what is planned, and the other only what is done."""
    tenses = {tense_of(sentence), tense_of(evidence)}
    return None not in tenses and len(tenses) > 1


def _is_done(text: str) -> bool:
    """Whether a verb stands in the past; in Korean by the sign ㅆ of its stem, but for 있 and 겠."""
    if _DONE.search(text):
        return True
    syllables = (found.group() for found in _SYLLABLE.finditer(text))
    return any(ending_of(each) == _PAST and each not in "있겠" for each in syllables)


# The longer names stand first, since each hides what it holds.
_TABLE = """
deputy prime minister: deputy prime minister|deputy premier|부총리
prime minister: prime minister|premier|국무총리|총리
vice president: vice[- ]president|부통령
president: president|대통령
vice minister: (?:vice|deputy) minister|차관
minister: minister|장관
vice chair: (?:vice|deputy)[- ]chair(?:man|person|woman)?|부위원장|부의장|부회장
chair: chair(?:s|ed|man|person|woman)?|위원장|의장|회장
secretary general: secretary[- ]general|사무총장
ambassador: ambassador|대사(?=[가-힣]?(?:\\s|[.,]|$))
professor: professor|교수
dean: dean|학장
chief technology officer: chief technology officer|cto|최고기술책임자
chief executive: chief executive(?: officer)?|ceo|대표이사|최고경영자
director general: director[- ]general|국장
spokesperson: spokes(?:person|man|woman)|대변인
founder: (?:co-)?founder|창업자|창립자|설립자
mayor: mayor
"""
_OFFICES = dict(line.split(": ", 1) for line in _TABLE.strip().split("\n"))
_NAMES = tuple(_OFFICES)
_ANY = re.compile(
    "|".join(f"((?<![A-Za-z])(?:{forms})s?(?![A-Za-z]))" for forms in _OFFICES.values()), re.IGNORECASE
)


def offices_in(text: str) -> Iterator[tuple[str, int]]:
    """The offices that `text` names, and where."""
    for found in _ANY.finditer(text):
        yield _NAMES[(found.lastindex or 1) - 1], found.start()


def find_added_office(sentence: str, evidence: str) -> str | None:
    """An office of `sentence` that `evidence` does not name, if there is one."""
    known = {office for office, _ in offices_in(evidence)}
    return next((office for office, _ in offices_in(sentence) if office not in known), None)


_UNDOES = re.compile(
    r"\b(?:cancel(?:s|led|ed|ling|ing|lation)?|scrap(?:s|ped|ping)?|abandon(?:s|ed|ing|ment)?|revok(?:e|es|ed|ing)"
    r"|withdr(?:aw|aws|ew|awn|awing|awal)|reject(?:s|ed|ing|ion)?|suspend(?:s|ed|ing)?|suspension|postpon(?:e|es|ed"
    r"|ing|ement)|delay(?:s|ed|ing)?|halt(?:s|ed|ing)?|repeal(?:s|ed|ing)?|abolish(?:es|ed|ing)?|refus(?:e|es|ed|ing|al)"
    r"|fail(?:s|ed|ing|ure)?|terminat(?:e|es|ed|ing|ion)|overturn(?:s|ed|ing)?|collaps(?:e|es|ed|ing))\b"
    r"|취소|철회|폐기|폐지|중단|보류|연기(?=[하되했됐한된돼])|무산|거부|거절|부결|파기|좌초",
    re.IGNORECASE,
)
# Words that narrow a statement, leave it open, or make it absolute.
_SCOPES = (
    r"\b(?:only|solely|exclusively|sole|merely|nothing but)\b"
    r"|(?<=[가-힣A-Za-z])(?<!지)만(?=[\s이을은의]|$)|오직|오로지|유일",
    r"\b(?:may|might|could|possibly|perhaps|probably|likely)\b|가능성|[을를할될]지도",
    r"\b(?:always|never|forever|entirely|wholly|completely)\b|항상|언제나|전적으로|완전히",
    r"\b(?:all|every|everyone|everything|entire|whole)\b|(?<![가-힣])모두|모든|전부|전원|일체|전체",
    r"\b(?:most|majority|mostly|mainly|chiefly)\b(?! advanced)|대부분|대다수|과반|주로",
    r"\b(?:must|shall|have to|has to|requir\w+|oblig\w+|dut(?:y|ies)|mandatory|compulsory|need\w*)\b"
    r"|반드시|의무|[여해아어]야|요구|필요|필수",
    r"\b(?:several|repeatedly|multiple|numerous)\b|여러|거듭|수차례|다수|많",
)
_ITSELF = re.compile(
    r"\b(?:assistant|chatbot|bot|system prompt|prompt|(?:these|my) instructions)\b|어시스턴트|챗봇|프롬프트",
    re.IGNORECASE,
)


def find_self_reference(sentence: str, evidence: str) -> str | None:
    """The word by which `sentence` speaks of the assistant, if that is not what `evidence` is about."""
    found = _ITSELF.search(sentence)
    return found.group() if found and found.group().casefold() not in evidence.casefold() else None


def find_undoing(sentence: str, evidence: str) -> str | None:
    """The word by which `sentence` undoes what `evidence` says, if that speaks of no undoing itself."""
    found = _UNDOES.search(sentence)
    return found.group() if found and not _UNDOES.search(evidence) else None


def find_added_scope(sentence: str, evidence: str) -> str | None:
    """The word by which `sentence` narrows, widens or leaves open what `evidence` states plainly."""
    for scope in _SCOPES:
        found = re.search(scope, sentence, re.IGNORECASE)
        if found and not re.search(scope, evidence, re.IGNORECASE):
            return found.group()
    return None
