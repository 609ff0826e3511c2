"""The nouns of checking a claim: what was found for a sentence, and the reply to the whole claim."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from bot.models import Citation, Language, NearPassage, Value


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
