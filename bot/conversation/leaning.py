"""The ways in which a question leans back on what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a question leaves to the turns before it.

    Nothing; what it is about; all but one detail that it names or asks for ("Since when?"); or all but a
    name that takes another's place ("What about Singapore?").
    """

    ALONE = "alone"
    SUBJECT = "subject"
    DETAIL = "detail"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Lean:
    """How a question leans back.

    `other` is the name that takes another's place, with the preposition or particle that it came with;
    `place` counts from 1 among the things that the answer named ("the second one"); `of_a_person` says that
    a pronoun stands for somebody, `of_a_thing` that one stands for something (in Korean also none at all).
    """

    kind: Kind
    other: str = ""
    place: int = 0
    of_a_person: bool = False
    of_a_thing: bool = False


ALONE = Lean(Kind.ALONE)
