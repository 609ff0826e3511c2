"""Reads questions about a paragraph in SQuAD's format: those of articles that no reader was trained on."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.models import Language

READING = "reading.json"
_HELD_OUT = 1 / 5


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A question, the paragraph given with it, and the answers that people found in it; none: it has none."""

    article: str
    question: str
    paragraph: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingSet:
    """The questions of one data set and their language."""

    name: str
    language: Language
    questions: tuple[ReadingQuestion, ...]


def held_out_set(folder: Path, name: str, language: Language) -> ReadingSet:
    """The held out questions of `reading.json` below `folder`; raises OSError where it is not there."""
    chosen = _held_out_articles(folder / name / READING)
    return ReadingSet(name, language, tuple(q for article in chosen for q in _questions(article)))


def held_out_titles(file: Path) -> frozenset[str]:
    """The titles of the held out articles of a file in SQuAD's format."""
    return frozenset(article["title"] for article in _held_out_articles(file))


def held_out_ids(file: Path) -> frozenset[str]:
    """The ids of the questions on the held out articles of a file in SQuAD's format."""
    paragraphs = [each for article in _held_out_articles(file) for each in article["paragraphs"]]
    return frozenset(str(asked["id"]) for each in paragraphs for asked in each["qas"])


def held_out(titles: Iterable[str]) -> frozenset[str]:
    """A fifth of the titles, those with the lowest digests: training leaves them out by the same rule."""
    ranked = sorted(set(titles), key=lambda title: sha256(title.encode()).digest())
    return frozenset(ranked[: math.ceil(len(ranked) * _HELD_OUT)])


def misplaced(questions: Sequence[ReadingQuestion]) -> list[ReadingQuestion]:
    """The questions that have an answer beside another paragraph of their article that has not its words.

    Each is given the next such paragraph; one without any is left out.
    """
    paragraphs: dict[str, dict[str, None]] = {}
    for each in questions:
        paragraphs.setdefault(each.article, {})[each.paragraph] = None
    found = ((each, _elsewhere(each, list(paragraphs[each.article]))) for each in questions if each.answers)
    return [replace(each, paragraph=other, answers=()) for each, other in found if other is not None]


def _held_out_articles(file: Path) -> list[dict[str, Any]]:
    data = json.loads(file.read_text(encoding="utf-8"))["data"]
    titles = held_out(article["title"] for article in data)
    return [article for article in data if article["title"] in titles]


def _elsewhere(question: ReadingQuestion, paragraphs: Sequence[str]) -> str | None:
    at = paragraphs.index(question.paragraph)
    others = (*paragraphs[at + 1 :], *paragraphs[:at])
    return next((each for each in others if not any(said in each for said in question.answers)), None)


def _questions(article: dict[str, Any]) -> Iterator[ReadingQuestion]:
    for paragraph in article["paragraphs"]:
        for asked in paragraph["qas"]:
            answers = tuple(dict.fromkeys(answer["text"] for answer in asked["answers"]))
            yield ReadingQuestion(article["title"], asked["question"], paragraph["context"], answers)
