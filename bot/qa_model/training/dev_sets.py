"""What a network in training is measured and calibrated on: articles and premises it never trains on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.qa_model.training.articles import Split
from bot.qa_model.training.example import Example
from bot.qa_model.training.mixture import BENCHES, Part, bench_questions, originals_of, statements
from bot.qa_model.training.mixtures import STATEMENTS
from bot.qa_model.training.sources.across_sets import across_sets
from bot.qa_model.training.sources.crossing import crossed, read_glossary
from bot.qa_model.training.sources.near_misses import answer_text, near_misses
from bot.qa_model.training.sources.planted import planted
from bot.qa_model.training.sources.squad_format import examples


@dataclass(frozen=True, slots=True)
class DevSet:
    """Questions with the answers that people gave each, or statements (then `golds` are empty)."""

    name: str
    examples: tuple[Example, ...]
    golds: tuple[tuple[str, ...], ...]


def held_out(parts: Split) -> frozenset[str]:
    """The articles that figures come from."""
    return parts.held_out


def calibration(parts: Split) -> frozenset[str]:
    """The articles that the scores are calibrated on."""
    return parts.calibration


def dev_sets(data: Path, part: Part, limit: int) -> list[DevSet]:
    """The questions and then the statements, at most `limit` of a kind."""
    return [*question_sets(data, part, limit), *statement_sets(data, part, limit)]


def question_sets(data: Path, part: Part, limit: int) -> list[DevSet]:
    """At most `limit` questions of a kind: as they are, also crossed into Korean, and translated.

    KorQuAD has no unanswerable ones, so near misses are put beside its own. The translated questions are
    too few to be calibrated on as well.
    """
    sets = []
    for name, language in BENCHES.items():
        questions = bench_questions(data, name, part)
        golds = [tuple(text for text, _ in question.answers) for question in questions]
        asked = list(zip(examples(questions, name, language), golds, strict=True))
        if all(golds):
            missed = near_misses([example for example, _ in asked], within_article=True)
            asked += [(example, ()) for example in missed]
        sets.append(_drawn(name, asked, limit))
    sets += [_crossed(each, limit) for each in sets if each.examples[0].lang == "en"]
    return [*sets, *_translated(data, limit)] if part is held_out else sets


def statement_sets(data: Path, part: Part, limit: int) -> list[DevSet]:
    """At most `limit` statements of a kind; people's own are always of the part kept for calibration."""
    sets = []
    for share in STATEMENTS:
        kept = [(each, ()) for each in statements(data, share.set, calibration)]
        sets.append(_drawn(share.set, kept, limit))
    for name, language in BENCHES.items():
        questions = examples(bench_questions(data, name, part), name, language)
        made = [(each, ()) for each in planted(questions, random.Random(name))]
        sets.append(_drawn(f"{name} planted", made, limit))
    return sets


def _crossed(whole: DevSet, limit: int) -> DevSet:
    golds = {
        (each.passage, each.verdict, each.span): gold
        for each, gold in zip(whole.examples, whole.golds, strict=True)
    }
    made = crossed(whole.examples, read_glossary(), random.Random(whole.name))
    pairs = [(each, golds[each.passage, each.verdict, each.span]) for each in made]
    return _drawn(f"{whole.name} crossed", pairs, limit)


def _translated(data: Path, limit: int) -> list[DevSet]:
    made = across_sets(originals_of(data)).held_out
    golds = [(each, (answer_text(each),) if each.span else ()) for each in made]
    return [_drawn("translated", golds, limit)] if made else []


def _drawn(name: str, pairs: Sequence[tuple[Example, tuple[str, ...]]], limit: int) -> DevSet:
    kept = list(pairs)
    if len(kept) > limit:
        kept = random.Random(f"{name} {limit}").sample(kept, limit)
    return DevSet(name, tuple(example for example, _ in kept), tuple(golds for _, golds in kept))
