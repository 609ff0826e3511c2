"""The little SVG that the plots of a report take: a frame with axes from 0 to 1, and marks within it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 420.0, 260.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 48.0, 12.0, 10.0, 40.0


def across(value: float) -> float:
    """Where 0 to 1 lies from left to right; what is beyond lies at the end."""
    return _LEFT + min(1.0, max(0.0, value)) * (WIDTH - _LEFT - _RIGHT)


def up(value: float) -> float:
    """Where 0 to 1 lies from the bottom to the top."""
    return HEIGHT - _BOTTOM - value * (HEIGHT - _TOP - _BOTTOM)


def text(x: float, y: float, words: str, anchor: str = "start", kind: str = "") -> str:
    """Words at a place; `anchor` is start, middle or end."""
    of = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{of}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A line; `kind` is its class in the style sheet."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def dot(x: float, y: float, told: str) -> str:
    """A dot that tells its figures when it is pointed at."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="dot"><title>{escape(told)}</title></circle>'


def path(points: Sequence[tuple[float, float]]) -> str:
    """A line through points."""
    return f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" class="curve"/>'


def frame(below: str, beside: str, ends: tuple[str, str] = ("0", "1")) -> list[str]:
    """Axes with their names; `ends` stand below the ends of the one from left to right."""
    parts = [
        line(across(0), up(0), across(1), up(0), "axis"),
        line(across(0), up(0), across(0), up(1), "axis"),
        text(across(0), up(0) + 15, ends[0], "middle"),
        text(across(1), up(0) + 15, ends[1], "end"),
        text(across(0.5), HEIGHT - 6, below, "middle"),
        f'<g transform="rotate(-90 12 {up(0.5):.1f})">{text(12, up(0.5), beside, "middle")}</g>',
    ]
    for tenth in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts += [
            text(across(0) - 6, up(tenth) + 4, f"{tenth:g}", "end"),
            line(across(0), up(tenth), across(1), up(tenth), "grid"),
        ]
    return parts


def drawing(title: str, parts: Sequence[str], height: float = HEIGHT) -> str:
    """The whole picture, named for those who cannot see it."""
    name = escape(title, quote=True)
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg role="img" aria-label="{name}" '
        f'viewBox="0 0 {WIDTH:.0f} {height:.0f}">{"".join(parts)}</svg></figure>'
    )
