"""Tells whether an element is moved, cut or faded away so that nobody sees it."""

from __future__ import annotations

import re

from ingest.parsers.css import Declarations

_LEAST_OPACITY = 0.1
_FAR_PX = 900.0  # beyond the edge by this much is beyond what scrolling or a slide show brings back
LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(px|pt|pc|in|cm|mm|em|rem|ex|ch|%|vw|vh)?")
_PX = {"px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 37.8, "mm": 3.78, "rem": 16, "vw": 12, "vh": 8}
_OF_FONT = {"em": 1.0, "%": 0.01, "ex": 0.5, "ch": 0.5}
_MOVED = re.compile(r"translate(?:x|y|3d)?\(([^)]*)\)")
_SHRUNK = re.compile(r"scale(?:x|y|3d)?\(\s*0*\.?0*\s*[,)]")
_CLIPPED = re.compile(r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%|circle\(\s*0")


def in_px(number: str, unit: str | None, font_px: float) -> float:
    """A length in pixels, where the font is of so many."""
    return float(number) * (_OF_FONT[unit] * font_px if unit in _OF_FONT else _PX.get(unit or "px", 1))


def is_taken_away(said: Declarations, font_px: float, opacity: float) -> bool:
    """Whether it is there but not to be seen, and no animation brings it to light."""
    return not any(key.startswith("animation") for key in said) and (
        opacity < _LEAST_OPACITY
        or said.get("content-visibility") == "hidden"
        or _is_far(said, font_px)
        or _is_cut_away(said, font_px)
        or bool(_SHRUNK.search(said.get("transform", "")))
    )


def _is_far(said: Declarations, font_px: float) -> bool:
    """Whether it is moved out of the page; a margin counts only where no padding makes up for it."""
    moves = [said.get("text-indent", ""), *_MOVED.findall(said.get("transform", ""))]
    if said.get("position", "static") != "static":
        moves += [said.get(side, "") for side in ("left", "right", "top", "bottom", "inset")]
    if not any(key.startswith("padding") for key in said):
        moves += [said.get(side, "") for side in ("margin-left", "margin-top", "margin")]
    lengths = (in_px(number, unit, font_px) for move in moves for number, unit in LENGTH.findall(move))
    return any(length <= -_FAR_PX for length in lengths)


def _is_cut_away(said: Declarations, font_px: float) -> bool:
    edges = [in_px(number, unit, font_px) for number, unit in LENGTH.findall(said.get("clip", ""))]
    if (len(edges) == 4 and max(edges) <= 1) or _CLIPPED.search(said.get("clip-path", "")):
        return True
    if said.get("overflow", said.get("overflow-y", "")) not in ("hidden", "clip"):
        return False
    sizes = (LENGTH.fullmatch(said.get(key, "")) for key in ("height", "max-height", "width", "max-width"))
    return any(size is not None and in_px(size[1], size[2], font_px) <= 1 for size in sizes)
