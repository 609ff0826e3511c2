"""The words of policy text that say the same, within a language and across English and Korean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.text.word_lists import load_lines
from ingest.language.tokenizer import Tokenizer

_GENERAL = "~"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Meanings as ways to say them, each way the tokens that it consists of.

    `by_token` gives the meanings in which a token occurs; `general` are tokens that say little alone.
    """

    by_token: dict[str, tuple[int, ...]]
    ways: tuple[tuple[frozenset[str], ...], ...]
    general: frozenset[str]

    @classmethod
    def from_lines(cls, lines: Iterable[str], tokenizer: Tokenizer) -> Lexicon:
        """One meaning a line, `~` before general ones, ways between bars; `#` before a remark."""
        meant = [line for line in lines if line.strip() and not line.startswith("#")]
        split = [[way.strip() for way in line.removeprefix(_GENERAL).split("|")] for line in meant]
        flat = iter(tokenizer.tokenize_all([way for ways in split for way in ways]))
        ways = tuple(tuple(frozenset(next(flat)) for _ in each) for each in split)
        by_token: dict[str, list[int]] = defaultdict(list)
        general: set[str] = set()
        for number, (line, each) in enumerate(zip(meant, ways, strict=True)):
            alone = {token for way in each if len(way) == 1 for token in way}
            general |= alone if line.startswith(_GENERAL) else set()
            for token in frozenset().union(*each):
                by_token[token].append(number)
        said = tuple(tuple(way for way in each if way) for each in ways)
        places = {token: tuple(found) for token, found in by_token.items()}
        return cls(places, said, frozenset(general))

    def find_expressed(self, tokens: Collection[str], by: Collection[str]) -> set[str]:
        """Those of `tokens` that the words `by` say too, in the same or another way."""
        wanted, held = frozenset(tokens), frozenset(by)
        found = set(wanted & held)
        for meaning in {number for token in wanted - found for number in self.by_token.get(token, ())}:
            if any(way <= held for way in self.ways[meaning]):
                found |= {token for way in self.ways[meaning] if way <= wanted for token in way}
        return found


def load_lexicon(tokenizer: Tokenizer) -> Lexicon:
    """The lexicon that ships with this package."""
    return Lexicon.from_lines(load_lines("bot.text", "lexicon.txt"), tokenizer)
