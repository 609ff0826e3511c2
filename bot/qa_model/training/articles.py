"""Splits data by article, so that nothing measured was seen in training, not even through its neighbours."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

_HELD_OUT = 1 / 5  # never trained on: the figures come from these
_CALIBRATION = 1 / 15  # of all, taken from the rest: the score is calibrated on these


@dataclass(frozen=True, slots=True)
class Split:
    """The titles of three parts without overlap."""

    training: frozenset[str]
    calibration: frozenset[str]
    held_out: frozenset[str]


def split(titles: Iterable[str]) -> Split:
    """Part the titles by their digests, so that the split depends on neither order nor a seed."""
    ranked = sorted(set(titles), key=lambda title: sha256(title.encode()).digest())
    held_out = math.ceil(len(ranked) * _HELD_OUT)
    calibration = held_out + math.ceil(len(ranked) * _CALIBRATION)
    return Split(
        training=frozenset(ranked[calibration:]),
        calibration=frozenset(ranked[held_out:calibration]),
        held_out=frozenset(ranked[:held_out]),
    )
