"""Korean questions on English passages: people's English questions, translated for this project.

The sets' passages and answers are not stored with the translations: they are looked up by the question's id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.qa_model.training.example import Example
from bot.qa_model.training.sources.near_misses import near_misses

_FOLDER = Path(__file__).parents[1] / "across"
QUESTIONS = _FOLDER / "questions.jsonl"
MORE = _FOLDER / "more_questions.jsonl"
HELD_OUT = "test"
# Companies' policies answer each other's questions in other words, so none is sure not to answer.
_MISSES = frozenset({"squad1_train_sub", "qed"})
_BESIDE = 1200  # passages that a near miss is sought in, so that the search takes seconds

# All examples of the set with this name, each with its question's id there.
Originals = Callable[[str], Sequence[tuple[str, Example]]]


@dataclass(frozen=True, slots=True)
class Across:
    """Translated questions with their verdicts, and what may not be trained on in any language."""

    training: tuple[Example, ...]
    held_out: tuple[Example, ...]
    questions: frozenset[str]
    passages: frozenset[str]

    def holds_back(self, example: Example) -> bool:
        """Whether the example shows a held-out question's original or a held-out passage."""
        return example.first in self.questions or example.passage in self.passages


@dataclass(frozen=True, slots=True)
class _Translated:
    original: Example
    question: str
    held_out: bool


def across_sets(originals: Originals, files: Sequence[Path] = (QUESTIONS,)) -> Across:
    """Every translated question with its own passage, and with the nearest that lacks the answer.

    A question whose set lacks its id is left out. The two parts share no passage. Raises what `originals`
    does.
    """
    training: list[Example] = []
    held_out: list[Example] = []
    hidden: list[Example] = []
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    for name in dict.fromkeys(row["set"] for row in rows):
        known = originals(name)
        every = [example for _, example in known]
        found = _found([row for row in rows if row["set"] == name], dict(known))
        articles = {each.original.article for each in found if each.held_out}
        hidden += [example for example in every if example.article in articles]
        kept = [example for example in every if example.article not in articles]
        # A question of a held-out article goes with it, whatever its own line says.
        seen = [each for each in found if each.original.article not in articles]
        training += _both(seen, kept)
        held_out += _both([each for each in found if each.held_out], hidden)
    passages = frozenset(example.passage for example in hidden)
    return Across(
        tuple(example for example in training if example.passage not in passages),
        tuple(held_out),
        frozenset(example.first for example in hidden),
        passages,
    )


def _found(rows: Sequence[dict[str, str]], originals: dict[str, Example]) -> list[_Translated]:
    return [
        _Translated(originals[row["id"]], row["question"], row.get("split") == HELD_OUT)
        for row in rows
        if row["id"] in originals
    ]


def _both(asked: Sequence[_Translated], others: Sequence[Example]) -> list[Example]:
    """Each question on its own passage, then on another's."""
    made = [_in_korean(each.original, each.question) for each in asked]
    if not asked or asked[0].original.source not in _MISSES:
        return made
    korean = {each.original.first: each.question for each in asked}
    originals = [each.original for each in asked]
    misses = near_misses([*originals, *_beside(originals, others)], within_article=False)
    return made + [_in_korean(miss, korean.pop(miss.first)) for miss in misses if miss.first in korean]


def _in_korean(example: Example, question: str) -> Example:
    return replace(example, source=f"{example.source}:translated", first=question)


def _beside(originals: Sequence[Example], others: Sequence[Example]) -> list[Example]:
    """One example of each other passage: those of the same articles first, as the hardest to tell apart."""
    passages = {example.passage for example in originals}
    articles = {example.article for example in originals}
    fresh = {other.passage: other for other in others if other.passage not in passages}
    ranked = sorted(fresh.values(), key=lambda other: other.article not in articles)
    return ranked[:_BESIDE]
