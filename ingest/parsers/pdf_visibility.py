"""Watches a PDF page being drawn and takes out the text that nobody can see.

Unseen is text that is drawn invisibly, in letters too small for the eye, off the page, or in white on what
nothing was painted on. Invisible text stays where pictures cover most of the page: it is then what text
recognition found in them. Within forms, whose place on the page is not known here, only the first two count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.parsers.colours import BLACK, WHITE, Colour, stands_out

Box = tuple[float, float, float, float]  # left, bottom, right, top in points
_Matrix = Sequence[float]
_INVISIBLE = 3  # the text rendering mode
_LEAST_PT = 1.0
_BAND_PT = 4.0  # a stroke at least so wide can be a ground for text
_SCAN = 0.5  # of the page
_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_FILLING = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_STROKING = frozenset({b"S", b"s"})
_PATH = frozenset({b"m", b"l", b"c", b"v", b"y"})
_EVERYWHERE = (float("-inf"), float("inf"))


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` saves and `Q` brings back; a colour that is not to be told is None."""

    fill: Colour | None = BLACK
    mode: int = 0
    size: float = 1.0
    width: float = 1.0


@dataclass(slots=True)
class PageWatch:
    """Sees each operator of one page before it is carried out; `is_picture` tells pictures from forms."""

    page: Box
    is_picture: Callable[[str], bool]
    _state: _State = field(default_factory=_State)
    _saved: list[_State] = field(default_factory=list)
    _path: list[tuple[float, float]] = field(default_factory=list)
    _painted: list[tuple[float, float]] = field(default_factory=list)  # from which height to which
    _pictured: float = 0.0  # square points
    _around: list[_State] = field(default_factory=list)  # the state before each open form
    _took_invisible: bool = False

    @property
    def took_from_a_scan(self) -> bool:
        left, bottom, right, top = self.page
        return self._took_invisible and self._pictured >= _SCAN * (right - left) * (top - bottom)

    def before(self, operator: bytes, operands: list[Any], cm: _Matrix, tm: _Matrix) -> None:
        """Notes what an operator changes, and empties `operands` of text that is not seen.

        An operator with operands that are none of its own changes nothing, as in a viewer.
        """
        with suppress(ArithmeticError, LookupError, TypeError, ValueError):
            self._note(operator, operands, cm, tm)

    def _note(self, operator: bytes, operands: list[Any], cm: _Matrix, tm: _Matrix) -> None:
        if operator in _SHOWING:
            if operands and not self._is_seen(cm, tm):
                operands[-1] = operands[-1][:0]
        elif operator in _PATH or operator == b"re":
            self._extend(operator, [float(each) for each in operands], cm)
        elif operator in _FILLING or operator in _STROKING or operator == b"n":
            self._finish(operator, cm)
        elif operator in (b"Do", b"INLINE IMAGE", b"sh"):
            self._place(operator, operands, cm)
        else:
            self._change(operator, operands)

    def after(self, operator: bytes, _operands: list[Any], _cm: _Matrix, _tm: _Matrix) -> None:
        """Notes that what an operator brought in is over."""
        if operator == b"Do" and self._around:
            self._state = self._around.pop()

    def _change(self, operator: bytes, operands: list[Any]) -> None:
        if operator == b"q":
            self._saved.append(self._state)
        elif operator == b"Q" and self._saved:
            self._state = self._saved.pop()
        elif operator == b"Tr":
            self._state = replace(self._state, mode=int(operands[0]))
        elif operator == b"Tf":
            self._state = replace(self._state, size=float(operands[1]))
        elif operator == b"w":
            self._state = replace(self._state, width=float(operands[0]))
        elif operator in (b"g", b"rg", b"k", b"sc", b"scn", b"cs"):
            self._state = replace(self._state, fill=_fill(operator, operands))

    def _is_seen(self, cm: _Matrix, tm: _Matrix) -> bool:
        if self._state.mode == _INVISIBLE:
            self._took_invisible = True
            return False
        x, y = _moved(_moved((0.0, 0.0), tm), cm)
        if abs(self._state.size) * _scale(tm) * _scale(cm) < _LEAST_PT:
            return False
        if self._around:
            return True
        _, bottom, right, top = self.page
        if x > right or not bottom <= y <= top:
            return False
        fill = self._state.fill
        return fill is None or stands_out(fill, WHITE) or any(low <= y <= high for low, high in self._painted)

    def _extend(self, operator: bytes, numbers: list[float], cm: _Matrix) -> None:
        if operator == b"re":
            x, y, width, height = numbers[:4]
            numbers = [x, y, x + width, y, x, y + height, x + width, y + height]
        self._path += [_moved(point, cm) for point in zip(numbers[::2], numbers[1::2], strict=False)]

    def _finish(self, operator: bytes, cm: _Matrix) -> None:
        fill = self._state.fill
        is_ground = operator in _FILLING and (fill is None or stands_out(fill, WHITE))
        band = self._state.width * _scale(cm) if operator in _STROKING else 0.0
        if self._path and (is_ground or band >= _BAND_PT):
            heights = [y for _, y in self._path]
            self._paint(min(heights) - band / 2, max(heights) + band / 2)
        self._path.clear()

    def _place(self, operator: bytes, operands: list[Any], cm: _Matrix) -> None:
        """A picture, a form or a shading: of the last two nobody knows here what they cover."""
        if operator == b"Do":
            self._around.append(self._state)
        if operator == b"INLINE IMAGE" or (operator == b"Do" and self.is_picture(str(operands[0]))):
            heights = [_moved(corner, cm)[1] for corner in ((0, 0), (1, 0), (0, 1), (1, 1))]
            self._pictured += _scale(cm) ** 2
            self._paint(min(heights), max(heights))
        else:
            self._paint(*_EVERYWHERE)

    def _paint(self, low: float, high: float) -> None:
        self._painted.append(_EVERYWHERE if len(self._around) > 1 else (low, high))


def _fill(operator: bytes, operands: list[Any]) -> Colour | None:
    """The colour that is set; of a colour space that is not named here only white can be told."""
    if operator == b"cs":
        return BLACK if str(operands[0]).startswith("/Device") else None
    numbers = [float(each) for each in operands if isinstance(each, (int, float))]
    if operator == b"g":
        return Colour(numbers[0], numbers[0], numbers[0])
    if operator == b"rg":
        return Colour(*numbers[:3])
    if operator == b"k" or (len(numbers) == 4 and not any(numbers)):
        cyan, magenta, yellow, black = numbers[:4]
        return Colour(*((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)))
    return WHITE if numbers == [1.0, 1.0, 1.0] else None


def _moved(point: tuple[float, float], matrix: _Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _scale(matrix: _Matrix) -> float:
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)
