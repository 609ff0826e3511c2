"""The plots of a report as SVG; a plot without data is left out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from eval.analysis.run import MetricRow, Run, Summary
from eval.analysis.statistics import Estimate
from eval.reports.outcomes import calibration, refusal_curve
from eval.scorers.metrics import HEADLINE

_WIDTH, _HEIGHT = 420.0, 260.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 48.0, 12.0, 10.0, 40.0
_ROW_HEIGHT, _NAMES_WIDTH = 22.0, 150.0


def plots_of(run: Run, summary: Summary) -> list[str]:
    """All plots of a run."""
    rows = [row for row in summary.rows if row.metric.name == HEADLINE]
    plots = (_plot_slices(rows), _plot_calibration(run), _plot_refusals(run), _plot_latency(run))
    return [plot for plot in plots if plot]


def _plot_slices(rows: Sequence[MetricRow]) -> str:
    if not rows:
        return ""

    def x(value: float) -> float:
        return _NAMES_WIDTH + value * (_WIDTH - _NAMES_WIDTH - _RIGHT)

    height = _ROW_HEIGHT * (len(rows) + 1.5)
    parts: list[str] = []
    for place, row in enumerate(rows):
        y, estimate = _ROW_HEIGHT * (place + 0.7), row.estimate
        parts += [_text(_NAMES_WIDTH - 8, y + 4, row.slice, "end"), _line(x(0), y, x(1), y, "grid")]
        if not math.isnan(estimate.low):
            parts.append(_line(x(estimate.low), y, x(estimate.high), y, "interval"))
        parts.append(_dot(x(estimate.value), y, f"{row.slice}: {_describe(estimate)}"))
    parts += [_text(x(tenth), height - 6, f"{tenth:g}", "middle") for tenth in (0.0, 0.5, 1.0)]
    return _figure(f"{HEADLINE} by slice, with intervals of 95 %", parts, height)


def _describe(estimate: Estimate) -> str:
    is_unknown = math.isnan(estimate.low)
    interval = "no interval" if is_unknown else f"{estimate.low:.3f} to {estimate.high:.3f}"
    return f"{estimate.value:.3f}, {interval}, {estimate.n} cases"


def _plot_calibration(run: Run) -> str:
    bins = calibration(run)
    if not bins:
        return ""
    parts = [*_axes("confidence", "share right"), _line(_x(0), _y(0), _x(1), _y(1), "even")]
    for group in bins:
        x, right = _x(group.confidence), group.right
        if not math.isnan(right.low):
            parts.append(_line(x, _y(right.low), x, _y(right.high), "interval"))
        title = f"confidence {group.confidence:.2f}: {right.value:.3f} right of {right.n} answers"
        parts.append(_dot(x, _y(right.value), title))
    return _figure("Calibration: how often answers of a confidence are right", parts)


def _plot_refusals(run: Run) -> str:
    steps = refusal_curve(run)
    if not steps:
        return ""
    curve = _curve([(_x(step.answered), _y(step.right)) for step in steps])
    parts = [*_axes("share answered", "right of these"), curve]
    for step in (steps[0], steps[-1]):
        title = f"refuse below {step.threshold:.2f}: {step.answered:.3f} answered, {step.right:.3f} right"
        parts.append(_dot(_x(step.answered), _y(step.right), title))
    return _figure("Refusal curve: what refusing more would do", parts)


def _plot_latency(run: Run) -> str:
    seconds = sorted(result.seconds for result in run.results if result.seconds is not None)
    if not seconds or seconds[-1] <= 0:
        return ""
    points = [(_x(s / seconds[-1]), _y((i + 1) / len(seconds))) for i, s in enumerate(seconds)]
    axes = _axes("seconds", "share of answers", ("0", f"{seconds[-1]:.2f}"))
    parts = [*axes, _curve([(_x(0), _y(0)), *points])]
    return _figure("Latency: the share of answers within so many seconds", parts)


def _x(value: float) -> float:
    return _LEFT + min(1.0, max(0.0, value)) * (_WIDTH - _LEFT - _RIGHT)


def _y(value: float) -> float:
    return _HEIGHT - _BOTTOM - value * (_HEIGHT - _TOP - _BOTTOM)


def _axes(below: str, beside: str, ends: tuple[str, str] = ("0", "1")) -> list[str]:
    """Axes from 0 to 1 with their names; `ends` label the horizontal one."""
    parts = [
        _line(_x(0), _y(0), _x(1), _y(0), "axis"),
        _line(_x(0), _y(0), _x(0), _y(1), "axis"),
        _text(_x(0), _y(0) + 15, ends[0], "middle"),
        _text(_x(1), _y(0) + 15, ends[1], "end"),
        _text(_x(0.5), _HEIGHT - 6, below, "middle"),
        f'<g transform="rotate(-90 12 {_y(0.5):.1f})">{_text(12, _y(0.5), beside, "middle")}</g>',
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(_text(_x(0) - 6, _y(tick) + 4, f"{tick:g}", "end"))
        parts.append(_line(_x(0), _y(tick), _x(1), _y(tick), "grid"))
    return parts


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{style}"/>'


def _dot(x: float, y: float, title: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="dot"><title>{escape(title)}</title></circle>'


def _curve(points: Sequence[tuple[float, float]]) -> str:
    return f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" class="curve"/>'


def _figure(title: str, parts: Sequence[str], height: float = _HEIGHT) -> str:
    name = escape(title, quote=True)
    return (
        f'<figure><figcaption>{name}</figcaption><svg role="img" aria-label="{name}" '
        f'viewBox="0 0 {_WIDTH:.0f} {height:.0f}">{"".join(parts)}</svg></figure>'
    )
