"""Parses HTML into a plain tree of what is visible; the only file that knows lxml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import DocumentError
from ingest.parsers.css import Sheet
from ingest.parsers.html_look import Look, Looks

_UNSEEN = frozenset(
    {"script", "style", "nav", "template", "noscript", "svg", "iframe", "object", "select", "button",
     "textarea", "canvas", "audio", "video", "datalist"}
)  # fmt: skip
_SHOWN_MEDIA = frozenset({"", "all", "screen"})
_MAX_DEPTH = 100  # deeper elements are hung up here, which keeps whoever walks the tree from overflowing


@dataclass(slots=True)
class Node:
    """An element: its tag in lower case, its attributes, and its children in order, text as plain strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def text(self) -> str:
        """All the text below, as it stands in the source."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def find_all(self, *tags: str) -> list[Node]:
        """The elements below with one of these tags, in order, this one included."""
        own = [self] if self.tag in tags else []
        below = (child for child in self.children if isinstance(child, Node))
        return own + [found for child in below for found in child.find_all(*tags)]


def parse_html(source: str) -> Node:
    """The tree of `source` without comments and without what a browser would hide; raises `DocumentError`."""
    from lxml import etree  # type: ignore[import-untyped]

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
