"""Reads CSS colours and tells how far two colours stand out from each other."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_CALL = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_PART = re.compile(r"([+-]?[\d.]+)(%|deg)?")
# Those of the named colours that pages use most, and all that can hardly be told from white or from black.
_NAMES = {
    "white": "ffffff", "snow": "fffafa", "ghostwhite": "f8f8ff", "ivory": "fffff0", "floralwhite": "fffaf0",
    "mintcream": "f5fffa", "azure": "f0ffff", "aliceblue": "f0f8ff", "whitesmoke": "f5f5f5",
    "seashell": "fff5ee", "honeydew": "f0fff0", "lavenderblush": "fff0f5", "oldlace": "fdf5e6",
    "cornsilk": "fff8dc", "linen": "faf0e6", "lightyellow": "ffffe0", "lightcyan": "e0ffff",
    "beige": "f5f5dc", "lemonchiffon": "fffacd", "lightgoldenrodyellow": "fafad2", "papayawhip": "ffefd5",
    "black": "000000", "navy": "000080", "darkblue": "00008b", "midnightblue": "191970",
    "darkslategray": "2f4f4f", "gray": "808080", "grey": "808080", "silver": "c0c0c0",
    "lightgray": "d3d3d3", "lightgrey": "d3d3d3", "red": "ff0000", "maroon": "800000", "green": "008000",
    "darkgreen": "006400", "blue": "0000ff", "teal": "008080", "purple": "800080", "indigo": "4b0082",
    "yellow": "ffff00", "orange": "ffa500", "transparent": "00000000",
}  # fmt: skip
# Grey of 90 % white on white has a contrast of 1.25 and can just be made out; WCAG asks for 4.5.
_LEAST_CONTRAST = 1.25


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green, blue and opacity, each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, below: Colour) -> Colour:
        """What is seen of it where it lies on `below`, which is opaque."""
        mixed = (
            own * self.alpha + under * (1 - self.alpha)
            for own, under in ((self.red, below.red), (self.green, below.green), (self.blue, below.blue))
        )
        return Colour(*mixed)

    @property
    def luminance(self) -> float:
        """Relative luminance after WCAG 2, from 0 for black to 1 for white."""
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in self._rgb]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    @property
    def _rgb(self) -> tuple[float, float, float]:
        return self.red, self.green, self.blue


WHITE = Colour(1.0, 1.0, 1.0)
BLACK = Colour(0.0, 0.0, 0.0)


def stands_out(text: Colour, ground: Colour) -> bool:
    """Whether text of one colour can be made out on a ground of another, by WCAG's contrast ratio."""
    darker, lighter = sorted((text.over(ground).luminance, ground.luminance))
    return (lighter + 0.05) / (darker + 0.05) >= _LEAST_CONTRAST


def parse_colour(value: str) -> Colour | None:
    """The colour that `value`, in lower case, is in CSS, or None where that is not to be told."""
    value = value.strip()
    if value in _NAMES:
        return from_hex(_NAMES[value])
    if match := _HEX.fullmatch(value):
        return from_hex(match[1])
    if match := _CALL.fullmatch(value):
        return _called(match[1], _PART.findall(match[2]))
    return None


def from_hex(digits: str) -> Colour:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    return Colour(*(int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2)))


def _called(function: str, parts: list[tuple[str, str]]) -> Colour | None:
    try:
        numbers = [float(number) / (100 if unit == "%" else 1) for number, unit in parts]
    except ValueError:
        return None
    if len(numbers) not in (3, 4):
        return None
    alpha = _bounded(numbers[3]) if len(numbers) == 4 else 1.0
    if function == "hsl":
        hue, saturation, lightness = numbers[0] / 360 % 1, _bounded(numbers[1]), _bounded(numbers[2])
        return Colour(*colorsys.hls_to_rgb(hue, lightness, saturation), alpha)
    scaled = (n if unit == "%" else n / 255 for n, (_, unit) in zip(numbers, parts, strict=True))
    red, green, blue = [_bounded(part) for part in scaled][:3]
    return Colour(red, green, blue, alpha)


def _bounded(number: float) -> float:
    return min(1.0, max(0.0, number))
