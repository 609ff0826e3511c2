"""Reads the question sets in JSON Lines: one question with its context and its answers a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.qa_model.training.example import Answered, Example, Kind, usual_span


def read_set(path: Path) -> list[Example]:
    """The file's examples in its order; the file's name is the source.

    Sets without titles count each context as an article of its own. Raises OSError where it is missing.
    """
    return [example for _, example in read_with_ids(path)]


def read_with_ids(path: Path) -> list[tuple[str, Example]]:
    """As `read_set`, each example behind its id in the file."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row.get("id", ""), _example(row, path.stem)) for row in rows]


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
