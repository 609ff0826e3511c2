"""Read the planted sentences, right and wrong ones with the passage that they cite, and the claims.

`right.jsonl` holds sentences that the passage supports, `wrong.jsonl` sentences with one planted fault, and
`open.jsonl` claims about what no document decides. No sentence carries a citation mark.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
OPEN, RIGHT = "open", "right"


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to check; `kind` is `right`, `open` or the fault, `split` is `dev` or `held_out`.

    Faults are `figure`, `date`, `unit`, `name`, `negation`, `relation` (at least for at most), `unsupported`,
    `predicate` (criticised for praised), `scope` (only, all, may or must where the document says otherwise),
    `role` (president for minister), `antonym`, `tense` (planned told as done) and `referent` (what is said of
    another thing of the passage).
    """

    id: str
    split: str
    kind: str
    language: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PlantedSentence(Claim):
    """A claim about the one chunk of `document` that contains `anchor`."""

    document: str
    anchor: str

    @property
    def crosses_languages(self) -> bool:
        return self.language != ("ko" if self.document.endswith(".ko.md") else "en")


def read_sentences() -> list[PlantedSentence]:
    return [PlantedSentence(**line) for name in ("right", "wrong") for line in _read(name)]


def read_claims(step: int = 1) -> list[Claim]:
    """Every `step`-th planted sentence of each kind and half, and all open claims."""
    seen: Counter[tuple[str, str]] = Counter()
    claims: list[Claim] = []
    for sentence in read_sentences():
        if seen[sentence.kind, sentence.split] % step == 0:
            claims.append(sentence)
        seen[sentence.kind, sentence.split] += 1
    return [*claims, *(Claim(kind=OPEN, **line) for line in _read("open"))]


def _read(name: str) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in (_FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
