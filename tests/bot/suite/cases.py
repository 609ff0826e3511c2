"""Reads the suite's cases and judges replies to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.models import Audience, Reply

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and what the quotations of a right answer hold; None where only a refusal is right."""

    id: str
    split: str
    question: str
    audience: Audience
    every: tuple[str, ...] | None
    any_of: tuple[str, ...]

    def is_right(self, reply: Reply) -> bool:
        """Whether `reply` answers the question, or refuses one that cannot be answered."""
        if self.every is None:
            return reply.kind == "refusal"
        quoted = _folded(" ".join(citation.quote for citation in reply.citations))
        has_every = all(_folded(each) in quoted for each in self.every)
        return has_every and (not self.any_of or any(_folded(each) in quoted for each in self.any_of))


def read_cases(name: str) -> list[Case]:
    """The cases of `name`.jsonl beside this file."""
    lines = (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines]


def share_right(judged: Iterable[tuple[Case, Reply]]) -> float:
    """The share of cases that are right, 0 to 1."""
    right = [case.is_right(reply) for case, reply in judged]
    return sum(right) / len(right)


def _case(values: dict[str, object]) -> Case:
    expect = values.get("expect")
    wanted = expect if isinstance(expect, dict) else None
    return Case(
        id=str(values["id"]),
        split=str(values["split"]),
        question=str(values["question"]),
        audience=Audience(str(values["audience"])),
        every=tuple(wanted.get("all", ())) if wanted is not None else None,
        any_of=tuple(wanted.get("any", ())) if wanted is not None else (),
    )


def _folded(text: str) -> str:
    return " ".join(text.split())
