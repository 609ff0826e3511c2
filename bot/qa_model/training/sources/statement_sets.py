"""Reads the sets of statements and premises in JSON Lines: one pair with its label a line."""

from __future__ import annotations

import json
from pathlib import Path

from bot.qa_model.training.example import Example, Kind, Support

# A claim that is supported in part only must not pass as supported, and nothing denies the rest of it.
_VERDICTS = {
    "entailment": Support.SUPPORTED,
    "supported": Support.SUPPORTED,
    "contradiction": Support.CONTRADICTED,
    "neutral": Support.NEITHER,
    "partially_supported": Support.NEITHER,
    "not_supported": Support.NEITHER,
}


def statement_set(path: Path) -> list[Example]:
    """The file's examples in its order; raises OSError where it is missing, KeyError for another label."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Example(
            path.stem,
            row["lang"],
            row["premise"],
            row["hypothesis"].strip(),
            row["premise"],
            Kind.SUPPORT,
            _VERDICTS[row["label"]],
        )
        for row in rows
    ]
