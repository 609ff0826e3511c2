"""The plots of a report as SVG; a plot of which nothing is known is left out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.summary import Row, Summary
from eval.reports.curves import calibration, refusal_curve
from eval.reports.svg import WIDTH, across, dot, drawing, frame, line, path, text, up
from eval.scorers.catalogue import HEADLINE

_ROW = 22.0
_NAMES = 150.0


def plots_of(run: JudgedRun, summary: Summary) -> list[str]:
    """All plots of a run."""
    rows = [each for each in summary.rows if each.measure.name == HEADLINE]
    drawn = (_slices(rows), _calibration(run), _refusals(run), _latency(run))
    return [each for each in drawn if each]


def _slices(rows: Sequence[Row]) -> str:
    """The headline over each slice, a line a slice with its interval."""
    if not rows:
        return ""
    height = _ROW * (len(rows) + 1.5)
    parts: list[str] = []
    for place, row in enumerate(rows):
        y = _ROW * (place + 0.7)
        found = row.estimate
        parts.append(text(_NAMES - 8, y + 4, row.slice, "end"))
        parts.append(line(_x(0), y, _x(1), y, "grid"))
        if not math.isnan(found.low):
            parts.append(line(_x(found.low), y, _x(found.high), y, "interval"))
        ends = "no interval" if math.isnan(found.low) else f"{found.low:.3f} to {found.high:.3f}"
        told = f"{row.slice}: {found.value:.3f}, {ends}, {found.n} cases"
        parts.append(dot(_x(found.value), y, told))
    for tenth in (0.0, 0.5, 1.0):
        parts.append(text(_x(tenth), height - 6, f"{tenth:g}", "middle"))
    return drawing(f"{HEADLINE} by slice, with intervals of 95 %", parts, height)


def _x(value: float) -> float:
    return _NAMES + value * (WIDTH - _NAMES - 12)


def _calibration(run: JudgedRun) -> str:
    bins = calibration(run)
    if not bins:
        return ""
    parts = [*frame("confidence", "share right"), line(across(0), up(0), across(1), up(1), "even")]
    for each in bins:
        x, found = across(each.confidence), each.right
        if not math.isnan(found.low):
            parts.append(line(x, up(found.low), x, up(found.high), "interval"))
        told = f"confidence {each.confidence:.2f}: {found.value:.3f} right of {found.n} answers"
        parts.append(dot(x, up(found.value), told))
    return drawing("Calibration: how often answers of a confidence are right", parts)


def _refusals(run: JudgedRun) -> str:
    steps = refusal_curve(run)
    if not steps:
        return ""
    points = [(across(each.answered), up(each.right)) for each in steps]
    parts = [*frame("share answered", "right of these"), path(points)]
    for each in (steps[0], steps[-1]):
        told = f"refuse below {each.threshold:.2f}: {each.answered:.3f} answered, {each.right:.3f} right"
        parts.append(dot(across(each.answered), up(each.right), told))
    return drawing("Refusal curve: what refusing more would do", parts)


def _latency(run: JudgedRun) -> str:
    taken = sorted(each.seconds for each in run.results if each.seconds is not None)
    if not taken or taken[-1] <= 0:
        return ""
    most = taken[-1]
    points = [(across(seconds / most), up((place + 1) / len(taken))) for place, seconds in enumerate(taken)]
    parts = [*frame("seconds", "share of answers", ("0", f"{most:.2f}")), path([(across(0), up(0)), *points])]
    return drawing("Latency: the share of answers within so many seconds", parts)
