"""Measures the trained QA model with the paragraph given: exact spans, sureness, time and memory.

The questions are those on articles that it was not trained on.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.factory import build_reading
from bot.models import Language
from bot.qa_model.base import base_folder, base_vocabulary
from bot.qa_model.model import PassageText, QAModel
from bot.qa_model.weights import WeightsFile
from bot.settings import load_settings
from eval.benchmarks.processes import program, run
from eval.benchmarks.texts import fact, write_passages
from eval.tables import Table, verdict
from eval.training.data.example import Example, unanswered
from eval.training.data.sets import TrainingData
from eval.training.evaluate import predict
from eval.training.export import load_quantized
from eval.training.model import QANetwork
from eval.training.pairs import PairEncoder
from eval.training.scores import (
    Marked,
    area_under_curve,
    at_threshold,
    best_threshold,
    calibration_error,
    marked,
    risk_at,
)

_LANGUAGES = {"squad2": Language.ENGLISH, "korquad": Language.KOREAN}
# The least F1 that is aimed at, and at what others reached it.
_GOALS = {"squad2": (75.6, "MiniLM-L6, trained on all of SQuAD 2.0"), "korquad": (88.9, "XLM-R-base")}
_ERROR_TARGET = 0.05
_COVERAGES = (0.25, 0.5, 0.75, 1.0)
_PASSAGES, _ROUNDS, _WARM_UP = 8, 40, 4
_TARGET_MS, _TARGET_RATIO = 150.0, 1.3
_RUNS = 3

Marks = dict[str, list[Marked]]


class ReaderInTorch:
    """The same weights in torch: 32-bit floats, or bfloat16 where the CPU multiplies that fast."""

    def __init__(self) -> None:
        file = WeightsFile.open()
        self._manifest = file.manifest
        self._encoder = PairEncoder(base_vocabulary(), file.manifest)
        self._network = QANetwork.over_base(base_folder(), seed=0)
        load_quantized(self._network, file.tensors().tensors)

    def answers(self, question: str, texts: Sequence[str]) -> list[float]:
        """For each text the calibrated log-odds that it answers the question."""
        examples = [Example("", "", "", question, text) for text in texts]
        predictions = predict(self._network, examples, self._encoder)
        return [self._manifest.answer_log_odds(prediction.answer) for prediction in predictions]


def measure_reading(folder: Path) -> tuple[Table, Table]:
    """The table of exact spans, and that of what the probabilities are worth; `folder` holds `bench/`."""
    model, data = build_reading(load_settings(Path.cwd())), TrainingData(folder)
    spans: Marks = {}
    sureness: Marks = {}
    for name, language in _LANGUAGES.items():
        questions = data.bench(name, "held_out")
        spans[name] = mark_all(model, questions, language)
        if all(question.answers for question in questions):
            misses = mark_all(model, misplaced(questions), language)
            sureness[f"{name}, twice"] = [*spans[name], *misses]
        else:
            sureness[name] = spans[name]
    return _spans(spans), _sureness(sureness)


def mark_all(model: QAModel, questions: Sequence[Example], language: Language) -> list[Marked]:
    """The marks of each question's best span."""
    marks = []
    for question in questions:
        (prediction,) = model.predict(question.first, [PassageText(question.passage)])
        best = prediction.spans[0] if prediction.spans else None
        span = question.passage[best.start : best.end] if best else ""
        marks.append(marked(span, prediction.answer_probability, question.answers, language))
    return marks


def misplaced(questions: Sequence[Example]) -> list[Example]:
    """The answered questions, each beside the next paragraph of its article without the answers' words."""
    paragraphs: dict[str, dict[str, None]] = {}
    for question in questions:
        paragraphs.setdefault(question.article, {})[question.passage] = None
    made = []
    for question in questions:
        of_article = list(paragraphs[question.article])
        at = of_article.index(question.passage)
        others = (*of_article[at + 1 :], *of_article[:at])
        free = (text for text in others if not any(answer in text for answer in question.answers))
        if question.answers and (other := next(free, None)) is not None:
            made.append(unanswered(question, "misplaced", passage=other))
    return made


