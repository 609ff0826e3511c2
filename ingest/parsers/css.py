"""Reads the styles of a page: what its style elements and attributes say about an element.

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
        """Whether nothing is said in it, nor elsewhere."""
        return self.is_whole and not self._rules

    def add(self, source: str, *, certain: bool) -> None:
        """Takes in the text of a style element; not `certain` where it is only for some media."""
        source = _COMMENT.sub("", source).replace("<!--", "").replace("-->", "").lower()
        self.is_whole = self.is_whole and "@import" not in source
        for block in _AT_BLOCK.findall(source):
            self._add_rules(block, certain=False)
        self._add_rules(_AT_LINE.sub("", _AT_BLOCK.sub("", source)), certain=certain)

    def said_of(self, names: frozenset[str], style: str) -> Declarations:
        """What is declared for an element with these `names` and this style attribute."""
        fitting = [
            rule for name in (*names, "*") for rule in self._rules.get(name, ()) if rule.names <= names
        ]
        fitting.sort(key=lambda rule: rule.rank)
        own, own_important = declarations(style)
        said: dict[str, str] = {}
        for rule in fitting:
            said |= rule.declarations
        said |= own
        for rule in fitting:
            said |= {key: rule.declarations[key] for key in rule.important}
        return said | {key: own[key] for key in own_important}

    def _add_rules(self, source: str, *, certain: bool) -> None:
        for selectors, body in _RULE.findall(source):
            found, important = declarations(body)
            for selector in selectors.split(","):
                self._add(selector.strip(), found, important, certain)

    def _add(self, selector: str, found: dict[str, str], important: frozenset[str], certain: bool) -> None:
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
            found = dict.fromkeys(found, UNKNOWN)
        ids = sum(mark.startswith("#") for mark in marks)
        self._count += 1
        rank = (ids, len(marks) - ids, int(tag != "*"), self._count)
        self._rules.setdefault(min(names, default="*"), []).append(_Rule(names, found, important, rank))


def declarations(source: str) -> tuple[dict[str, str], frozenset[str]]:
    """Each property's value in lower case, and the properties that are marked as important."""
    found: dict[str, str] = {}
    important: set[str] = set()
    for part in _parts(_COMMENT.sub("", source).lower()):
        key, _, written = (each.strip() for each in part.partition(":"))
        value = _IMPORTANT.sub("", written)
        if value != written:
            important.add(key)
        if value and (value != written or key not in important):
            found |= dict.fromkeys(_RESETS.get(key, (key,)), value)
    return found, frozenset(important)


def names_of(tag: str, attributes: Mapping[str, str]) -> frozenset[str]:
    """The tag, the classes and the id of an element, as selectors write them."""
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
