"""Reads questions with the one sentence that answers each, and pairs them with wrong sentences too."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from bot.qa_model.training.example import Answered, Example, Kind
from bot.qa_model.training.sources.near_misses import grams
from ingest.index.keywords import KeywordIndex

_TRIED = 3


def sentence_questions(path: Path) -> list[Example]:
    """The file's questions, each beside its sentence; where in the sentence the answer is, is not known."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Example(
            path.stem,
            row["lang"],
            row["positive"],
            row["question"].strip(),
            row["positive"],
            Kind.READ,
            Answered.YES,
        )
        for row in rows
    ]


def wrong_sentences(examples: list[Example]) -> list[Example]:
    """Each question beside another question's sentence, the one that keyword search likes best."""
    sentences = sorted({example.passage for example in examples})
    index = KeywordIndex.build([grams(sentence) for sentence in sentences])
    made = []
    for example in examples:
        found = [sentences[row] for row, _ in index.search(grams(example.first), _TRIED)]
        other = next((sentence for sentence in found if sentence != example.passage), None)
        if other is not None:
            source = f"{example.source}:near-miss"
            made.append(replace(example, source=source, article=other, passage=other, verdict=Answered.NO))
    return made
