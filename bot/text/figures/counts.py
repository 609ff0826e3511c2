"""What a plain number counts or numbers, and which number words claim nothing ("one of the", "두 나라").

Two errors are weighed. A word that is left out here is never checked, so "two" before a party to an
agreement ("the two countries") stays a fact that only a different count of the same parties refutes, and
"one" counts as a fact unless grammar makes it a pronoun. Korean number words need a counter, a unit or, from
three up, a noun behind a space: alone they are too often parts of other words (이 is "this", 조사 a survey).

The nouns around a number decide nothing alone: they only refute, where a sentence takes its number from
something else that the evidence counts ("seven MOUs ... five items", retold as "five MOUs").
"""

from __future__ import annotations

import re
from fractions import Fraction

from bot.text.figures.folding import before
from bot.text.particles import without_particle
from bot.text.word_lists import FUNCTION_WORDS, load_patterns

_PATTERNS = load_patterns("bot.text.figures", "counts")
_ONE_BEFORE = re.compile(_PATTERNS["one_before"], re.ASCII | re.IGNORECASE)
_ONE_AFTER = re.compile(_PATTERNS["one_after"], re.ASCII | re.IGNORECASE)
_PARTIES = {
    "country": r"countries|nations|states|economies|sides|governments|peoples|societies|나라|국가|정부|측",
    "minister": r"ministers|장관",
    "ministry": r"ministries|부처",
    "leader": r"leaders|presidents|heads of|정상(?!회)|지도자",
    "party": r"parties|당사자|당사국",
}
_PARTY_AFTER = re.compile(
    r"\s(?:[A-Z]\w+(?:ese|an|ean|sh)?\s)?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _PARTIES.items())
    + r")(?![a-z])"
)
_COUNTER = re.compile(_PATTERNS["counter"])
_ADJACENT = re.compile(_PATTERNS["adjacent"])
_ADJACENT_STRICT = re.compile(_PATTERNS["adjacent_strict"])
_NOUN_AFTER = re.compile(r"\s[가-힣]")
_CLASS = re.compile(_PATTERNS["class"])


_RATE = re.compile(_PATTERNS["rate"])
_DEFINITE = re.compile(_PATTERNS["definite"], re.ASCII | re.IGNORECASE)


def is_anaphoric_two(text: str, start: int, end: int) -> bool:
    """Whether "two" only takes up what was named before: "the two plans", "두 기관", "two countries"."""
    if text[start:end] == "두":
        return not _ADJACENT_STRICT.match(text, end)
    is_two = text[start:end].lower() == "two"
    return is_two and bool(before(_DEFINITE, text, start) or party_at(text, end))


def is_pronoun(text: str, start: int, end: int) -> bool:
    """Whether the English "one" at text[start:end] counts nothing."""
    return bool(before(_ONE_BEFORE, text, start) or _ONE_AFTER.match(text, end))


def party_at(text: str, end: int) -> str:
    """Which party to an agreement is counted behind a number, or nothing."""
    found = _PARTY_AFTER.match(text, end)
    return (found.lastgroup or "") if found else ""


def is_rate(text: str, end: int) -> bool:
    """Whether a number is the base of a rate: 1인당."""
    return bool(_RATE.match(text, end))


def is_rate_base(text: str, value: Fraction, end: int) -> bool:
    """Whether a unit of money or measure is what a rate is told for: 1달러당."""
    return value == 1 and text.startswith("당", end)


def has_counter(text: str, end: int) -> bool:
    """Whether a Korean counter follows, as a word of its own."""
    return bool(_COUNTER.match(text, end))


def native_counts(text: str, word: str, end: int) -> bool:
    """Whether a native Korean numeral is a count: 한 and 열 need a counter, greater ones a noun."""
    if _ADJACENT.match(text, end):
        return not (
            word == "한" and re.match(r"\s?(?:번|편|대|장|사|차원|축|단계|측|쪽|국|자리|점)", text[end:])
        )
    return word not in {"한", "열", "서", "석", "넉"} and bool(_NOUN_AFTER.match(text, end))


