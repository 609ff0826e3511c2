"""The seam between retrieval and answering: question and passages in, scored evidence out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.answering.wants import Part
from bot.models import Evidence, Passage, Question


class Reader(Protocol):
    """Finds in passages what answers a question."""

    def read(
        self, question: Question, parts: Sequence[Part], passages: Sequence[Passage]
    ) -> Sequence[Sequence[Evidence]]:
        """For each of the question's parts, in order, the evidence for it, best first.

        The score of an Evidence is the estimated probability that it answers.
        """
