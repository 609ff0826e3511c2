"""Finds the names in English text, also in what is written in Korean: words with a capital, as phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = r"[A-Z][\w&.+-]*(?:['’][a-z]{2,})?\b"
_FURTHER = rf"(?:{_WORD}|\d+(?:\.\d+)+)"
_JOIN = r"(?:\s+(?:of|for|on|and|the|&|in)){0,2}\s+"
# "National AI R&D Plan", "Institute of Information & Communications", "NAIS 2.0".
_PHRASE = re.compile(rf"\b{_WORD}(?:{_JOIN}{_FURTHER})*")
_SENTENCE = re.compile(r"(?:^|[.?!:|]\s+|[\"“\[(|-]\s*)$")
_LOOK_BACK = 4
_DATE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$"
)
_SURE = re.compile(r"\w[A-Z\d]|['’]s$")
# Words that begin a sentence with a capital and name nothing.
_BEGINNINGS = frozenset(
    re.findall(
        r"\w+",
        "a about according after all also although an and any are article as at because before both but "
        "by can did do does during each every few five for four from had has have he her here his how "
        "however i if in is it its let many more most nine no not of on one only or other others over "
        "please seven several she since six so some such tell ten than that the their then there these "
        "they this those three to two under until was were what when where which while who whom whose "
        "why will with would yes you ",
    )
)


def names_of(text: str, *, may_begin: bool = False) -> list[str]:
    """The phrases of capitalised words in `text`, without days and months, in their order.

    A word that begins a sentence counts where it has further capitals or figures or a further name behind
    it; any other only where a name `may_begin`, as in an answer ("Lablup makes ...").
    """
    found = []
    for match in _PHRASE.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        name = _without_beginning(match.group(), may_begin) if _SENTENCE.search(before) else match.group()
        name = name.rstrip(".")
        if name and re.split(r"['’]", name)[0] != "I" and not all(_DATE.match(word) for word in name.split()):
            found.append(name)
    return found


def is_named(name: str, text: str) -> bool:
    """Whether `text` speaks of `name`: of each of its words, in whatever case."""
    words = {word.casefold() for word in re.findall(r"\w+", text)}
    return all(word.casefold() in words for word in re.findall(r"\w+", name))


def _without_beginning(phrase: str, may_begin: bool) -> str:
    """The phrase without the words before the name that have their capital from the sentence."""
    words = phrase.split()
    while words and re.split(r"['’]", words[0].casefold())[0] in _BEGINNINGS:
        words = list(_from_capital(words[1:]))
    if len(words) == 1 and not may_begin and not _SURE.search(words[0]):
        return ""
    return " ".join(words)


def _from_capital(words: list[str]) -> Iterator[str]:
    started = False
    for word in words:
        started = started or word[0].isupper()
        if started:
            yield word