def _spans(marks_by_set: Marks) -> Table:
    rows = []
    notes = [
        "Questions on held out articles, the paragraph given. EM and F1 in percent; in Korean by "
        "character. All: at the threshold with the best F1, as SQuAD 2.0's script reports it."
    ]
    for name, marks in marks_by_set.items():
        has = [mark for mark in marks if mark.is_answerable]
        has_not = [mark for mark in marks if not mark.is_answerable]
        threshold, best = best_threshold(marks)
        exact, _ = at_threshold(marks, threshold)
        always = at_threshold(has, 0.0)
        withheld = [at_threshold(has_not, threshold)[1]] if has_not else []
        shares = [*always, *at_threshold(has, threshold), *withheld, exact, best]
        cells = [f"{100 * share:.1f}" for share in shares]
        rows.append((name, str(len(marks)), *cells[:4], *([] if has_not else [""]), *cells[4:]))
        goal, peer = _GOALS[name]
        reached = 100 * (best if has_not else always[1])
        notes.append(
            f"Goal on {name}: F1 above {goal:g} ({peer}): {verdict(reached > goal)} ({reached:.1f})."
        )
    columns = (
        "reading", "questions", "span EM", "span F1", "HasAns EM", "HasAns F1", "NoAns", "all EM", "all F1",
    )  # fmt: skip
    return Table("Reading", columns, tuple(rows), tuple(notes))


def _sureness(marks_by_set: Marks) -> Table:
    errors = {
        name: calibration_error([(mark.sure, mark.is_answerable) for mark in marks])
        for name, marks in marks_by_set.items()
    }
    rows = tuple(
        (
            name,
            str(len(marks)),
            f"{area_under_curve(marks):.3f}",
            f"{errors[name]:.3f}",
            *(f"{risk_at(marks, coverage):.3f}" for coverage in _COVERAGES),
        )
        for name, marks in marks_by_set.items()
    )
    worst = max(errors.values())
    notes = (
        "AUC: how often a question with an answer is surer than one without. Risk: 1 less the mean F1 of the "
        "surest share of all questions, where an answer to one that has none scores 0. Twice: each question "
        "also beside another paragraph of its article, which does not have the answer.",
        f"Target: calibration error at most {_ERROR_TARGET:g}: {verdict(worst <= _ERROR_TARGET)} "
        f"({worst:.3f}).",
    )
    columns = ("sureness", "questions", "AUC", "calibration error", *(f"risk at {c:.0%}" for c in _COVERAGES))
    return Table("Sureness of the reader", columns, rows, notes)


def measure_cost(index: Path) -> Table:
    """The table of a question's time against eight passages, and of `concord ask` with each reader."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "passages.jsonl"
        write_passages(path, _PASSAGES)
        passages = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [PassageText(passage) for passage in passages]
    model, in_torch = build_reading(load_settings(Path.cwd())), ReaderInTorch()
    middle, most = _percentiles(lambda question: model.predict(question, texts))
    torch_middle, torch_most = _percentiles(lambda question: in_torch.answers(question, passages))
    peaks = {reader: _peak_mb(index, reader) for reader in ("similarity", "trained")}
    ratio = peaks["trained"] / peaks["similarity"]
    rows = (
        (f"a question against {_PASSAGES} passages, ms", f"{middle:.0f}", f"{most:.0f}",
         f"p50 ≤ {_TARGET_MS:g}", verdict(middle <= _TARGET_MS)),
        ("the same weights in torch, ms", f"{torch_middle:.0f}", f"{torch_most:.0f}", "",
         f"{torch_middle / middle:.1f} times"),
        ("concord ask, most memory, MB: similarity", f"{peaks['similarity']:.0f}", "", "", ""),
        ("concord ask, most memory, MB: trained", f"{peaks['trained']:.0f}", "",
         f"≤ {_TARGET_RATIO:g} times", f"{verdict(ratio <= _TARGET_RATIO)} ({ratio:.2f})"),
    )  # fmt: skip
    notes = (
        f"Passages of about 150 tokens, English and Korean in turn; {_ROUNDS} questions, once warm.",
        "In torch: all passages at once, in bfloat16 where the CPU multiplies it fast, else in 32 bits.",
    )
    return Table("The trained reader's cost", ("cost", "p50", "p95", "target", ""), rows, notes)


def _percentiles(read: Callable[[str], object]) -> tuple[float, float]:
    """The 50th and 95th percentile of a question's milliseconds, once warm."""
    times = []
    for number in range(_ROUNDS + _WARM_UP):
        started = time.perf_counter()
        read(fact(number).question)
        times.append((time.perf_counter() - started) * 1000)
    middle, most = np.percentile(times[_WARM_UP:], (50, 95))
    return float(middle), float(most)


def _peak_mb(index: Path, reader: str) -> float:
    settings = {"CONCORD_INDEX__FOLDER": str(index), "CONCORD_ANSWER__EXTRACTOR": reader}
    command = [program("concord"), "ask", fact(0).question]
    return statistics.median(run(command, settings, also_fine=(1,)).peak_mb for _ in range(_RUNS))
