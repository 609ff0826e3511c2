"""Lays a card out as blocks that fit into so many characters, whatever shows them in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.discord.cards.markdown import (
    body_of,
    head_of,
    link_of,
    near_text,
    notice_text,
    small,
    source_text,
)
from bot.discord.cards.models import Card, Line, SourceLine, Tone
from bot.discord.cards.text import ELLIPSIS, cut_markdown
from bot.discord.i18n import t

FILE = "answer.md"
# So many sources one card shows at most, and what share of its room they have where the text is long.
MAX_SOURCES = 8
MAX_SOURCES_BESIDE_NEAR = 6
_SOURCES_SHARE = 0.45
# Of the room, what each of the bot's own texts around them may take; and characters to say what is left out.
_OWN_SHARE = 0.15
_NOTES_CHARS = 200


@dataclass(frozen=True, slots=True)
class Text:
    """Some markdown; `link` leads to what it speaks of."""

    markdown: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Separator:
    """A line between two parts."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Where the file with the whole answer is shown."""


Block = Text | Separator | Attachment
Blocks = tuple[Block, ...]


def lay_out(card: Card, max_chars: int, *, writes_links: bool = False, attaches: bool = True) -> Blocks:
    """The card in at most `max_chars`; what does not fit is left to an attachment, if it `attaches` any.

    `writes_links` puts the address of a source into its text.
    """
    if card.tone is Tone.WORKING:
        return _progress(card, max_chars)
    own = int(max_chars * _OWN_SHARE)
    head = _cut(head_of(card.title, card.framing, leads_in=card.tone is Tone.ANSWER), own)
    foot = _cut(notice_text(card.notice), own), _cut(small(card.footer), own)
    room = max_chars - len(head) - sum(map(len, foot)) - _NOTES_CHARS
    middle = _Middle.of(card, writes_links=writes_links)
    shown = middle if middle.fits(room) else middle.within(room)
    rest = [] if shown is middle else _rest(card, middle, shown, attaches=attaches)
    blocks: list[Block] = [*_texts(head, shown.body), *shown.listed(), *rest]
    last = _texts("\n".join(filter(None, foot)))
    if last and len(blocks) > 1:
        blocks.append(Separator())
    return (*blocks, *last) or (Text(ELLIPSIS),)


@dataclass(frozen=True, slots=True)
class _Middle:
    """What stands between the head and the foot: the text, its sources, the passages that came near."""

    body: str
    sources: tuple[Text, ...]
    near: tuple[Text, ...]

    @classmethod
    def of(cls, card: Card, *, writes_links: bool) -> _Middle:
        # A refusal says itself what follows.
        titled = card.near and card.tone is not Tone.REFUSAL
        return cls(
            body_of(card.lines),
            tuple(_source(source, writes_links=writes_links) for source in card.sources),
            (
                *(_texts(small(t("near_title", card.language))) if titled else ()),
                *_texts(*map(near_text, card.near)),
            ),
        )

    @property
    def max_sources(self) -> int:
        return MAX_SOURCES_BESIDE_NEAR if self.near else MAX_SOURCES

    def fits(self, room: int) -> bool:
        size = len(self.body) + _size(self.near) + _size(self.sources)
        return size <= room and len(self.sources) <= self.max_sources

    def within(self, room: int) -> _Middle:
        """As much of it as there is room for: sources have their share, the text the rest."""
        beside = int(room * _SOURCES_SHARE) if self.sources else 0
        near = self.near if _size(self.near) <= room - len(self.body) - beside else ()
        share = max(int(room * _SOURCES_SHARE), room - len(self.body) - _size(near))
        sources = _first(self.sources[: self.max_sources], share)
        return _Middle(cut_markdown(self.body, room - _size(near) - _size(sources)), sources, near)

    def listed(self) -> list[Block]:
        blocks: list[Block] = [Separator(), *self.sources] if self.sources else []
        return [*blocks, Separator(), *self.near] if self.near else blocks


def _progress(card: Card, max_chars: int) -> Blocks:
    """The end of what is written so far, as much as fits, and below it what goes on."""
    state = _cut(small(card.framing), int(max_chars * _OWN_SHARE))
    kept: list[Line] = []
    left = max_chars - len(state) - len(ELLIPSIS) - 1
    for line in reversed(card.lines):
        left -= len(body_of((line,))) + 2
        if left < 0:
            break
        kept.insert(0, line)
    body = body_of(tuple(kept))
    if len(kept) < len(card.lines):
        body = f"{ELLIPSIS}\n{body}"
    return tuple(_texts(body, state)) or (Text(ELLIPSIS),)


def _rest(card: Card, middle: _Middle, shown: _Middle, *, attaches: bool) -> list[Block]:
    """What is left out, with the file that has it where there can be one."""
    if not attaches:
        return [Separator(), Text(small(t("no_files", card.language)))]
    notes = [t("text_goes_on", card.language, file=FILE)] if shown.body != middle.body else []
    missing = len(middle.sources) - len(shown.sources)
    if missing:
        notes.append(t("more_sources", card.language, count=missing, file=FILE))
    return [Separator(), Text(small("\n".join(notes or [FILE]))), Attachment()]


def _source(source: SourceLine, *, writes_links: bool) -> Text:
    text, link = source_text(source), link_of(source.url)
    return Text(f"{text}\n<{link}>") if link and writes_links else Text(text, link)


def _first(sources: Sequence[Text], room: int) -> tuple[Text, ...]:
    """The first sources that fit; of the first one its beginning, where not even that does."""
    ends = accumulate(len(source.markdown) for source in sources)
    fitting = sum(end <= room for end in ends)
    if fitting or not sources:
        return tuple(sources[:fitting])
    return (Text(_cut(sources[0].markdown, room), sources[0].link),)


def _cut(text: str, most: int) -> str:
    return cut_markdown(text, most - 1) + ELLIPSIS if len(text) > most else text


def _size(texts: Sequence[Text]) -> int:
    return sum(len(text.markdown) for text in texts)


def _texts(*texts: str) -> list[Text]:
    return [Text(text) for text in texts if text.strip()]
