"""The nouns of verification: a source, and the verdict on a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.models import Evidence, Passage


class Reason(StrEnum):
    """Why a sentence is withheld."""

    UNCITED = "it states something and cites nothing"
    NO_SUCH_SOURCE = "it cites a source that was not given"
    LANGUAGE = "it is not in the language of the answer"
    FIGURE = "a figure, date or unit does not stand in what it cites"
    QUOTATION = "a quotation does not stand in what it cites"
    NAME = "a name does not stand in what it cites"
    NEGATION = "it denies what it cites, or affirms what that denies"
    UNSUPPORTED = "what it cites does not say so"
    NO_STATEMENT = "it is no statement"


@dataclass(frozen=True, slots=True)
class Source:
    """A passage under the number by which the model may cite it, from 1."""

    number: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Stands:
    """A sentence that may be shown.

    `text` is the sentence without citation marks and markup; `evidence` the units that support it, in the
    order of their citation, at least one.
    """

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that must not be shown, as the model wrote it; `detail` is what was not found."""

    text: str
    reason: Reason
    detail: str = ""


Verdict = Stands | Withheld
