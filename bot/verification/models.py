"""The data of verification: a source, the verdict on a sentence, and the reply to a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.models import Citation, Evidence, Language, NearPassage, Passage, Value


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
class Accepted:
    """A sentence that may be shown.

    `text` is the sentence without citation marks and markup; `evidence` the units that support it, in the
    order of their citation, at least one.
    """

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence that must not be shown, as the model wrote it; `detail` is what was not found."""

    text: str
    reason: Reason
    detail: str = ""


Verdict = Accepted | Rejected
Issue = tuple[Reason, str]
"""Why a claim does not stand, and the words that its grounds lack."""


class Finding(StrEnum):
    """What the documents have to say to a sentence.

    Contradicted only where they say otherwise of the same thing; that they name another thing, or say
    nothing, is not found.
    """

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


class ClaimSentence(Value):
    """One sentence of a claim; `citations` quote what bears it out or says otherwise, where something does.

    `why` is a sentence in the reply's language that says what was missed, empty where it is supported.
    """

    text: str
    finding: Finding
    citations: tuple[Citation, ...] = ()
    why: str = ""


class ClaimReply(Value):
    """What was found for a claim, sentence by sentence.

    The whole is supported where every sentence is, and contradicted where one is. `framing` says so in
    `language`, or why the claim could not be read: then there are no sentences. Citations are numbered
    through the reply. `passages` are the nearest, where something was not found.
    """

    kind: Literal["claim"] = "claim"
    language: Language
    finding: Finding
    framing: str
    sentences: tuple[ClaimSentence, ...] = ()
    passages: tuple[NearPassage, ...] = ()
