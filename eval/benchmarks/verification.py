"""Measures the verification of a language model's sentences: what it lets through, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from bot.qa_model.loading import is_shipped
from bot.settings import load_settings
from eval.benchmarks.sides import concord_ingest
from eval.benchmarks.tables import Table, verdict
from eval.faults.cases import read_cases
from eval.faults.judging import Judged, judge, parts_for

_DOCUMENTS = Path(__file__).parents[2] / "documents"
# What the judges of support are called, and what the settings call them.
RULES, TRAINED = "rules alone", "with the trained reader"
_SETTINGS = {RULES: "signs", TRAINED: "trained"}
# Of each kind the least share that is to be withheld; None where nothing is promised.
_TARGETS: dict[str, float | None] = {
    "figure": 1.0, "date": 1.0, "unit": 1.0, "name": 0.95, "relation": None, "negation": None,
    "unsupported": None, "predicate": None, "scope": None, "role": None, "antonym": None, "tense": None,
    "referent": None,
}  # fmt: skip
# What is promised besides with the trained reader, which has learned what the rules cannot tell.
_BESIDES: dict[str, float | None] = {"negation": 0.95, "unsupported": 0.95}
_RIGHT = "right"
_RIGHT_TARGET = 0.03
_COST_TARGET_MS = 20.0

_PARTS = ("dev", "held out", "English", "Korean", "across")
Verdicts = Mapping[str, Sequence[Judged]]


def corpus_index(work: Path) -> Path:
    """The index of the documents that ship, made where it is not there yet."""
    index = work / "index-corpus"
    concord_ingest(index, _DOCUMENTS)
    return index


def measure_planted(work: Path) -> tuple[Table, ...]:
    """What is withheld of planted sentences, how good that is, and the time that a sentence takes.

    By the rules alone, and with the trained reader where its weights are there.
    """
    index = corpus_index(work)
    judges = (RULES, TRAINED) if is_shipped() else (RULES,)
    judged = {name: _judged(index, _SETTINGS[name]) for name in judges}
    return shares(judged), accuracies(judged), cost(judged)


def _judged(index: Path, judge_of_support: str) -> list[Judged]:
    settings = load_settings(Path.cwd(), {"answer.support": judge_of_support, "index.folder": str(index)})
    passages, verifier = parts_for(settings)
    cases = read_cases()
    list(judge(cases[:2], passages, verifier))  # what is loaded with the first sentence
    return list(judge(cases, passages, verifier))


def shares(judged: Verdicts) -> Table:
    """The share of each kind that each judge withholds."""
    rows = []
    for kind in (*_TARGETS, _RIGHT):
        for name, every in judged.items():
            rows.append(_row(kind, name, [each for each in every if each.case.kind == kind]))
    count = len(next(iter(judged.values())))
    notes = (
        f"{count} sentences on the documents that ship, English, Korean and across; one planted fault "
        "in each that is not right. The verifier was made while looking at the dev half.",
    )
    columns = ("withheld", "judge", "sentences", "all", *_PARTS, "target", "")
    return Table("Planted sentences", columns, tuple(rows), notes)


def _parts(judged: Sequence[Judged]) -> list[list[Judged]]:
    """The sentences by half, by language within one, and across languages."""
    within = [each for each in judged if not each.case.crosses_languages]
    return [
        *([each for each in judged if each.case.split == split] for split in ("dev", "held_out")),
        *([each for each in within if each.case.language == language] for language in ("en", "ko")),
        [each for each in judged if each.case.crosses_languages],
    ]


def _row(kind: str, name: str, judged: Sequence[Judged]) -> tuple[str, ...]:
    target, is_met = _target(kind, name, _withheld(judged))
    found = (f"{_withheld(part):.1%}" for part in (judged, *_parts(judged)))
    return (kind, name, str(len(judged)), *found, target, is_met)


def _target(kind: str, name: str, share: float) -> tuple[str, str]:
    if kind == _RIGHT:
        return f"≤ {_RIGHT_TARGET:.0%}", verdict(share <= _RIGHT_TARGET)
    least = (_TARGETS | _BESIDES if name == TRAINED else _TARGETS)[kind]
    return ("", "") if least is None else (f"≥ {least:.0%}", verdict(share >= least))


def _withheld(judged: Sequence[Judged]) -> float:
    return sum(not each.stands for each in judged) / max(1, len(judged))


def accuracies(judged: Verdicts) -> Table:
    """How many sentences each judge judges rightly, and the F1 of withholding those with a fault."""
    rows = []
    for name, every in judged.items():
        parts = [list(every), *_parts(every)]
        rows.append((f"accuracy, {name}", *(f"{accuracy(part):.3f}" for part in parts)))
        rows.append((f"F1, {name}", *(f"{f1(part):.3f}" for part in parts)))
    note = "F1 is that of withholding sentences with a fault; most of the sentences have one."
    return Table("Judging planted sentences", ("", "all", *_PARTS), tuple(rows), (note,))


def accuracy(judged: Sequence[Judged]) -> float:
    """The share that is rightly judged; 0 of none."""
    return sum(each.is_rightly_judged for each in judged) / max(1, len(judged))


def f1(judged: Sequence[Judged]) -> float:
    """2 · withheld faults / (withheld + faults); 0 where there is neither."""
    faults = [each for each in judged if each.case.kind != _RIGHT]
    withheld = [each for each in judged if not each.stands]
    both = sum(not each.stands for each in faults)
    return 2 * both / max(1, len(faults) + len(withheld))


def cost(judged: Verdicts) -> Table:
    """The milliseconds that a sentence takes each judge, by its language."""
    rows, notes = [], []
    for name, every in judged.items():
        for told, languages in (("English", ("en",)), ("Korean", ("ko",)), ("both", ("en", "ko"))):
            times = [each.took_ms for each in every if each.case.language in languages]
            middle, last = (f"{np.percentile(times, at):.1f}" for at in (50, 95))
            rows.append((f"{told}, {name}", middle, last))
        slow = float(np.percentile([each.took_ms for each in every], 95))
        is_met = verdict(slow <= _COST_TARGET_MS)
        notes.append(f"Target, {name}: p95 at most {_COST_TARGET_MS:g} ms a sentence: {is_met}.")
    return Table("Verification of a sentence", ("ms", "p50", "p95"), tuple(rows), tuple(notes))
