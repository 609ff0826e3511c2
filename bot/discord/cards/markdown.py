"""The parts of a card as Discord's markdown, with every word that is not the bot's escaped."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.discord.cards.models import Excerpt, Line, NearLine, SourceLine, Voice
from bot.discord.cards.text import ELLIPSIS, clean, cut, escape, in_line

# Characters: of a title or section; of the words around a quotation.
_TITLE = 120
_NEAR = 300
_LINK = 512
# A longer quotation stands alone and plain: it says enough, and may have to be cut.
_BOLD = 600
# So long may be what is pointed out within a quotation.
_POINTED_OUT = 200


def head_of(title: str, framing: str, *, leads_in: bool) -> str:
    """The first words of a card; `leads_in` where their first line only says how to read what follows.

    That line is in small print, and what is told behind it are warnings.
    """
    parts = [f"### {in_line(title, _TITLE)}"] if title else []
    first, _, others = framing.partition("\n")
    if not leads_in:
        return "\n".join(filter(None, (*parts, escape(framing))))
    warnings = (f"⚠️ {escape(line)}" for line in others.split("\n") if line.strip())
    return "\n".join(filter(None, (*parts, small(first), *warnings)))


def small(text: str) -> str:
    return "\n".join(f"-# {line}" for line in escape(text).split("\n") if line.strip())


def notice_text(notice: str) -> str:
    return "\n".join(f"-# ℹ️ {line}" for line in escape(notice).split("\n") if line.strip())


def body_of(lines: tuple[Line, ...]) -> str:
    """The lines of a card; a document's words are quotations, with a blank line where one ends."""
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        text += _between(before, line) + _written(line)
    return text


def source_text(source: SourceLine) -> str:
    """Where a quotation stands, and its words where they are wanted."""
    number = f"[{source.n}] " if source.n else ""
    place = [in_line(part, _TITLE) for part in (source.section, source.page, source.date) if part]
    if source.tag:
        place.append(
            f"⚠️ {in_line(source.tag, _TITLE)}" if source.superseded_by else in_line(source.tag, _TITLE)
        )
    lines = [f"**{number}{in_line(source.title, _TITLE) or ELLIPSIS}**"]
    if place:
        lines.append("-# " + " · ".join(place))
    if source.excerpt is not None:
        lines.append(_excerpt(source.excerpt))
    return "\n".join(filter(None, lines))


def near_text(near: NearLine) -> str:
    place = f"\n-# {in_line(near.section, _TITLE)}" if near.section else ""
    words = _quoted(escape(cut(clean(near.text), _NEAR)))
    return f"**{in_line(near.title, _TITLE) or ELLIPSIS}**{place}\n{words}"


def link_of(url: str) -> str:
    """The address where it is one of the web that a button takes, else nothing."""
    is_web = url.startswith(("https://", "http://")) and len(url) <= _LINK
    is_safe = is_web and not any(letter in '<>"\\`|' or letter.isspace() for letter in url)
    return url if is_safe and _leads_somewhere(url) else ""


def _leads_somewhere(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return False
    return any(letter.isalnum() for letter in parts.hostname or "")


def _between(before: Line | None, line: Line) -> str:
    if before is None:
        return ""
    ends = before.voice is Voice.DOCUMENT or (before.voice is Voice.ASIDE and line.voice is Voice.MODEL)
    return "\n\n" if ends else "\n"


def _written(line: Line) -> str:
    marks = " " + "".join(f"[{mark}]" for mark in line.marks) if line.marks else ""
    if line.voice is Voice.OWN:
        return line.text + marks
    if line.voice is Voice.ASIDE:
        return small(line.text)
    icon = f"{line.icon} " if line.icon else ""
    if line.voice is Voice.DOCUMENT:
        return _quoted(icon + _pointed_out(line) + marks)
    return icon + escape(line.text) + marks


def _pointed_out(line: Line) -> str:
    """A document's words, with the answer among them in bold where it is short and not all of them."""
    start, end = line.answer or (0, 0)
    words = line.text[start:end]
    exact = escape(words)
    if not exact or "\n" in exact or len(words) > _POINTED_OUT or words == line.text:
        return escape(line.text)
    return _around(line.text[:start], f"**{exact}**", line.text[end:])


def _excerpt(excerpt: Excerpt) -> str:
    """The words of a document in one quotation, the exact ones in bold between those around them."""
    words = clean(excerpt.words)
    if len(words) > _BOLD:
        return _quoted(escape(words))
    before, after = excerpt.before, excerpt.after
    exact = escape(words)
    if words and (before.strip() or after.strip()):
        exact = "\n".join(f"**{line}**" for line in exact.split("\n") if line.strip())
    return _quoted(_around(before, exact, after))


def _around(before: str, written: str, after: str) -> str:
    """What is already written, between the words that stand around it."""
    gaps = _gap(before[len(before.rstrip()) :]), _gap(after[: len(after) - len(after.lstrip())])
    return escape(before) + gaps[0] + written + gaps[1] + escape(after)


def _gap(blanks: str) -> str:
    """What stands between two parts of a text that stand apart by these blanks."""
    return "\n" if "\n" in blanks else blanks[:1]


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n") if line.strip())
