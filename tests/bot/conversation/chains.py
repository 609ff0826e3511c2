"""The chains of `eval/suites/chains.jsonl`: turns, and the question after them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models import Language, Question, Turn
from eval.cli.running import find_suites
from eval.datasets.case import Case, EarlierTurn


@dataclass(frozen=True, slots=True)
class Chain:
    """A case with turns; `is_alone` says that its question needs nothing that was said before."""

    case: Case

    @property
    def is_alone(self) -> bool:
        return "standalone" in self.case.tags

    @property
    def question(self) -> Question:
        """The last question, as the rules read it."""
        turns = tuple(Turn(t.question, t.answer) for t in self.case.turns if isinstance(t, EarlierTurn))
        return Question(self.case.question, self.case.audience, Language.ENGLISH, None, turns)


def read_chains() -> list[Chain]:
    """Every chain."""
    (dataset,) = find_suites(["chains"])
    return [Chain(case) for case in dataset.cases]


def share(values: list[bool]) -> float:
    """The share that is true, 0 to 1."""
    return sum(values) / len(values)
