"""Reads the question sets in JSON Lines: one question with its context and its answers a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.reading.training.example import Answered, Example, Kind, usual_span


def read_set(path: Path) -> list[Example]:
    """The file's examples in its order; the file's name is the source.

    Sets without titles count each context as an article of its own. Raises OSError where it is missing.
    """
    with path.open(encoding="utf-8") as lines:
        return [_example(json.loads(line), path.stem) for line in lines]


def _example(row: dict[str, Any], source: str) -> Example:
    answers = [(answer["text"], answer["start"]) for answer in row["answers"]]
    return Example(
        source,
        row["lang"],
        row["title"] or row["context"],
        row["question"].strip(),
        row["context"],
        Kind.READ,
        Answered.YES if answers else Answered.NO,
        usual_span(answers),
    )
