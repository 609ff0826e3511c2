"""What an answer must hold, or must not: words, a value, a pattern, or one or all of several."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag


class Wanted(BaseModel):
    """The base of all that are more than plain words."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _as_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as problem:
        raise ValueError(f"this is no regular expression ({problem})") from problem
    return text


Words = Annotated[str, Field(min_length=1, description="Words, in whatever case and spacing")]


class Value(Wanted):
    """A number with its unit, a date or a sum of money, in whatever form: "USD 300 million" is "3억 달러"."""

    value: Annotated[str, Field(min_length=1)]


class Pattern(Wanted):
    """A regular expression (Python's) that is found somewhere, in whatever case."""

    pattern: Annotated[str, Field(min_length=1), AfterValidator(_as_pattern)]


class AnyOf(Wanted):
    """At least one of these."""

    any: Annotated[tuple[Requirement, ...], Field(min_length=1)]


class AllOf(Wanted):
    """Every one of these."""

    all: Annotated[tuple[Requirement, ...], Field(min_length=1)]


def _kind(wanted: object) -> str | None:
    """By which of the forms something is to be read, so that what is wrong with it is told of that one."""
    if isinstance(wanted, str):
        return "words"
    keys = (
        wanted
        if isinstance(wanted, dict)
        else type(wanted).model_fields
        if isinstance(wanted, Wanted)
        else ()
    )
    return next((key for key in keys if key in FORMS), None)


# The keys that tell the forms apart.
FORMS = ("value", "pattern", "any", "all")

Requirement = Annotated[
    Annotated[Words, Tag("words")]
    | Annotated[Value, Tag("value")]
    | Annotated[Pattern, Tag("pattern")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[AllOf, Tag("all")],
    Discriminator(
        _kind,
        custom_error_type="requirement",
        custom_error_message="it is neither words nor one of `value:`, `pattern:`, `any:` and `all:`",
    ),
]

AnyOf.model_rebuild()
AllOf.model_rebuild()
