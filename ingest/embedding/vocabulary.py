"""Keeps the embedded model's vocabulary in files that load quickly, and turns texts into its tokens."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.embedding.e5_package import Pieces
from ingest.embedding.unigram import UnigramTokenizer

_PIECES, _SCORES, _NUMBERS = "pieces.txt", "scores.npy", "vocabulary.json"
_MARKS = 2  # one before and one after a text


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokenizer, the numbers of the marks around a text, and the most tokens that a text may have."""

    tokenizer: UnigramTokenizer
    begin: int
    end: int
    limit: int

    def encode(self, text: str) -> list[int]:
        """The text's tokens between its marks, cut off at the limit."""
        return [self.begin, *self.tokenizer.encode(text, self.limit - _MARKS), self.end]


def write_vocabulary(pieces: Pieces, limit: int, folder: Path) -> None:
    """Write the pieces, one a line, their scores, and the special numbers; no piece holds a line break."""
    (folder / _PIECES).write_bytes("\n".join(pieces.texts).encode())
    np.save(folder / _SCORES, np.array(pieces.scores, np.float32))
    numbers = {"unknown": pieces.unknown, "begin": pieces.begin, "end": pieces.end, "limit": limit}
    (folder / _NUMBERS).write_text(json.dumps(numbers), encoding="utf-8")


def read_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary that `write_vocabulary` left in the folder."""
    pieces = (folder / _PIECES).read_bytes().decode().split("\n")
    scores = np.load(folder / _SCORES).tolist()
    numbers = json.loads((folder / _NUMBERS).read_text(encoding="utf-8"))
    tokenizer = UnigramTokenizer(pieces, scores, unknown=numbers["unknown"])
    return Vocabulary(tokenizer, numbers["begin"], numbers["end"], numbers["limit"])
