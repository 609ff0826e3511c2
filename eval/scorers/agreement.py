"""Whether a system says the same again when it is asked the same again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eval.runner.result import Result
from eval.scorers.score import Mark

NAME = "agreement"


def agreement(repeats: Sequence[Result]) -> Mark | None:
    """The share of the pairs of answers to one case that are alike; None where it was asked once.

    Alike are two that ended the same way with the same words, whatever the spaces.
    """
    if len(repeats) < 2:
        return None
    counts = Counter((each.kind, " ".join(each.text.split())) for each in repeats)
    alike = sum(count * (count - 1) for count in counts.values())
    return Mark(alike / (len(repeats) * (len(repeats) - 1)), f"{len(counts)} replies in {len(repeats)}")
