"""Reads what a page's styles say about an element, and whether they move, cut or fade it away.

Only what is said of an element for certain counts as said: a rule for some media or states, or with a
selector of several parts, leaves what it sets unknown for every element that its last part fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

UNKNOWN = "unknown"  # no CSS value of what is looked at here
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_AT_BLOCK = re.compile(r"@[^{};]*\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}")
_AT_LINE = re.compile(r"@[^{};]*;")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$")
_PLAIN = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)")
# The properties that a shorthand sets, each of which is then read out of the shorthand's whole value.
_RESETS = {"background": ("background-color", "background-image"), "font": ("font-size",)}
_LAST_PART = re.compile(r"[^\s>+~]+\s*$")
_BEHIND = re.compile(r"(?:::?|\[).*", re.DOTALL)

Declarations = Mapping[str, str]
_LEAST_OPACITY = 0.1
_FAR_PX = 900.0  # beyond the edge by this much is beyond what scrolling or a slide show brings back
LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(px|pt|pc|in|cm|mm|em|rem|ex|ch|%|vw|vh)?")
_PX = {"px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 37.8, "mm": 3.78, "rem": 16, "vw": 12, "vh": 8}
_OF_FONT = {"em": 1.0, "%": 0.01, "ex": 0.5, "ch": 0.5}
_MOVED = re.compile(r"translate(?:x|y|3d)?\(([^)]*)\)")
_SHRUNK = re.compile(r"scale(?:x|y|3d)?\(\s*0*\.?0*\s*[,)]")
_CLIPPED = re.compile(r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%|circle\(\s*0")


@dataclass(frozen=True, slots=True)
class _Rule:
    """`names` are the tag, classes (`.x`) and id (`#x`) that an element must have all of."""

    names: frozenset[str]
    declarations: dict[str, str]
    important: frozenset[str]
    rank: tuple[int, int, int, int]


@dataclass(slots=True)
class Sheet:
    """The rules of a page's style elements; `is_whole` is false where it brings in others from elsewhere."""

    is_whole: bool = True
    _rules: dict[str, list[_Rule]] = field(default_factory=dict)
    _count: int = 0

    @property
    def is_empty(self) -> bool:
        return self.is_whole and not self._rules

    def add(self, source: str, *, certain: bool) -> None:
        """Takes in the text of a style element; not `certain` where it is only for some media."""
        source = _COMMENT.sub("", source).replace("<!--", "").replace("-->", "").lower()
        self.is_whole = self.is_whole and "@import" not in source
        for block in _AT_BLOCK.findall(source):
            self._add_rules(block, certain=False)
        self._add_rules(_AT_LINE.sub("", _AT_BLOCK.sub("", source)), certain=certain)

    def declarations_for(self, names: frozenset[str], style: str) -> Declarations:
        """What is declared for an element with these `names` and this style attribute."""
        fitting = [
            rule for name in (*names, "*") for rule in self._rules.get(name, ()) if rule.names <= names
        ]
        fitting.sort(key=lambda rule: rule.rank)
        own, own_important = declarations(style)
        styles: dict[str, str] = {}
        for rule in fitting:
            styles |= rule.declarations
        styles |= own
        for rule in fitting:
            styles |= {key: rule.declarations[key] for key in rule.important}
        return styles | {key: own[key] for key in own_important}

    def _add_rules(self, source: str, *, certain: bool) -> None:
        for selectors, body in _RULE.findall(source):
            declared, important = declarations(body)
            for selector in selectors.split(","):
                self._add(selector.strip(), declared, important, certain)

    def _add(self, selector: str, declared: dict[str, str], important: frozenset[str], certain: bool) -> None:
        selector = "html" if selector == ":root" else selector
        last = _LAST_PART.search(selector)
        if last is None or "::" in selector:  # what stands before or behind an element is no text of it
            return
        plain = _PLAIN.fullmatch(_BEHIND.sub("", last[0].strip()))
        if plain is None:
            return
        tag, marks = plain[1] or "*", re.findall(r"[.#][\w-]+", plain[2])
        names = frozenset([*marks, *([tag] if tag != "*" else [])])
        if not certain or selector != plain[0]:
            declared = dict.fromkeys(declared, UNKNOWN)
        ids = sum(mark.startswith("#") for mark in marks)
        self._count += 1
        rank = (ids, len(marks) - ids, int(tag != "*"), self._count)
        self._rules.setdefault(min(names, default="*"), []).append(_Rule(names, declared, important, rank))


