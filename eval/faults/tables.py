"""Measures the verification of a language model's sentences: what it lets through, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.verification.models import Finding
from eval.faults.cases import read_sentences
from eval.faults.checking import (
    CheckedClaim,
    VerifiedSentence,
    count_findings,
    index_documents,
    load_verifier,
    verify_sentences,
)
from eval.tables import Table, verdict

# Of each kind the least share that is to be withheld; None where nothing is promised.
_TARGETS: dict[str, float | None] = {
    "figure": 1.0, "date": 1.0, "unit": 1.0, "name": 0.95, "relation": None, "negation": None,
    "unsupported": None, "predicate": None, "scope": None, "role": None, "antonym": None, "tense": None,
    "referent": None,
}  # fmt: skip
_RIGHT = "right"
_RIGHT_TARGET = 0.03
_COST_TARGET_MS = 20.0

_PARTS = ("dev", "held out", "English", "Korean", "across")


def measure_planted(work: Path) -> tuple[Table, ...]:
    """What is withheld of planted sentences, how good that is, and the time that a sentence takes."""
    passages, verifier = load_verifier(index_documents(work))
    cases = read_sentences()
    list(verify_sentences(cases[:2], passages, verifier))  # what is loaded with the first sentence
    judged = list(verify_sentences(cases, passages, verifier))
    return shares(judged), accuracies(judged), cost(judged)


def shares(judged: Sequence[VerifiedSentence]) -> Table:
    rows = tuple(
        _row(kind, [each for each in judged if each.case.kind == kind]) for kind in (*_TARGETS, _RIGHT)
    )
    notes = (
        f"{len(judged)} sentences on the documents that ship, English, Korean and across; one planted fault "
        "in each that is not right. The verifier was made while looking at the dev half.",
    )
    return Table("Planted sentences", ("withheld", "sentences", "all", *_PARTS, "target", ""), rows, notes)


def halves(judged: Sequence[VerifiedSentence]) -> Table:
    """The share of each kind that is withheld of both halves alone, which a narrow terminal has room for."""
    table, chosen = shares(judged), ("withheld", "sentences", "dev", "held out")
    rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    return Table(table.title, chosen, tuple(tuple(row[name] for name in chosen) for row in rows), table.notes)


def _parts(judged: Sequence[VerifiedSentence]) -> list[list[VerifiedSentence]]:
    """The sentences by half, by language within one, and across languages."""
    within = [each for each in judged if not each.case.crosses_languages]
    return [
        *([each for each in judged if each.case.split == split] for split in ("dev", "held_out")),
        *([each for each in within if each.case.language == language] for language in ("en", "ko")),
        [each for each in judged if each.case.crosses_languages],
    ]


def _row(kind: str, judged: Sequence[VerifiedSentence]) -> tuple[str, ...]:
    target, is_met = _target(kind, _withheld(judged))
    found = (f"{_withheld(part):.1%}" for part in (judged, *_parts(judged)))
    return (kind, str(len(judged)), *found, target, is_met)


def _target(kind: str, share: float) -> tuple[str, str]:
    if kind == _RIGHT:
        return f"≤ {_RIGHT_TARGET:.0%}", verdict(share <= _RIGHT_TARGET)
    least = _TARGETS[kind]
    return ("", "") if least is None else (f"≥ {least:.0%}", verdict(share >= least))


def _withheld(judged: Sequence[VerifiedSentence]) -> float:
    return sum(not each.is_shown for each in judged) / max(1, len(judged))


def accuracies(judged: Sequence[VerifiedSentence]) -> Table:
    """The share of sentences that is judged rightly, and the F1 of withholding those with a fault."""
    parts = [list(judged), *_parts(judged)]
    rows = (
        ("accuracy", *(f"{accuracy(part):.3f}" for part in parts)),
        ("F1", *(f"{f1(part):.3f}" for part in parts)),
    )
    note = "F1 is that of withholding sentences with a fault; most of the sentences have one."
    return Table("Judging planted sentences", ("", "all", *_PARTS), rows, (note,))


def accuracy(judged: Sequence[VerifiedSentence]) -> float:
    """The share that is rightly judged; 0 of none."""
    return sum(each.is_correct for each in judged) / max(1, len(judged))


def f1(judged: Sequence[VerifiedSentence]) -> float:
    """2 · withheld faults / (withheld + faults); 0 where there is neither."""
    faults = [each for each in judged if each.case.kind != _RIGHT]
    withheld = [each for each in judged if not each.is_shown]
    both = sum(not each.is_shown for each in faults)
    return 2 * both / max(1, len(faults) + len(withheld))


def cost(judged: Sequence[VerifiedSentence]) -> Table:
    rows = []
    for name, languages in (("English", ("en",)), ("Korean", ("ko",)), ("both", ("en", "ko"))):
        times = [each.took_ms for each in judged if each.case.language in languages]
        rows.append((name, *(f"{np.percentile(times, at):.1f}" for at in (50, 95))))
    slow = float(np.percentile([each.took_ms for each in judged], 95))
    note = f"Target: p95 at most {_COST_TARGET_MS:g} ms a sentence: {verdict(slow <= _COST_TARGET_MS)}."
    return Table("Verification of a sentence", ("ms", "p50", "p95"), tuple(rows), (note,))


def findings(checked: Sequence[CheckedClaim], split: str) -> Table:
    """The share of each finding among the claims of a kind, in one half."""
    rows = tuple(
        (kind, *(f"{counts[finding] / counts.total():.1%}" for finding in Finding), str(counts.total()))
        for kind, counts in count_findings(checked, split).items()
    )
    return Table(f"Claims, {split}", ("", *(finding.value for finding in Finding), "claims"), rows)


def claim_cost(checked: Sequence[CheckedClaim]) -> Table:
    times = np.percentile([claim.took_s * 1000 for claim in checked], (50, 95))
    return Table("Check of a claim", ("", "p50", "p95"), (("ms", *(f"{time:.0f}" for time in times)),))
