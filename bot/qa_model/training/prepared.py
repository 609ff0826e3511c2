"""The examples as arrays of tokens: made once, kept in a file, and read back by every later run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.qa_model.training.example import Example
from bot.qa_model.training.pairs import Laid, Pairs

_FORMAT = b"2"  # raise it whenever the same examples become other arrays

Whole = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Pairs one after the other.

    Pair i has the tokens `ids[bounds[i]:bounds[i + 1]]`; its passage begins at `passage[i]`, and the answer's
    first and last token are `start[i]` and `end[i]`, counted from the pair's first.
    """

    ids: Whole
    bounds: Whole
    passage: Whole
    start: Whole
    end: Whole
    kind: Whole
    verdict: Whole

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def lengths(self) -> Whole:
        """Each pair's tokens."""
        return np.diff(self.bounds)


def prepared(examples: Sequence[Example], pairs: Pairs, folder: Path) -> Prepared:
    """The examples' arrays, from the folder's cache where it holds them; raises OSError on a full disk."""
    path = folder / f"tokens-{digest(examples)[:16]}.npz"
    if path.exists():
        with np.load(path) as stored:
            return Prepared(**{field.name: stored[field.name] for field in fields(Prepared)})
    made = prepare(examples, pairs)
    building = path.with_suffix(".part.npz")
    np.savez(building, **{field.name: getattr(made, field.name) for field in fields(Prepared)})
    building.replace(path)
    return made


def prepare(examples: Sequence[Example], pairs: Pairs) -> Prepared:
    """Tokenize; examples whose answer fits in no window are left out."""
    laid = [each for each in map(pairs.laid, examples) if each is not None]
    ids = [np.array(each.tokens, np.int32) for each in laid]
    bounds = np.concatenate([[0], np.cumsum([len(each) for each in ids])])
    return Prepared(np.concatenate(ids), bounds.astype(np.int32), *_columns(laid))


def digest(examples: Sequence[Example]) -> str:
    """SHA-256 over the examples and over how they are tokenized, in hexadecimal."""
    whole = sha256(_FORMAT)
    for example in examples:
        whole.update(repr(example).encode())
    return whole.hexdigest()


def _columns(laid: Sequence[Laid]) -> list[Whole]:
    rows = np.array(
        [(each.passage, each.start, each.end, each.kind, each.verdict) for each in laid], np.int32
    )
    return list(np.ascontiguousarray(rows.T))