def declarations(source: str) -> tuple[dict[str, str], frozenset[str]]:
    """Each property's value in lower case, and the properties that are marked as important."""
    declared: dict[str, str] = {}
    important: set[str] = set()
    for part in _parts(_COMMENT.sub("", source).lower()):
        key, _, written = (each.strip() for each in part.partition(":"))
        value = _IMPORTANT.sub("", written)
        if value != written:
            important.add(key)
        if value and (value != written or key not in important):
            declared |= dict.fromkeys(_RESETS.get(key, (key,)), value)
    return declared, frozenset(important)


def names_of(tag: str, attributes: Mapping[str, str]) -> frozenset[str]:
    classes = (f".{each}" for each in attributes.get("class", "").lower().split())
    identifier = attributes.get("id", "").strip().lower()
    return frozenset([tag, *classes, *([f"#{identifier}"] if identifier else [])])


def _parts(source: str) -> Iterable[str]:
    """The declarations, parted at semicolons outside parentheses (`url(data:a;b)`)."""
    depth, start = 0, 0
    for at, character in enumerate(source):
        depth += (character == "(") - (character == ")")
        if character == ";" and depth <= 0:
            yield source[start:at]
            start, depth = at + 1, 0
    yield source[start:]


def in_px(number: str, unit: str | None, font_px: float) -> float:
    """A length in pixels, where the font is of so many."""
    return float(number) * (_OF_FONT[unit] * font_px if unit in _OF_FONT else _PX.get(unit or "px", 1))


def is_taken_away(styles: Declarations, font_px: float, opacity: float) -> bool:
    """Whether it is there but not to be seen, and no animation brings it to light."""
    return not any(key.startswith("animation") for key in styles) and (
        opacity < _LEAST_OPACITY
        or styles.get("content-visibility") == "hidden"
        or _is_far(styles, font_px)
        or _is_cut_away(styles, font_px)
        or bool(_SHRUNK.search(styles.get("transform", "")))
    )


def _is_far(styles: Declarations, font_px: float) -> bool:
    """Whether it is moved out of the page; a margin counts only where no padding makes up for it."""
    moves = [styles.get("text-indent", ""), *_MOVED.findall(styles.get("transform", ""))]
    if styles.get("position", "static") != "static":
        moves += [styles.get(side, "") for side in ("left", "right", "top", "bottom", "inset")]
    if not any(key.startswith("padding") for key in styles):
        moves += [styles.get(side, "") for side in ("margin-left", "margin-top", "margin")]
    lengths = (in_px(number, unit, font_px) for move in moves for number, unit in LENGTH.findall(move))
    return any(length <= -_FAR_PX for length in lengths)


def _is_cut_away(styles: Declarations, font_px: float) -> bool:
    edges = [in_px(number, unit, font_px) for number, unit in LENGTH.findall(styles.get("clip", ""))]
    if (len(edges) == 4 and max(edges) <= 1) or _CLIPPED.search(styles.get("clip-path", "")):
        return True
    if styles.get("overflow", styles.get("overflow-y", "")) not in ("hidden", "clip"):
        return False
    sizes = (LENGTH.fullmatch(styles.get(key, "")) for key in ("height", "max-height", "width", "max-width"))
    return any(size is not None and in_px(size[1], size[2], font_px) <= 1 for size in sizes)
