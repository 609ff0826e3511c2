"""Reads the claims: every planted sentence, and the open ones of `open.jsonl`.

An open claim speaks of what the documents are about, in their words, and no document says that it is so or
that it is not: another year, another sum of the same fund, something that was never reported.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from eval.faults.cases import read_cases

_OPEN = Path(__file__).with_name("open.jsonl")
OPEN, RIGHT = "open", "right"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim; `kind` is `right`, `open`, or the fault that was planted. `split` is `dev` or `held_out`."""

    id: str
    split: str
    kind: str
    language: str
    sentence: str


def read_claims() -> list[Claimed]:
    """All of them, the planted ones first."""
    planted = [Claimed(c.id, c.split, c.kind, c.language, c.sentence) for c in read_cases()]
    lines = [json.loads(line) for line in _OPEN.read_text("utf-8").splitlines()]
    return planted + [Claimed(kind=OPEN, **line) for line in lines]


def every(claims: list[Claimed], step: int) -> list[Claimed]:
    """Each `step`-th claim of each kind and half, for whoever has less time; all of the open ones."""
    seen: dict[tuple[str, str], int] = {}
    kept = []
    for each in claims:
        place = seen.get((each.kind, each.split), 0)
        seen[each.kind, each.split] = place + 1
        if each.kind == OPEN or place % step == 0:
            kept.append(each)
    return kept
