"""Writes messages as HTML in Discord's look, from the very values that Discord would be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from bot.discord.cards.model import Rendered
from bot.discord.cards.preview.markdown import Kind, Node, read

_TAGS = {
    Kind.STRONG: "strong",
    Kind.UNDERLINED: "u",
    Kind.EMPHASIS: "em",
    Kind.STRUCK: "s",
    Kind.QUOTE: "blockquote",
    Kind.SMALL: "small",
}
_CLASSES = {Kind.MENTION: "mention", Kind.EMOJI: "mention", Kind.TIME: "mention", Kind.SPOILER: "spoiler"}
_STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}
_ROW, _BUTTON, _SECTION, _TEXT, _FILE, _RULE, _CONTAINER = 1, 2, 9, 10, 13, 14, 17

Json = Mapping[str, Any]


def message(rendered: Rendered, name: str, time: str) -> str:
    """One message of the bot's, or the messages of a plain one; `time` is the hour that stands beside it."""
    texts = [rendered.content] if rendered.content else []
    plain = "".join(f'<div class="text">{marked_up(each)}</div>' for each in [*texts, *rendered.more])
    components: Sequence[Json] = rendered.view.to_components() if rendered.view else []
    shown = "".join(component(each, dict(rendered.files)) for each in components)
    files = "" if rendered.content is None else "".join(_file(file, text) for file, text in rendered.files)
    return (
        f'<article class="message"><div class="avatar" aria-hidden="true">C</div><div class="said"><header>'
        f'<b>{escape(name)}</b><span class="app">APP</span><time>{escape(time)}</time></header>'
        f"{plain}{files}{shown}</div></article>"
    )


def component(what: Json, files: Mapping[str, str]) -> str:
    """A component as it is sent; `files` are the attachments by their names."""
    kind = what["type"]
    if kind == _TEXT:
        return f'<div class="text">{marked_up(what["content"])}</div>'
    if kind == _RULE:
        return "<hr>"
    if kind == _BUTTON:
        return _button(what)
    if kind == _FILE:
        name = what["file"]["url"].removeprefix("attachment://")
        return _file(name, files[name])
    if kind not in (_SECTION, _ROW, _CONTAINER):
        raise ValueError(f"there is no component of type {kind} on a card")
    inside = "".join(component(each, files) for each in what["components"])
    if kind == _SECTION:
        return f'<div class="section"><div>{inside}</div>{component(what["accessory"], files)}</div>'
    if kind == _ROW:
        return f'<div class="row">{inside}</div>'
    return f'<div class="container" style="--accent:#{what["accent_color"]:06x}">{inside}</div>'


def marked_up(text: str) -> str:
    """Discord's markdown as HTML."""
    return "".join(_node(each) for each in read(text)).replace("\n", "<br>")


def _node(node: Node) -> str:
    inside = "".join(_node(each) for each in node.inside)
    value = escape(node.value)
    if node.kind in _TAGS:
        return f"<{_TAGS[node.kind]}>{inside}</{_TAGS[node.kind]}>"
    if node.kind is Kind.HEADING:
        return f"<h{len(node.value)}>{inside}</h{len(node.value)}>"
    if node.kind is Kind.ITEM:
        return f'<div class="item">{"•" if value in "-*" else value} {inside}</div>'
    if node.kind is Kind.LINK:
        return f'<a href="{value}" rel="noreferrer">{inside or value}</a>'
    if node.kind in (Kind.CODE, Kind.CODE_BLOCK):
        return f"<code>{value}</code>"
    return f'<span class="{_CLASSES[node.kind]}">{value}{inside}</span>' if node.kind in _CLASSES else value


def _button(button: Json) -> str:
    emoji, label = (button.get("emoji") or {}).get("name") or "", button.get("label") or ""
    shown = " ".join(escape(each) for each in (emoji, label) if each)
    kind = _STYLES[button["style"]]
    if kind == "link":
        return f'<a class="button link" href="{escape(button["url"])}" rel="noreferrer">{shown}<i> ↗</i></a>'
    return f'<span class="button {kind}" title="{escape(button["custom_id"])}">{shown}</span>'


def _file(name: str, text: str) -> str:
    size = f"{len(text.encode()) / 1000:.1f} kB"
    return (
        f'<details class="file"><summary><b>{escape(name)}</b><span>{size}</span></summary>'
        f"<pre>{escape(text)}</pre></details>"
    )


def figures(named: Sequence[tuple[str, str, str]]) -> str:
    """Cards with what they show, each laid out and plain beside it."""
    return "".join(
        f'<section class="card"><h2>{escape(name)}</h2><div class="both"><div>{laid_out}</div>'
        f'<div class="plain">{plain}</div></div></section>'
        for name, laid_out, plain in named
    )
