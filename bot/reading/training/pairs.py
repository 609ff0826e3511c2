"""Lays a pair out as tokens: `<s> first </s></s> passage </s>`, the passage in windows where it is long."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from bot.reading.training.conventions import FIRST_TOKENS, MAX_TOKENS, OVERLAP_TOKENS
from bot.reading.training.example import Span

_MARKS = 4
_TOKENIZER = "tokenizer.json"


@dataclass(frozen=True, slots=True)
class Text:
    """A text's tokens, and for each token the characters it stands for, white space left out."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of a passage's tokens: the first one's number and the number after the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Tokens for the encoder; the passage's stand from `passage` to the closing mark."""

    ids: tuple[int, ...]
    passage: int


class Pieces:
    """The tokenizer of the embedded model, from its prepared folder."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.begin: int = tokenizer.token_to_id("<s>")
        self.end: int = tokenizer.token_to_id("</s>")

    @classmethod
    def from_folder(cls, folder: Path) -> Pieces:
        return cls(Tokenizer.from_file(str(folder / _TOKENIZER)))

    def texts(self, texts: Sequence[str]) -> list[Text]:
        """Each text's tokens."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [_trimmed(text, piece.ids, piece.offsets) for text, piece in zip(texts, encoded, strict=True)]

    def pair(self, first: Text, passage: Text, window: Window) -> Pair:
        """The pair for one window of the passage."""
        head = [self.begin, *first.ids[:FIRST_TOKENS], self.end, self.end]
        return Pair((*head, *passage.ids[window.start : window.end], self.end), len(head))


def windows(first: Text, passage: Text) -> list[Window]:
    """The windows that cover the passage beside this first text: one, or several that overlap."""
    room = MAX_TOKENS - _MARKS - min(len(first.ids), FIRST_TOKENS)
    step = room - OVERLAP_TOKENS
    last = max(len(passage.ids) - OVERLAP_TOKENS, 1)
    return [Window(start, min(start + room, len(passage.ids))) for start in range(0, last, step)]


def span_tokens(passage: Text, span: Span) -> Window:
    """The tokens that touch the characters of `span`."""
    return Window(bisect_right(passage.ends, span.start), bisect_left(passage.starts, span.end))


def span_characters(passage: Text, tokens: Window) -> Span:
    """The characters from a run's first token to its last."""
    return Span(passage.starts[tokens.start], passage.ends[tokens.end - 1])


def _trimmed(text: str, ids: Sequence[int], offsets: Sequence[tuple[int, int]]) -> Text:
    """The tokenizer counts the space before a word to the word's first token; a span must not begin there."""
    starts = []
    for start, end in offsets:
        while start < end and text[start].isspace():
            start += 1  # noqa: PLW2901
        starts.append(start)
    return Text(tuple(ids), tuple(starts), tuple(end for _, end in offsets))
