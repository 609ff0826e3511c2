"""Parses HTML into a plain tree of what a person can see of the page; the only file that knows lxml.

Each element has a look, out of its parent's and of what is declared for it. Colours are judged by the text's
contrast with what lies behind it. Where that is not to be told, as over a picture or with a style sheet that
is not in the page, the words count as seen: no visible word may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from ingest.errors import DocumentError
from ingest.parsers.colours import BLACK, WHITE, Colour, parse_colour, stands_out
from ingest.parsers.css import LENGTH, Declarations, Sheet, in_px, is_taken_away, names_of

_UNSEEN = frozenset(
    {"script", "style", "nav", "template", "noscript", "svg", "iframe", "object", "select", "button",
     "textarea", "canvas", "audio", "video", "datalist"}
)  # fmt: skip
_SHOWN_MEDIA = frozenset({"", "all", "screen"})
_MAX_DEPTH = 100  # deeper elements are hung up here, which keeps whoever walks the tree from overflowing
_DEFAULT_PX = 16.0
_LEAST_PX = 3.0  # letters below this are no letters to the eye
_OVERLAID = re.compile(r"url\(|gradient\(|image|var\(|cross-fade")
_COLOUR = re.compile(r"#[0-9a-f]+|[a-z]+a?\([^()]*\)|[a-z]+")
# What draws the letters otherwise than in one colour on what lies behind.
_DRAWN_OTHERWISE = ("text-shadow", "-webkit-text-stroke", "mix-blend-mode", "background-clip",
                    "-webkit-background-clip")  # fmt: skip
_ATTRIBUTES = frozenset({"style", "class", "id", "bgcolor", "background", "color", "text"})
_OF_ITS_OWN = frozenset({"a", "mark", "title"})  # which browsers colour, or do not show on the page


@dataclass(slots=True)
class Node:
    """An element: its tag in lower case, its attributes, and its children in order, text as plain strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def find_all(self, *tags: str) -> list[Node]:
        """The elements below with one of these tags, in order, this one included."""
        own = [self] if self.tag in tags else []
        below = (child for child in self.children if isinstance(child, Node))
        return own + [found for child in below for found in child.find_all(*tags)]


