"""Evaluates the network on held-out sets, to steer training by; the official figures are the benchmarks'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from bot.models import Language
from bot.qa_model.base import TokenSpans
from bot.qa_model.windows import Window, decode_spans
from eval.training.data.dev_sets import DevSet
from eval.training.data.example import Example, Kind, Support
from eval.training.model import Logits, QANetwork
from eval.training.pairs import Pair, PairEncoder, collate
from eval.training.scores import area_under_curve, at_threshold, best_threshold, marked

_AT_ONCE = 32

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Prediction:
    """The best span's text, and the raw scores of an example.

    `margin` is the log probability of that span over that of none; `support` are the three logits.
    """

    text: str
    margin: float
    answer: float
    support: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Measured:
    """A set's name, its predictions, and its figures by name."""

    name: str
    predictions: tuple[Prediction, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class _Windowed:
    number: int
    passage: TokenSpans
    window: Window


def measure(network: QANetwork, sets: Sequence[DevSet], encoder: PairEncoder) -> list[Measured]:
    """Every set with the figures of its kind."""
    measured = []
    for dev_set in sets:
        predictions = predict(network, dev_set.examples, encoder)
        is_question = dev_set.examples[0].kind is Kind.QUESTION
        figures = (_question_figures if is_question else _statement_figures)(dev_set.examples, predictions)
        measured.append(Measured(dev_set.name, tuple(predictions), figures))
    return measured


def predict(network: QANetwork, examples: Sequence[Example], encoder: PairEncoder) -> list[Prediction]:
    """In the examples' order; of a long passage's windows the one with the highest answer score counts."""
    best: dict[int, Prediction] = {}
    network.train(False)
    for windows in _batches(examples, encoder):
        for each, prediction in zip(windows, _predicted(network, windows, examples), strict=True):
            if each.number not in best or prediction.answer > best[each.number].answer:
                best[each.number] = prediction
    return [best[number] for number in range(len(examples))]


def _batches(examples: Sequence[Example], encoder: PairEncoder) -> Iterator[list[_Windowed]]:
    """All windows of all examples, those of like length together."""
    every: list[_Windowed] = []
    for number, example in enumerate(examples):
        passage, windows = encoder.windows(example)
        every += [_Windowed(number, passage, window) for window in windows]
    every.sort(key=lambda each: len(each.window.tokens))
    for at in range(0, len(every), _AT_ONCE):
        yield every[at : at + _AT_ONCE]


def _predicted(
    network: QANetwork, windows: Sequence[_Windowed], examples: Sequence[Example]
) -> Iterator[Prediction]:
    batch = collate([Pair(each.window.tokens, each.window.at) for each in windows])
    on = network.device
    is_half = on.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    precision = torch.autocast(on.type, dtype=torch.bfloat16) if is_half else nullcontext()
    with torch.inference_mode(), precision:
        logits: Logits = network(
            *(batch[name].to(on) for name in ("input_ids", "attention_mask", "readable"))
        )
    arrays = [scores.cpu().numpy() for scores in logits]
    for each, start, end, answer, support in zip(windows, *arrays, strict=True):
        text, margin = _best_span(start, end, each, examples[each.number].passage)
        yield Prediction(text, margin, float(answer), support)


def _best_span(
    starts: npt.NDArray[np.float32], ends: npt.NDArray[np.float32], windowed: _Windowed, text: str
) -> tuple[str, float]:
    """The text of the best span, and its log probability over that of none."""
    window, passage = windowed.window, windowed.passage
    tokens = slice(window.at, len(window.tokens) - 1)
    spans = decode_spans(starts[tokens], ends[tokens], nothing=(float(starts[0]), float(ends[0])), best=1)
    if not spans.spans:
        return "", float("-inf")
    best = spans.spans[0]
    first, last = passage.starts[window.begin + best.first], passage.ends[window.begin + best.last]
    return text[first:last], float(best.score - spans.nothing)


def _question_figures(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Figures:
    """EM and F1 of what is answered, and with unanswerables over all at the best threshold."""
    language = Language.KOREAN if examples[0].lang == "ko" else Language.ENGLISH
    figures: Figures = {}
    for name in ("answer", "margin"):
        marks = [
            marked(found.text, getattr(found, name), example.answers, language)
            for example, found in zip(examples, predictions, strict=True)
        ]
        has = [mark for mark in marks if mark.is_answerable]
        if has and not figures:
            exact, f1 = at_threshold(has, float("-inf"))
            figures |= {"has-answer EM": exact, "has-answer F1": f1}
        if has and len(has) < len(marks):
            figures[f"AUC by {name}"] = area_under_curve(marks)
            figures[f"best F1 by {name}"] = best_threshold(marks)[1]
    return figures


def _statement_figures(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Figures:
    predicted = np.array([found.support.argmax() for found in predictions])
    true = np.array([int(example.label) for example in examples])
    figures: Figures = {"accuracy": float((predicted == true).mean())}
    for label in Support:
        of_label = true == label
        if of_label.any():
            figures[f"recall of {label.name.lower()}"] = float((predicted[of_label] == label).mean())
    return figures
