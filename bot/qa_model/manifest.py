"""What the reader's weights file says of itself, in the header of the safetensors file.

The values are strings there. A calibration is Platt's (1999): probability = 1 / (1 + exp(-(a * score + b))),
with a and b fitted on data that the weights were not trained on.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from ingest.embedding.e5.weights import Floats

# exp() of a larger number is none.
_LARGEST_EXPONENT = 700.0


class Manifest(BaseModel):
    """The header of the weights file; what else stands there is for people.

    `base` is the SHA-256 digest, in hexadecimal, of the file of the model that was trained further. The
    prefixes stand before the first text of a pair, and `max_tokens` is the longest pair that was trained.
    `threshold` is the probability under which refusing costs less than answering.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["1"]
    base: str
    question_prefix: str = "query: "
    statement_prefix: str = "claim: "
    max_tokens: int = Field(384, ge=64, le=512)
    answer_a: float = 1.0
    answer_b: float = 0.0
    support_a: float = 1.0
    support_b: float = 0.0
    threshold: float = Field(0.5, ge=0, le=1)

    def answer_odds(self, score: float) -> float:
        """The calibrated log-odds that a passage with this answer score answers the question."""
        return self.answer_a * score + self.answer_b

    def support_odds(self, scores: Floats) -> float:
        """The calibrated log-odds that a passage supports a statement.

        `scores` are those for supported, contradicted and neither; what is calibrated is the first one's
        log-odds against the two others.
        """
        supported, contradicted, neither = (float(each) for each in scores)
        return self.support_a * (supported - float(np.logaddexp(contradicted, neither))) + self.support_b


def logistic(score: float) -> float:
    """The probability of these log-odds."""
    return 1 / (1 + math.exp(min(_LARGEST_EXPONENT, -score)))
