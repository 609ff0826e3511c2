"""Turns an example into the tokens of a pair, cut and laid out as the running reader does it."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from bot.qa_model.layout import Layout, Window
from bot.qa_model.manifest import Manifest
from bot.qa_model.training.example import Example, Kind, Span
from ingest.embedding.e5.tokenizer import TokenSpans, Vocabulary
from ingest.embedding.e5.weights import package_digest

NOT_TAUGHT = -1  # the place of a span that is not known, or that a statement does not have
NOWHERE = 0  # the place of the span that is not there: the first token


@dataclass(frozen=True, slots=True)
class Laid:
    """A pair: the passage's tokens begin at `passage`, the answer's first and last are `start` and `end`."""

    tokens: tuple[int, ...]
    passage: int
    start: int
    end: int
    kind: Kind
    verdict: int


def manifest() -> Manifest:
    """An uncalibrated manifest of weights over the installed base.

    Raises ConfigurationError without the base.
    """
    return Manifest(format="1", base=package_digest())


class Pairs:
    """Lays examples out for weights with this manifest."""

    def __init__(self, vocabulary: Vocabulary, of: Manifest) -> None:
        self._place = vocabulary.tokenizer.place
        self._layout = Layout(vocabulary.begin, vocabulary.end, of.max_tokens)
        self._prefixes = {Kind.READ: of.question_prefix, Kind.SUPPORT: of.statement_prefix}

    def laid(self, example: Example) -> Laid | None:
        """The pair; of a long passage one window, by a lot that hangs on the texts alone.

        An answer must lie whole in the window; None where it lies so in none.
        """
        passage = self._place(example.passage)
        windows = self._windows(example, passage)
        if example.span is None:
            nowhere = example.kind is Kind.READ and not example.verdict
            return _laid(example, self._drawn(example, windows), NOWHERE if nowhere else NOT_TAUGHT)
        first, last = span_tokens(passage, example.span)
        fitting = [
            each for each in windows if _place(each, first) >= each.at and _ends(each) > _place(each, last)
        ]
        if not fitting or last < first:
            return None
        window = self._drawn(example, fitting)
        return _laid(example, window, _place(window, first), _place(window, last))

    def windows(self, example: Example) -> tuple[TokenSpans, list[Window]]:
        """The passage's pieces, and every window of it."""
        passage = self._place(example.passage)
        return passage, self._windows(example, passage)

    def _windows(self, example: Example, passage: TokenSpans) -> list[Window]:
        first = self._place(self._prefixes[example.kind] + example.first)
        return self._layout.windows(first.numbers, passage.numbers)

    def _drawn(self, example: Example, windows: list[Window]) -> Window:
        return random.Random(f"{example.first}\n{example.passage}").choice(windows)


def span_tokens(passage: TokenSpans, span: Span) -> tuple[int, int]:
    """The first and the last piece that touch the characters of `span`."""
    return bisect_right(passage.ends, span.start), bisect_left(passage.starts, span.end) - 1


def _place(window: Window, piece: int) -> int:
    """Where the passage's piece stands in the window's tokens."""
    return window.at + piece - window.begin


def _ends(window: Window) -> int:
    """The place of the closing mark."""
    return len(window.tokens) - 1


def _laid(example: Example, window: Window, start: int, end: int | None = None) -> Laid:
    return Laid(
        window.tokens,
        window.at,
        start,
        start if end is None else end,
        example.kind,
        int(example.verdict),
    )
