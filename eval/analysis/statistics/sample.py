"""Scores of cases in their clusters: cases of one document or conversation are right or wrong together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Of each cluster the sum of its scores and their number; both have the shape (clusters,)."""

    sums: Floats
    sizes: Floats

    @classmethod
    def of(cls, values: Sequence[float], clusters: Sequence[Hashable]) -> Sample:
        """The sample of one score a case, in the order in which clusters first appear."""
        place: dict[Hashable, int] = {}
        members = np.array([place.setdefault(each, len(place)) for each in clusters], dtype=np.intp)
        weights = np.asarray(values, dtype=np.float64)
        sums = np.bincount(members, weights).astype(np.float64)
        return cls(sums, np.bincount(members).astype(np.float64))

    @property
    def n(self) -> int:
        """How many cases there are."""
        return int(self.sizes.sum())

    @property
    def mean(self) -> float:
        """The mean over the cases, each counting the same."""
        return float(self.sums.sum() / self.sizes.sum())

    @property
    def standard_error(self) -> float:
        """That of the mean, robust to any likeness within clusters; NaN for one cluster alone.

        The linearised variance of a ratio under cluster sampling (Cochran, Sampling Techniques, 1977, 6.5).
        """
        count = len(self.sums)
        if count < 2:
            return float("nan")
        rest = self.sums - self.mean * self.sizes
        return float(np.sqrt(count / (count - 1) * np.sum(rest**2)) / self.sizes.sum())
