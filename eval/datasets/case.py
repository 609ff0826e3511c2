"""A case: a question in its circumstances, and what a right answer to it holds."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from bot.models import Audience, Language


class StrictModel(BaseModel):
    """Frozen, and rejects unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _valid_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as problem:
        raise ValueError(f"this is no regular expression ({problem})") from problem
    return text


NonEmpty = Annotated[str, Field(min_length=1)]
Words = Annotated[NonEmpty, Field(description="Words, in whatever case and spacing")]


class Value(StrictModel):
    """A number with its unit, a date or a sum of money, in whatever form: "USD 300 million" is "3억 달러"."""

    value: NonEmpty


class Pattern(StrictModel):
    """A regular expression (Python's), searched case-insensitively."""

    pattern: Annotated[NonEmpty, AfterValidator(_valid_pattern)]


class AnyOf(StrictModel):
    """At least one of these."""

    any: Annotated[tuple[Requirement, ...], Field(min_length=1)]


class AllOf(StrictModel):
    """Every one of these."""

    all: Annotated[tuple[Requirement, ...], Field(min_length=1)]


# Tags of the union below, which pydantic puts into the paths of its errors.
REQUIREMENT_TAGS = ("words", "value", "pattern", "any", "all")


def _requirement_tag(value: object) -> str | None:
    if isinstance(value, str):
        return "words"
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    return next((key for key in keys if key in REQUIREMENT_TAGS[1:]), None)


# What an answer must hold, or must not.
Requirement = Annotated[
    Annotated[Words, Tag("words")]
    | Annotated[Value, Tag("value")]
    | Annotated[Pattern, Tag("pattern")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[AllOf, Tag("all")],
    Discriminator(
        _requirement_tag,
        custom_error_type="requirement",
        custom_error_message="it is neither words nor one of `value:`, `pattern:`, `any:` and `all:`",
    ),
]

AnyOf.model_rebuild()
AllOf.model_rebuild()


class Unanswerable(StrEnum):
    """Why only a refusal is right."""

    NEAR_MISS = "near_miss"
    FALSE_PREMISE = "false_premise"
    OUT_OF_SCOPE = "out_of_scope"
    STAFF_ONLY = "staff_only"
    HOSTILE = "hostile"


class Gold(StrictModel):
    """Evidence: a document, and in it a section or a verbatim quote."""

    document: NonEmpty
    section: str = ""
    quote: str = ""


class EarlierTurn(StrictModel):
    """A question asked before, and its answer; without an answer the question is asked anew."""

    question: NonEmpty
    answer: str = ""


class Case(StrictModel):
    """A question, who asks it, and what its answer must and must not hold.

    `unanswerable` says why only a refusal is right; `must_not` may still name secrets. A case needs every
    piece of `gold`; `instead` names alternatives for the first. `references` are short answers, any of which
    is right. `cluster` groups cases that succeed or fail together, such as those of one article.
    """

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", max_length=100)]
    language: Language
    question: NonEmpty
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
    def _check_expectation(self) -> Self:
        expected = [name for name in ("must", "references", "gold", "instead") if getattr(self, name)]
        if self.unanswerable is not None and expected:
            raise ValueError(
                f"it is unanswerable and wants {expected[0]} all the same; remove one of the two"
            )
        if self.unanswerable is None and not expected:
            raise ValueError(
                "it says neither what a right answer holds (must, references or gold) nor that it is "
                "unanswerable; add one"
            )
        return self

    @property
    def earlier_questions(self) -> tuple[str, ...]:
        """Oldest first."""
        return tuple(turn if isinstance(turn, str) else turn.question for turn in self.turns)

    @property
    def cluster_key(self) -> str:
        """Cases with the same key are not independent: same cluster, first gold document or conversation.

        A question without gold starts a conversation of its own: two refusals for the same reason do not fail
        together.
        """
        if self.cluster:
            return f"cluster {self.cluster}"
        if self.gold:
            return f"document {self.gold[0].document}"
        first = (*self.earlier_questions, self.question)[0]
        return f"conversation {' '.join(first.casefold().split())}"
