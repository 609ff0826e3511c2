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

from bot.text.figures import facts_in
from bot.text.glossary import Glossary
from bot.text.lexicon import Lexicon
from bot.text.names import ORGANISATION, SMALL, LatinWord, Tagger, korean_names, latin_names, latin_words
from bot.text.particles import without_particle
from bot.text.places import KOREA, Mention, places_in
from bot.text.transliteration import sounds_like, written_by_sound
from bot.verification.analysis import without_spans
from ingest.language.hangul import is_korean
from ingest.language.tokenizer import Tokenizer

_HANGUL = re.compile("[가-힣]")
# What follows a capitalised word with a hyphen: the second half of Yun-kyu.
_HYPHENED = re.compile(r"(?:-[a-z]+)*")
# So many other words may stand between the words of a name.
_SPREAD = 3
_AT_HOME = "국내"
# What is addressed, and not named by its words: a link, a mail address, an account, a channel.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\"“”]+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)[@#][\w-]{2,}")

_COUNTRY = re.compile(r"\b(?:singapore|korea)\b")


@dataclass(frozen=True)
class NameScope:
    """Where a name may stand: what the evidence tells, and the title and headings of its place."""

    text: str
    headings: str
    tokens: Collection[str]

    @cached_property
    def whole(self) -> str:
        return f"{self.text}\n{self.headings}"

    @cached_property
    def squeezed(self) -> str:
        return "".join(self.whole.casefold().split())

    @cached_property
    def latin(self) -> frozenset[str]:
        return frozenset(word.plain for word in latin_words(self.whole))

    @cached_property
    def spoken(self) -> list[str]:
        """Its capitalised words in Latin letters, and two and three in a row as one."""
        words = latin_words(self.whole)
        rows = ["".join(each.text for each in words[i : i + n]) for n in (2, 3) for i in range(len(words))]
        return [row for row in (*(each.text for each in words), *rows) if row[:1].isupper()]

    @cached_property
    def has_hangul(self) -> bool:
        return _HANGUL.search(self.whole) is not None

    def are_together(self, plain: Sequence[str]) -> bool:
        """Whether these words stand near each other, as those of one name do."""
        words = [word.plain for word in latin_words(self.whole)]
        width = len(plain) + _SPREAD
        return len(plain) < 2 or any(
            set(plain) <= set(words[i : i + width]) for i, word in enumerate(words) if word in plain
        )

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """What the initials of its capitalised words in a row give."""
        return frozenset(_acronyms(latin_words(self.whole)))

    @cached_property
    def is_korean(self) -> bool:
        return is_korean(self.text)


