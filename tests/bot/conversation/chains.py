"""Reads the chains of questions: what was said, what is asked last, and what a right answer quotes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.assistant import Assistant
from bot.models import Audience, Language, Question, Reply, Request, Turn
from tests.bot.suite.cases import Case

_FILE = Path(__file__).parent / "followups.jsonl"


@dataclass(frozen=True, slots=True)
class Chain:
    """Turns and the question after them.

    `is_alone` says that the question leans on nothing that was said before; `ideal` is the question as a
    person would ask it who had said nothing before.
    """

    case: Case
    turns: tuple[Turn, ...]
    ideal: str
    is_alone: bool

    @property
    def question(self) -> Question:
        """The last question, as the rules read it."""
        return Question(self.case.question, self.case.audience, Language.ENGLISH, None, self.turns)

    def asked(self, assistant: Assistant) -> Reply:
        """The reply to the last question after its turns."""
        return assistant.ask(Request(self.case.question, self.case.audience, turns=self.turns))


def read_chains() -> list[Chain]:
    """Every chain of the file beside this one."""
    return [_chain(json.loads(line)) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def share(judged: Sequence[bool]) -> float:
    """The share that is true, 0 to 1."""
    return sum(judged) / len(judged)


def _chain(values: dict[str, Any]) -> Chain:
    case = Case(
        id=values["id"],
        split=values["split"],
        question=values["question"],
        audience=Audience(values["audience"]),
        every=tuple(values["expect"]["all"]),
        any_of=tuple(values["expect"]["any"]),
    )
    turns = tuple(Turn(question, answer) for question, answer in values["turns"])
    return Chain(case, turns, values["ideal"], values["alone"])
