"""Which data sets are run, and where they lie below a folder of data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RealSet:
    """A data set; `place` is its file or folder below the folder of data, `name` that of its runs."""

    title: str
    name: str
    place: str

    def source(self, data: Path) -> Path | None:
        """Where it lies, None where it is missing."""
        path = data / self.place
        return path if path.exists() else None


SETS = (
    RealSet("SQuAD 2.0", "squad2", "bench/squad2/reading.json"),
    RealSet("KorQuAD 1.0", "korquad", "bench/korquad/reading.json"),
    RealSet("FeedbackQA", "feedbackqa", "bench/feedbackqa"),
)
