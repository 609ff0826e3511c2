"""Tells which runs of a Word file are seen: not hidden, not tiny, not in the colour of what lies behind them.

A property is taken from the run, else from its style, else from its paragraph's style, else from the file's
defaults. What lies behind a run is its own shading, else its paragraph's, cell's or table's, else the page.
Where that is not to be told, as with a table style or a picture behind the text, the run counts as seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.parsers.colours import WHITE, Colour, from_hex, stands_out

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_OFF = frozenset({"0", "false", "off"})
_LEAST_HALF_POINTS = 4.5  # letters below this are no letters to the eye
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_PLAIN, _DEFAULTS = "*", ""  # no ids of styles: that of paragraphs without a style, and the file's defaults
_MAX_CHAIN = 16  # styles that build on each other; more are a circle
_DRAWN_BEHIND = './/*[local-name()="anchor"][@behindDoc="1"] | .//w:pict'


@dataclass(frozen=True, slots=True)
class DocxLook:
    """The styles of a Word file by their ids, and its pages' colour, None where that is not to be told."""

    styles: dict[str, Any]
    page: Colour | None

    @classmethod
    def of(cls, document: Any) -> DocxLook:
        styles = {style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")}
        styles[_PLAIN] = next((each for each in styles.values() if _is_default(each)), None)
        styles[_DEFAULTS] = document.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault")
        body = document.element.body
        if body.xpath(_DRAWN_BEHIND):
            return cls(styles, None)
        background = document.element.find(f"{_W}background")
        return cls(styles, WHITE if background is None else _hex(background.get(f"{_W}color")))

    def sees(self, run: Any, paragraph: Any) -> bool:
        """Whether a person sees the text of `run`, an element of `paragraph`."""
        hidden = self._property(run, paragraph, "vanish")
        if hidden is not None and hidden.get(_VAL, "1") not in _OFF:
            return False
        size = self._property(run, paragraph, "sz")
        if size is not None and _number(size.get(_VAL)) < _LEAST_HALF_POINTS:
            return False
        colour = self._property(run, paragraph, "color")
        text = _hex(colour.get(_VAL)) if colour is not None else None
        ground = self._ground(run, paragraph) if text else None
        return text is None or ground is None or stands_out(text, ground)

    def _property(self, run: Any, paragraph: Any, name: str) -> Any:
        elements = (properties.find(f"{_W}{name}") for properties in self._run_properties(run, paragraph))
        return next((element for element in elements if element is not None), None)

    def _run_properties(self, run: Any, paragraph: Any) -> Iterator[Any]:
        own = run.find(f"{_W}rPr")
        yield from [own] if own is not None else []
        of_paragraph = _style_id(paragraph.find(f"{_W}pPr"), "pStyle") or _PLAIN
        styled = (_style_id(own, "rStyle"), of_paragraph, _DEFAULTS)
        for identifier in styled:
            for style in self._chain(identifier):
                properties = style.find(f"{_W}rPr")
                yield from [properties] if properties is not None else []

    def _chain(self, style: str | None) -> Iterator[Any]:
        """A style and those that it builds on, the nearest first."""
        for _ in range(_MAX_CHAIN):
            element = self.styles.get(style) if style is not None else None
            if element is None:
                return
            yield element
            base = element.find(f"{_W}basedOn")
            style = base.get(_VAL) if base is not None else None

    def _ground(self, run: Any, paragraph: Any) -> Colour | None:
        if self._property(run, paragraph, "highlight") is not None:
            return None
        for shading in self._shadings(run, paragraph):
            if shading.get(f"{_W}val") not in ("clear", "nil", None):
                return None
            fill = shading.get(f"{_W}fill", "auto")
            if fill != "auto" or shading.get(f"{_W}themeFill"):
                return _hex(fill)
        return None if self._may_be_styled_table(paragraph) else self.page

    def _shadings(self, run: Any, paragraph: Any) -> Iterator[Any]:
        places = [*self._run_properties(run, paragraph), paragraph.find(f"{_W}pPr")]
        for style in self._chain(_style_id(places[-1], "pStyle") or _PLAIN):
            places.append(style.find(f"{_W}pPr"))
        for above in paragraph.iterancestors(f"{_W}tc", f"{_W}tbl"):
            places.append(above.find(f"{_W}{'tcPr' if above.tag == f'{_W}tc' else 'tblPr'}"))
        for place in places:
            shading = place.find(f"{_W}shd") if place is not None else None
            if shading is not None:
                yield shading

    def _may_be_styled_table(self, paragraph: Any) -> bool:
        """Whether it stands in a table whose style shades some of its cells."""
        for table in paragraph.iterancestors(f"{_W}tbl"):
            style = _style_id(table.find(f"{_W}tblPr"), "tblStyle")
            if any(next(each.iter(f"{_W}shd"), None) is not None for each in self._chain(style)):
                return True
        return False


def _style_id(properties: Any, name: str) -> str | None:
    style = properties.find(f"{_W}{name}") if properties is not None else None
    return style.get(_VAL) if style is not None else None


def _is_default(style: Any) -> bool:
    return style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true")


def _number(value: str | None) -> float:
    return float(value) if value and value.isascii() and value.isdigit() else _LEAST_HALF_POINTS


def _hex(value: str | None) -> Colour | None:
    return from_hex(value) if value and _HEX.fullmatch(value) else None
