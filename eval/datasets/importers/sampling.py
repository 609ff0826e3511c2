"""Takes some of the cases: a half of the articles, and evenly over these as many cases as are wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import StrEnum

from eval.datasets.case import Case
from eval.scorers.clusters import cluster_of


class Half(StrEnum):
    """One of two halves that share no article, document or conversation."""

    DEV = "dev"
    HELD_OUT = "held-out"


def half_of(cases: Sequence[Case], half: Half, seed: int) -> list[Case]:
    """The cases of every second cluster, in an order that the seed decides; the other half has the others."""
    clusters = sorted({cluster_of(each) for each in cases}, key=lambda name: _drawn(seed, name))
    chosen = set(clusters[(0 if half is Half.DEV else 1) :: 2])
    return [each for each in cases if cluster_of(each) in chosen]


def sample_of(cases: Sequence[Case], limit: int, seed: int) -> list[Case]:
    """At most `limit` cases, of each cluster its share to within one, in the order that they had.

    Evenly over the clusters rather than a few whole ones, so that intervals rest on as many as can be; and
    within a cluster evenly over the tags, such as what can be answered and what cannot.
    """

    def lot(place: int) -> tuple[str, str, tuple[str, ...], str]:
        case = cases[place]
        cluster = cluster_of(case)
        return _drawn(seed, cluster), cluster, case.tags, _drawn(seed, case.id)

    drawn = sorted(range(len(cases)), key=lot)
    kept = {drawn[i * len(cases) // limit] for i in range(limit)} if limit < len(cases) else set(drawn)
    return [each for place, each in enumerate(cases) if place in kept]


def _drawn(seed: int, name: str) -> str:
    """A lot for a name: the same everywhere, and whatever other names there are."""
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()