@dataclass(frozen=True, slots=True)
class NameGuard:
    """Looks for names, with the names that the documents define and the words that say the same."""

    glossary: Glossary
    lexicon: Lexicon
    tokenizer: Tokenizer
    tagger: Tagger

    def missing(self, sentence: str, scope: NameScope) -> list[str]:
        """The names of `sentence` that `scope` does not know, in order."""
        lost = [each for each in _ADDRESS.findall(sentence) if each.rstrip(".,;") not in scope.whole]
        free, unknown = self._without_defined(_ADDRESS.sub(_blank, sentence), scope)
        free = without_spans(free, [(fact.start, fact.end) for fact in facts_in(sentence)])
        lost += unknown
        places = places_in(free)
        lost += [free[each.start : each.end] for each in places if not _is_there(each, places, scope)]
        free = without_spans(free, [(each.start, each.end) for each in places])
        lost += self._latin(free, scope)
        if _HANGUL.search(free):
            lost += self._korean(free, scope)
        return list(dict.fromkeys(lost))

    def spans(self, sentence: str) -> list[tuple[int, int]]:
        """Where the names of `sentence` stand, known or not."""
        found = [(start, end) for _, start, end in self.glossary.found_in(sentence)]
        found += [(each.start, each.end) for each in places_in(sentence)]
        found += [
            (each.start, _HYPHENED.match(sentence, each.end).end())  # type: ignore[union-attr]  # it always matches
            for run in latin_names(sentence, self._is_word)
            for each in run
        ]
        if _HANGUL.search(sentence):
            found += korean_names(sentence, self.tagger)
        return found

    def _without_defined(self, text: str, scope: NameScope) -> tuple[str, list[str]]:
        """`text` with the glossary's names that the scope knows blanked out, and those that it does not."""
        lost, known = [], []
        for key, start, end in self.glossary.found_in(text):
            words = text[start:end]
            if "&" + key in scope.tokens or self._is_titled(words, text[end:], scope):
                known.append((start, end))
            elif self._is_proper(words) and not (_is_descriptive(key) and self._is_said(words, scope)):
                lost.append(words)
        return without_spans(text, known), lost

    def _is_proper(self, words: str) -> bool:
        if not _HANGUL.search(words):
            return any(letter.isupper() for letter in words)
        return next(iter(korean_names(words, self.tagger)), None) is not None

    def _is_said(self, words: str, scope: NameScope) -> bool:
        """Whether all of a descriptive name is said in the other language: "National Assembly" by 국회."""
        if (_HANGUL.search(words) is None) is not scope.is_korean:
            return False
        tokens = self.tokenizer.tokenize(words)
        return bool(tokens) and self.lexicon.find_expressed(tokens, scope.tokens) >= set(tokens)

    def _latin(self, text: str, scope: NameScope) -> Iterator[str]:
        for run in latin_names(text, self._is_word):
            before = text[: run[0].start].split()[-1:]
            words = " ".join(each.text for each in run)
            wider = " ".join([*before, words])
            if (
                self._is_part_of_known(run, scope)
                or _initials(run) in scope.latin
                or self._is_said(words, scope)
                or self._is_said(wider, scope)
            ):
                continue
            unknown = [each.text for each in run if not self._knows(each, scope)]
            if unknown or scope.are_together([each.plain for each in run if each.plain in scope.latin]):
                yield from unknown
            else:
                yield words

    def _knows(self, word: LatinWord, scope: NameScope) -> bool:
        if word.plain in scope.latin or word.plain in scope.acronyms:
            return True
        if self._is_said(word.text, scope):
            return True
        return scope.has_hangul and sounds_like(word.text, scope.whole)

    def _is_part_of_known(self, run: Sequence[LatinWord], scope: NameScope) -> bool:
        """Whether it is a part of a longer name that the scope knows: "Lee" of Lee Jae Myung."""
        keys = (key[1:] for key in scope.tokens if key.startswith("&"))
        words = {word.plain for word in run}
        return any(words <= set(name.split()) for key in keys for name in self.glossary.also(key))

    def _is_word(self, word: str) -> bool:
        """Whether a capitalised word at the start of a sentence is an ordinary one."""
        tokens = self.tokenizer.tokenize(word.lower())
        return all(token in self.lexicon.by_token for token in tokens)

    def _korean(self, text: str, scope: NameScope) -> Iterator[str]:
        for start, end in korean_names(text, self.tagger):
            name = text[start:end].casefold()
            said = any(each in scope.squeezed for each in (name, without_particle(name)))
            if said or self._is_said(name, scope) or self._is_titled(name, text[end:], scope):
                continue
            if not any(written_by_sound(each, scope.spoken) for each in (name, without_particle(name))):
                yield text[start:end]

    def _is_titled(self, name: str, rest: str, scope: NameScope) -> bool:
        """Whether name and office are said together: 과학기술정보통신부 장관 by "science minister"."""
        if scope.is_korean or not _HANGUL.search(name):
            return False
        tokens = set(self.tokenizer.tokenize(" ".join((name, *rest.split()[:1]))))
        wanted = set(self.tokenizer.tokenize(name))
        return len(tokens) > len(wanted) and self.lexicon.find_expressed(tokens, scope.tokens) >= wanted


def _is_descriptive(key: str) -> bool:
    """Whether a name says what it names, as plans and laws do; a body is known by its name alone."""
    is_body = ORGANISATION.search(key) or _COUNTRY.search(key)
    return not is_body and len(key.split()) > 1


def _is_there(mention: Mention, named: Sequence[Mention], scope: NameScope) -> bool:
    there = {each.place for each in places_in(scope.text)}
    if _AT_HOME in scope.text:
        there.add(KOREA)
    if mention.place in there:
        return True
    rivals = there - {each.place for each in named}
    return not rivals and mention.place in {each.place for each in places_in(scope.headings)}


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _initials(run: Sequence[LatinWord]) -> str:
    return "".join(each.plain[0] for each in run) if len(run) > 1 else ""


def _acronyms(words: Sequence[LatinWord]) -> Iterator[str]:
    """The initials of every stretch of two or more capitalised words."""
    telling = [each for each in words if each.text not in SMALL]
    letters = "".join(each.plain[0] if each.is_capital else " " for each in telling)
    for run in letters.split():
        for start in range(len(run)):
            yield from (run[start:end] for end in range(start + 2, len(run) + 1))
