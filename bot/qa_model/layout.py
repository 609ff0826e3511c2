"""Lays a pair of texts out as tokens, as XLM-RoBERTa does: `<s> first </s></s> second </s>`.

A second text that is too long is read in windows of tokens that overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The longest first text, and what two neighbouring windows share; as in training.
FIRST_TOKENS = 80
OVERLAP_TOKENS = 128
_MARKS = 4


@dataclass(frozen=True, slots=True)
class Window:
    """A pair as tokens: from `at` to the last mark stand the second text's, from its token `begin` on."""

    tokens: tuple[int, ...]
    at: int
    begin: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The marks before and after a text, and the most tokens of a pair, marks and all."""

    begin: int
    end: int
    max_tokens: int

    def windows(self, first: Sequence[int], second: Sequence[int]) -> list[Window]:
        """The second text beside the first, in as many windows as it takes; at least one."""
        head = (self.begin, *first[:FIRST_TOKENS], self.end, self.end)
        room = self.max_tokens - len(head) - 1
        last = max(1, len(second) - OVERLAP_TOKENS)
        return [
            Window((*head, *second[start : start + room], self.end), len(head), start)
            for start in range(0, last, room - OVERLAP_TOKENS)
        ]
