"""Tells what a plain number counts or numbers, by the words around it.

The words decide nothing alone: they only refute, where a sentence takes its number from something else that
the evidence counts ("seven MOUs ... five items", retold as "five MOUs").
"""

from __future__ import annotations

import re

from bot.text.figures.prose import MERE_COUNTERS, counter_class, party_at

_STOP = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by can could did does for from had has have if in into is it its "
        "may might must more nor not on or over per shall should so such than that the their then there "
        "these they this those to under until was were which while who will with within would after before "
        "each every all also around some only nearly up least most just no about",
    )
)
_WORD = re.compile(r"(?:[-\s]|\s?\()(?P<word>[A-Za-z][A-Za-z'-]*)\)?")
_MOST_WORDS = 6
_LABEL = re.compile(
    r"(?<![A-Za-z])(?P<label>[A-Z][A-Za-z-]*|phase|level|stage|tier|version|type|step|category|class)[-\s]$"
)
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
_KOREAN_BEFORE = re.compile(
    r"(?P<noun>[가-힣A-Za-z]{2,})(?:\([A-Za-z]+\))?\s?(?:약|총|모두|각각|최대|최소)?\s?$"
)
_COUNTER = re.compile(rf"여?\s?(?:{MERE_COUNTERS})(?:의|인)?(?=\s)")
_KOREAN_AFTER = re.compile(r"\s?(?:개\s?)?(?P<noun>[가-힣]{2,})")
_PARTICLES = re.compile(r"(?:으로|에서|에게|까지|부터|이다|이며|이고|은|는|이|가|을|를|의|에|와|과|도|로)$")


def nouns_around(text: str, start: int, end: int) -> tuple[str, ...]:
    """The words that may name what the number at text[start:end] counts, in their plain forms.

    A party to an agreement comes as "@country" and the like, a Korean counter as "#건", a label as "=gpt".
    """
    known = [f"@{party}"] if (party := party_at(text, end)) else []
    if counter := counter_class(text, end):
        known.append(f"#{counter}")
    label = _LABEL.search(text, max(0, start - 24), start)
    if label and label["label"].lower() not in _STOP:
        known.append(f"={label['label'].lower()}")
    return (*known, *_english_after(text, end), *_korean_around(text, start, end))


def _english_after(text: str, place: int) -> list[str]:
    words: list[str] = []
    while len(words) < _MOST_WORDS and (found := _WORD.match(text, place)):
        word = found["word"]
        if word.lower() in _STOP:
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
    counter = _COUNTER.match(text, end)
    if before and re.search("[가-힣]", text[max(0, start - 24) : end + 4]):
        nouns.append(without_particle(before["noun"]))
    after = _KOREAN_AFTER.match(text, counter.end() if counter else end)
    if after:
        nouns.append(without_particle(after["noun"]))
    return [noun.lower() for noun in nouns]


def without_particle(word: str) -> str:
    """A Korean word without the particle behind it, near enough to compare two uses of it."""
    return _PARTICLES.sub("", word) or word


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
