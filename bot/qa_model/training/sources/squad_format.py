"""Reads question sets in the format of SQuAD 2.0 (KorQuAD 1.0 shares it), whole or by article."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.qa_model.training.example import Answered, Example, Kind, usual_span


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its paragraph; `answers` are (text, start), none where it is not answered there."""

    id: str
    article: str
    text: str
    paragraph: str
    answers: tuple[tuple[str, int], ...]


def read_questions(path: Path) -> list[Question]:
    """All questions of a file, in its order; raises OSError or ValueError where it cannot be read."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    return [question for article in articles for question in _of_article(article)]


def examples(questions: Collection[Question], source: str, lang: str) -> list[Example]:
    """What the questions teach, in their order."""
    return [
        Example(
            source,
            lang,
            question.article,
            question.text.strip(),
            question.paragraph,
            Kind.READ,
            Answered.YES if question.answers else Answered.NO,
            usual_span(question.answers),
        )
        for question in questions
    ]


def _of_article(article: dict[str, Any]) -> Iterator[Question]:
    for paragraph in article["paragraphs"]:
        for asked in paragraph["qas"]:
            impossible = asked.get("is_impossible", False)
            answers = [] if impossible else asked["answers"]
            yield Question(
                asked["id"],
                article["title"],
                asked["question"],
                paragraph["context"],
                tuple((answer["text"], answer["answer_start"]) for answer in answers),
            )
