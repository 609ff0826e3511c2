"""Which data sets are run, and where they lie below a folder of data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.datasets.importers.squad import article_name
from eval.training.data.sets import articles_of


@dataclass(frozen=True, slots=True)
class RealSet:
    """A data set; `place` is its file or folder below the folder of data, `name` that of its runs.

    `is_trained_on` says that the trained reader has seen some of its articles, all but the held out ones.
    """

    title: str
    name: str
    place: str
    is_trained_on: bool = False

    def source(self, data: Path) -> Path | None:
        """Where it lies, None where it is missing."""
        path = data / self.place
        return path if path.exists() else None

    def held_out(self, data: Path) -> frozenset[str] | None:
        """The articles that the trained reader never saw, as cases name them; None where it saw none."""
        if not self.is_trained_on:
            return None
        return frozenset(
            article_name(article["title"]) for article in articles_of(data / self.place, "held_out")
        )


SETS = (
    RealSet("SQuAD 2.0", "squad2", "bench/squad2/reading.json", is_trained_on=True),
    RealSet("KorQuAD 1.0", "korquad", "bench/korquad/reading.json", is_trained_on=True),
    RealSet("FeedbackQA", "feedbackqa", "bench/feedbackqa"),
)