def build_tree(source: str) -> Node:
    """The tree of `source` without comments and without what a browser would hide; raises `DocumentError`."""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("The page cannot be read as HTML; save it from the browser again.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):  # the rest would be lost
        raise DocumentError("The page nests its elements too deeply to be read; save its text to a file.")
    if root is None:
        return Node("")
    return _visible(etree.iterwalk(root, events=("start", "end")), Looks(_sheet(root)))


def _sheet(root: Any) -> Sheet:
    linked = (element.get("rel", "").lower().split() for element in root.iter("link"))
    sheet = Sheet(is_whole=not any("stylesheet" in rel for rel in linked))
    for element in root.iter("style"):
        sheet.add(element.text or "", certain=element.get("media", "").lower() in _SHOWN_MEDIA)
    return sheet


def _visible(events: Iterable[tuple[str, Any]], looks: Looks) -> Node:
    top = Node("")
    stack = [(top, looks.first)]
    hidden = 0  # how many elements are open from the hidden one on
    for event, element in events:
        if event == "start":
            look = stack[-1][1] if hidden else looks.of(_tag(element), element.attrib, stack[-1][1])
            if hidden or look.is_gone or _is_hidden(element):
                hidden += 1
            else:
                stack.append((_opened(element, stack[-1][0], len(stack), look), look))
            continue
        if hidden:
            hidden -= 1
        else:
            stack.pop()
        node, look = stack[-1]
        if not hidden and element.tail and look.is_seen:
            node.children.append(element.tail)
    return top


def _opened(element: Any, parent: Node, depth: int, look: Look) -> Node:
    node = Node(_tag(element), dict(element.attrib.items())) if depth < _MAX_DEPTH else parent
    if node is not parent:
        parent.children.append(node)
    if element.text and look.is_seen:
        node.children.append(element.text)
    return node


def _is_hidden(element: Any) -> bool:
    return _tag(element) in _UNSEEN or "hidden" in element.attrib or element.get("role") == "navigation"


def _tag(element: Any) -> str:
    return str(element.tag).lower()


@dataclass(frozen=True, slots=True)
class Look:
    """How the text of an element looks; a colour that is not to be told is None.

    `is_gone` holds for all that is below the element, the rest until an element below says otherwise.
    """

    colour: Colour | None = BLACK
    ground: Colour | None = WHITE
    size_px: float = _DEFAULT_PX
    opacity: float = 1.0
    is_gone: bool = False
    is_invisible: bool = False

    @property
    def is_seen(self) -> bool:
        if self.is_gone or self.is_invisible or self.size_px < _LEAST_PX:
            return False
        return self.colour is None or self.ground is None or stands_out(self.colour, self.ground)


@dataclass(slots=True)
class Looks:
    """The looks of the elements of a page with this style sheet; equal elements are worked out once."""

    sheet: Sheet
    _known: dict[tuple[object, ...], Look] = field(default_factory=dict)

    @property
    def first(self) -> Look:
        return Look() if self.sheet.is_whole else Look(colour=None, ground=None)

    def of(self, tag: str, attributes: Mapping[str, str], above: Look) -> Look:
        if not attributes and self.sheet.is_empty and tag not in _OF_ITS_OWN:
            return above
        looks = tuple(item for item in attributes.items() if item[0] in _ATTRIBUTES)
        known = self._known.get((tag, above, looks))
        if known is None:
            known = self._known[tag, above, looks] = _look(tag, dict(looks), above, self.sheet)
        return known


def _look(tag: str, attributes: Mapping[str, str], above: Look, sheet: Sheet) -> Look:
    if tag == "title":
        return Look()
    if sheet.is_empty and tag not in _OF_ITS_OWN and not attributes:
        return above
    names = names_of(tag, attributes)
    styles = _of_attributes(tag, attributes) | dict(
        sheet.declarations_for(names, attributes.get("style", ""))
    )
    if not sheet.is_whole and len(names) > 1:  # a sheet from elsewhere may colour what has a class or an id
        above = replace(above, colour=None, ground=None)
    size = _size(styles, above.size_px)
    opacity = above.opacity * _opacity(styles)
    return Look(
        colour=_text_colour(tag, styles, above),
        ground=_ground(tag, styles, above),
        size_px=size,
        opacity=opacity,
        is_gone=above.is_gone or styles.get("display") == "none" or is_taken_away(styles, size, opacity),
        is_invisible=_is_invisible(styles, above),
    )


def _of_attributes(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """What the attributes of older pages say, as style declarations."""
    styles = {"background-color": attributes.get("bgcolor", "")}
    if attributes.get("background", ""):
        styles["background-image"] = "url()"
    if tag == "font":
        styles["color"] = attributes.get("color", "")
    if tag == "body":
        styles["color"] = attributes.get("text", "")
    return {key: value.strip().lower() for key, value in styles.items() if value.strip()}


def _text_colour(tag: str, styles: Declarations, above: Look) -> Colour | None:
    if any(styles.get(key, "none") not in ("none", "normal", "border-box") for key in _DRAWN_OTHERWISE):
        return None
    written = styles.get("-webkit-text-fill-color", styles.get("color", ""))
    if written in ("", "inherit", "currentcolor"):
        return None if tag in ("a", "mark") and not written else above.colour
    return parse_colour(written)


def _ground(tag: str, styles: Declarations, above: Look) -> Colour | None:
    declared = styles.get("background-color", "")
    if _OVERLAID.search(declared + styles.get("background-image", "")) or tag == "mark":
        return None
    if not declared or declared in ("none", "transparent", "inherit", "initial", "unset"):
        return None if styles.get("position") in ("absolute", "fixed") else above.ground
    colours = [colour for word in _COLOUR.findall(declared) if (colour := parse_colour(word))]
    if not colours:
        return None
    if colours[-1].alpha == 1:
        return colours[-1]
    return colours[-1].over(above.ground) if above.ground else None


def _size(styles: Declarations, above_px: float) -> float:
    written = styles.get("font-size", "inherit")
    for number, unit in LENGTH.findall(written):
        if unit or float(number) == 0:  # in the shorthand, a weight may stand before the size
            return in_px(number, unit, above_px)
    return above_px if written in ("inherit", "smaller", "larger") else _DEFAULT_PX


def _opacity(styles: Declarations) -> float:
    match = LENGTH.fullmatch(styles.get("opacity", ""))
    if match is None:
        return 1.0
    return min(1.0, float(match[1]) / (100 if match[2] == "%" else 1))


def _is_invisible(styles: Declarations, above: Look) -> bool:
    written = styles.get("visibility", "inherit")
    return above.is_invisible if written == "inherit" else written in ("hidden", "collapse")