def counter_class(text: str, end: int) -> str:
    """ "person" or the counter itself (건, 곳) behind a number; nothing for counters of everything."""
    found = _CLASS.match(text, end)
    if not found:
        return ""
    return "명" if found["person"] else found["thing"]


_WORD = re.compile(r"(?:[-\s]|\s?\()(?P<word>[A-Za-z][A-Za-z'-]*)\)?")
_MOST_WORDS = 6
_LABEL = re.compile(_PATTERNS["label"])
_SYNONYMS = {
    "memorandum": "mou",
    "firm": "company",
    "corporation": "company",
    "nation": "country",
    "start-up": "startup",
}
_IRREGULAR = {
    "memoranda": "memorandum",
    "people": "person",
    "men": "man",
    "women": "woman",
    "criteria": "criterion",
}
_KOREAN_BEFORE = re.compile(_PATTERNS["korean_before"])
_MERE_COUNTER = re.compile(_PATTERNS["mere_counter"])
_KOREAN_AFTER = re.compile(_PATTERNS["korean_after"])


def nouns_around(text: str, start: int, end: int) -> tuple[str, ...]:
    """The words that may name what the number at text[start:end] counts, in their plain forms.

    A party to an agreement comes as "@country" and the like, a Korean counter as "#건", a label as "=gpt".
    """
    known = [f"@{party}"] if (party := party_at(text, end)) else []
    if counter := counter_class(text, end):
        known.append(f"#{counter}")
    label = _LABEL.search(text, max(0, start - 24), start)
    if label and label["label"].lower() not in FUNCTION_WORDS:
        known.append(f"={label['label'].lower()}")
    return (*known, *_english_after(text, end), *_korean_around(text, start, end))


def _english_after(text: str, place: int) -> list[str]:
    words: list[str] = []
    while len(words) < _MOST_WORDS and (found := _WORD.match(text, place)):
        word = found["word"]
        if word.lower() in FUNCTION_WORDS:
            break
        words.append(word)
        place = found.end()
    initials = "".join(word[0] for word in words).lower()
    nouns = [plain(word) for word in words if word.lower() != "of"]
    return (
        [*nouns, initials[:3]] if "of" in words and len(initials) > 2 else nouns
    )  # "memoranda of understanding"


def _korean_around(text: str, start: int, end: int) -> list[str]:
    nouns = []
    before = _KOREAN_BEFORE.search(text, max(0, start - 24), start)
    counter = _MERE_COUNTER.match(text, end)
    if before and re.search("[가-힣]", text[max(0, start - 24) : end + 4]):
        nouns.append(without_particle(before["noun"]))
    after = _KOREAN_AFTER.match(text, counter.end() if counter else end)
    if after:
        nouns.append(without_particle(after["noun"]))
    return [noun.lower() for noun in nouns]


def plain(word: str) -> str:
    """The singular of an English noun in small letters, near enough to compare two uses of it."""
    return _SYNONYMS.get(noun := _singular(word), noun)


def _singular(word: str) -> str:
    small = word.lower().removesuffix("'s").removesuffix("'")
    if small in _IRREGULAR:
        return _IRREGULAR[small]
    if small.endswith("ies") and len(small) > 4:
        return small[:-3] + "y"
    if small.endswith(("sses", "shes", "ches", "xes")):
        return small[:-2]
    return small[:-1] if small.endswith("s") and not small.endswith("ss") and len(small) > 3 else small


def comparable(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both have a word of one script, so that words in common or none of them say something."""
    return any(_nouns(one, script) and _nouns(other, script) for script in ("=?[a-z]", "[가-힣]"))


def common(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both count a thing of one name."""
    return bool({noun for noun in one if noun[0] != "#"} & set(other))


def _nouns(nouns: tuple[str, ...], script: str) -> bool:
    return any(re.match(script, noun) for noun in nouns)
