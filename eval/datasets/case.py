"""A case: a question in its circumstances, and what a right answer to it is."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.models import Audience, Language
from eval.datasets.requirement import Requirement


class Unanswerable(StrEnum):
    """Why only a refusal is right."""

    NEAR_MISS = "near_miss"
    FALSE_PREMISE = "false_premise"
    OUT_OF_SCOPE = "out_of_scope"
    STAFF_ONLY = "staff_only"
    HOSTILE = "hostile"


class Part(BaseModel):
    """The base of what a case is made of."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Gold(Part):
    """Where the answer stands: a document, and in it a section or the words themselves, to the letter."""

    document: Annotated[str, Field(min_length=1)]
    section: str = ""
    quote: str = ""


class EarlierTurn(Part):
    """A question that was asked before, and what was answered to it; without one it is asked anew."""

    question: Annotated[str, Field(min_length=1)]
    answer: str = ""


class Case(Part):
    """A question, who asks it, and what its answer must and must not hold.

    `unanswerable` says why only a refusal is right; then nothing is required of an answer, but `must_not`
    may name what would give something away. `gold` is the evidence: where several are named, a question
    that combines documents needs them all, and `instead` names others that would do for the first.
    `references` are answers in a few words, any of which is right, for exact match and F1. `cluster` names
    what the case goes together with, such as its article, where that is more than its first gold document.
    """

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", max_length=100)]
    language: Language
    question: Annotated[str, Field(min_length=1)]
    tags: tuple[str, ...] = ()
    audience: Audience = Audience.PUBLIC
    turns: tuple[EarlierTurn | str, ...] = ()
    must: tuple[Requirement, ...] = ()
    must_not: tuple[Requirement, ...] = ()
    references: tuple[str, ...] = ()
    gold: tuple[Gold, ...] = ()
    instead: tuple[Gold, ...] = ()
    unanswerable: Unanswerable | None = None
    cluster: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> Self:
        wants = [name for name in ("must", "references", "gold", "instead") if getattr(self, name)]
        if self.unanswerable is not None and wants:
            raise ValueError(f"it is unanswerable and wants {wants[0]} all the same; remove one of the two")
        if self.unanswerable is None and not wants:
            raise ValueError(
                "it says neither what a right answer holds (must, references or gold) nor that it is "
                "unanswerable; add one"
            )
        return self

    @property
    def asks(self) -> tuple[str, ...]:
        """The earlier questions, oldest first."""
        return tuple(each if isinstance(each, str) else each.question for each in self.turns)
