"""Measures a network in training, to steer by; official figures come from the evaluation of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.qa_model.training.dev_reading import Found, read_all
from bot.qa_model.training.dev_sets import DevSet
from bot.qa_model.training.example import Kind, Support
from bot.qa_model.training.network import ReaderNetwork
from bot.qa_model.training.pairs import Pairs
from bot.qa_model.training.scores import (
    Normal,
    area_under_curve,
    best_threshold,
    english_words,
    exact,
    korean_characters,
    overlap,
)

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """A set's name, its size, its figures by name, and what was found in it."""

    name: str
    size: int
    figures: Figures
    found: tuple[Found, ...]


def measure(network: ReaderNetwork, sets: Sequence[DevSet], pairs: Pairs) -> list[Measured]:
    """Every set with the figures of its kind."""
    measured = []
    for each in sets:
        found = read_all(network, each.examples, pairs)
        reads = each.examples[0].kind is Kind.READ
        figures = _reading(each, found) if reads else _support(each, found)
        measured.append(Measured(each.name, len(found), figures, tuple(found)))
    return measured


def auc_across(measured: Sequence[Measured], names: tuple[str, str]) -> float:
    """The area under the curve of the answer score, the first set's questions against the second's."""
    found = {each.name: each.found for each in measured}
    scores = [[each.answer for each in found[name]] for name in names]
    return area_under_curve(scores[0], scores[1])


def _reading(of: DevSet, found: Sequence[Found]) -> Figures:
    """EM and F1 of what is answered, and with unanswerables over all at the best threshold."""
    normal: Normal = korean_characters if of.examples[0].lang == "ko" else english_words
    pairs = list(zip(found, of.golds, strict=True))
    has = np.array([bool(gold) for gold in of.golds])
    f1 = np.array([overlap(each.text, gold, normal) if gold else 0.0 for each, gold in pairs])
    em = np.array([exact(each.text, gold, normal) if gold else 0.0 for each, gold in pairs])
    figures: Figures = {}
    if has.any():
        figures |= {"has-answer EM": float(em[has].mean()), "has-answer F1": float(f1[has].mean())}
    if has.any() and not has.all():
        for name in ("answer", "margin"):
            scores = np.array([getattr(each, name) for each in found], np.float64)
            figures[f"AUC by {name}"] = area_under_curve(list(scores[has]), list(scores[~has]))
            figures[f"best F1 by {name}"] = best_threshold(scores, f1, (~has).astype(np.float64))[1]
    return figures


def _support(of: DevSet, found: Sequence[Found]) -> Figures:
    said = np.array([each.support.argmax() for each in found])
    true = np.array([int(each.verdict) for each in of.examples])
    figures: Figures = {"accuracy": float((said == true).mean())}
    for verdict in Support:
        chosen = true == verdict
        if chosen.any():
            figures[f"recall of {verdict.name.lower()}"] = float((said[chosen] == verdict).mean())
    return figures
