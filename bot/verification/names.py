"""Finds the names in a sentence that its evidence does not know.

A name is known if its words stand in the evidence, if the glossary knows another name of the same that does,
if it is the acronym of one, or if its sound is written there in the other script. The place of the evidence
(title and headings) may name its subject; but a country that only stands there does not pass for another one
that the evidence itself names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.verification.facts import facts_in
from bot.verification.glossary import Glossary, folded_name
from bot.verification.korean_names import Tagger, korean_names
from bot.verification.latin_names import LatinWord, latin_names, latin_words
from bot.verification.lexicon import Lexicon
from bot.verification.places import KOREA, Mention, places_in
from bot.verification.transliteration import sounds_like, written_by_sound
from ingest.keywords.tokens import Tokeniser

_HANGUL = re.compile("[가-힣]")
_AT_HOME = "국내"
# What is addressed, and not named by its words: a link, a mail address, an account, a channel.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\"“”]+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)[@#][\w-]{2,}")


@dataclass(frozen=True)
class Scope:
    """Where a name may stand: what the evidence tells, and the title and headings of its place."""

    told: str
    place: str
    tokens: Collection[str]

    @cached_property
    def whole(self) -> str:
        """All of it."""
        return f"{self.told}\n{self.place}"

    @cached_property
    def folded(self) -> str:
        """All of it as names are compared."""
        return folded_name(self.whole)

    @cached_property
    def squeezed(self) -> str:
        """All of it without spaces, in lower case."""
        return "".join(self.whole.casefold().split())

    @cached_property
    def latin(self) -> frozenset[str]:
        """Its words in Latin letters, plain."""
        return frozenset(word.plain for word in latin_words(self.whole))

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """What the initials of its capitalised words in a row give."""
        return frozenset(_acronyms(latin_words(self.whole)))

    @cached_property
    def is_korean(self) -> bool:
        """Whether any of it is Korean."""
        return _HANGUL.search(self.whole) is not None


@dataclass(frozen=True, slots=True)
class Names:
    """Looks for names, with the names that the documents define and the words that say the same."""

    glossary: Glossary
    lexicon: Lexicon
    tokeniser: Tokeniser
    tagger: Tagger

    def missing(self, sentence: str, scope: Scope) -> list[str]:
        """The names of `sentence` that `scope` does not know, in order."""
        lost = [each for each in _ADDRESS.findall(sentence) if each.rstrip(".,;") not in scope.whole]
        free = _blanked(sentence, [(fact.start, fact.end) for fact in facts_in(sentence)])
        free, unknown = self._without_defined(_ADDRESS.sub(_blank, free), scope)
        lost += unknown
        places = places_in(free)
        lost += [free[each.start : each.end] for each in places if not _is_there(each, places, scope)]
        free = _blanked(free, [(each.start, each.end) for each in places])
        lost += self._latin(free, scope)
        if _HANGUL.search(free):
            lost += self._korean(free, scope)
        return list(dict.fromkeys(lost))

    def _without_defined(self, text: str, scope: Scope) -> tuple[str, list[str]]:
        """`text` with the glossary's names that the scope knows blanked out, and those that it does not."""
        lost = []
        for name in self.glossary.names_in(text):
            form = re.compile(r"[\s-]+".join(re.escape(word) for word in name.split()), re.IGNORECASE)
            found = list(form.finditer(text))
            if not found:
                continue
            if any(other in scope.folded for other in self.glossary.also(name)):
                text = form.sub(_blank, text)
            elif any(letter.isupper() for letter in found[0].group()) and not self._is_said(name, scope):
                lost.append(found[0].group())
        return text, lost

    def _is_said(self, words: str, scope: Scope) -> bool:
        """Whether all of a descriptive name is said in other words: "National Assembly" by 국회."""
        tokens = self.tokeniser.tokenise(words)
        return bool(tokens) and self.lexicon.said(tokens, scope.tokens) >= set(tokens)

    def _latin(self, text: str, scope: Scope) -> Iterator[str]:
        for run in latin_names(text, self._is_word):
            words = " ".join(each.text for each in run)
            if _initials(run) in scope.latin or self._is_said(words, scope):
                continue
            yield from (each.text for each in run if not self._knows(each, scope))

    def _knows(self, word: LatinWord, scope: Scope) -> bool:
        if word.plain in scope.latin or word.plain in scope.acronyms:
            return True
        if self._is_said(word.text, scope):
            return True
        return scope.is_korean and sounds_like(word.text, scope.whole)

    def _is_word(self, word: str) -> bool:
        """Whether a capitalised word at the start of a sentence is an ordinary one."""
        tokens = self.tokeniser.tokenise(word.lower())
        return all(token in self.lexicon.by_token for token in tokens)

    def _korean(self, text: str, scope: Scope) -> Iterator[str]:
        for name in korean_names(text, self.tagger):
            if name in scope.squeezed or self._is_said(name, scope):
                continue
            if not written_by_sound(name, sorted(scope.latin)):
                yield name


def _is_there(mention: Mention, named: Sequence[Mention], scope: Scope) -> bool:
    told = {each.place for each in places_in(scope.told)}
    if _AT_HOME in scope.told:
        told.add(KOREA)
    if mention.place in told:
        return True
    rivals = told - {each.place for each in named}
    return not rivals and mention.place in {each.place for each in places_in(scope.place)}


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _initials(run: Sequence[LatinWord]) -> str:
    return "".join(each.plain[0] for each in run) if len(run) > 1 else ""


def _acronyms(words: Sequence[LatinWord]) -> Iterator[str]:
    """The initials of every stretch of two or more capitalised words."""
    letters = "".join(each.plain[0] if each.is_capital else " " for each in words)
    for run in letters.split():
        for start in range(len(run)):
            yield from (run[start:end] for end in range(start + 2, len(run) + 1))
