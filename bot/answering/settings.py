"""The settings of answering."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from ingest.settings import Section

ExtractorName = Literal["similarity", "trained"]

# The thresholds fit the calibration of each extractor.
_REFUSE_BELOW: Mapping[ExtractorName, float] = {"similarity": 0.12, "trained": 0.35}
_UNSURE_BELOW: Mapping[ExtractorName, float] = {"similarity": 0.4, "trained": 0.5}


class AnswerSettings(Section):
    """How an answer is chosen."""

    max_question_chars: int = Field(
        2000, ge=10, description="The longest question that is read, in characters"
    )
    # Before the thresholds, whose defaults depend on it.
    extractor: ExtractorName = Field(
        "trained",
        description="What finds the sentences that answer: the `trained` model, which reads question and "
        "passage together, or `similarity` of meaning and words",
    )
    refuse_below: float = Field(
        default_factory=lambda chosen: _REFUSE_BELOW[chosen["extractor"]],
        ge=0,
        le=1,
        description="The confidence under which the documents are said not to say",
    )
    unsure_below: float = Field(
        default_factory=lambda chosen: _UNSURE_BELOW[chosen["extractor"]],
        ge=0,
        le=1,
        description="The confidence under which an answer says that it may be none",
    )
    max_quotes: int = Field(4, ge=1, le=20, description="The most quotations in one answer")
