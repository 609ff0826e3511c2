"""Evaluation and calibration data: articles and premises that are never trained on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from eval.training.data.cross_lingual import Glossary, translated_questions
from eval.training.data.example import Example
from eval.training.data.mixture import statement_shares
from eval.training.data.negatives import near_misses
from eval.training.data.sets import BENCHES, Part, TrainingData
from eval.training.data.statements import planted_statements


@dataclass(frozen=True, slots=True)
class DevSet:
    """Questions or statements of one kind."""

    name: str
    examples: tuple[Example, ...]


def dev_sets(data: TrainingData, part: Part, limit: int) -> list[DevSet]:
    """At most `limit` questions of each kind, then at most `limit` statements of each kind."""
    return [*question_sets(data, part, limit), *statement_sets(data, part, limit)]


def question_sets(data: TrainingData, part: Part, limit: int) -> list[DevSet]:
    """The bench sets, the English one also crossed into Korean, and the translated questions.

    KorQuAD has no unanswerable questions, so near misses are added. The translated questions are too few to
    be calibrated on as well.
    """
    sets = []
    for name in BENCHES:
        questions = data.bench(name, part)
        if all(question.answers for question in questions):
            questions += near_misses(questions, within_article=True)
        sets.append(_sampled(name, questions, limit))
    for whole in sets[:]:
        if whole.examples[0].lang == "en":
            crossed = Glossary.read().crossed(whole.examples, random.Random(whole.name))
            sets.append(_sampled(f"{whole.name} crossed", crossed, limit))
    if part == "held_out" and (held_out := translated_questions(data).held_out):
        sets.append(_sampled("translated", held_out, limit))
    return sets


def statement_sets(data: TrainingData, part: Part, limit: int) -> list[DevSet]:
    """Human statements, always of the part for calibration, and statements made from the bench sets."""
    sets = []
    for share in statement_shares():
        sets.append(_sampled(share.set, data.statements(share.set, "calibration"), limit))
    for name in BENCHES:
        made = planted_statements(data.bench(name, part), random.Random(name))
        sets.append(_sampled(f"{name} planted", made, limit))
    return sets


def _sampled(name: str, examples: Sequence[Example], limit: int) -> DevSet:
    kept = list(examples)
    if len(kept) > limit:
        kept = random.Random(f"{name} {limit}").sample(kept, limit)
    return DevSet(name, tuple(kept))
