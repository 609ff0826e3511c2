"""What a card says, before anything is drawn: plain values, with every text still as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import discord

from bot.models import Language


class Tone(StrEnum):
    """What kind of card it is; it has the colour of its kind."""

    ANSWER = "answer"
    UNSURE = "unsure"
    REFUSAL = "refusal"
    WORKING = "working"
    NOTICE = "notice"
    ERROR = "error"
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


class Action(StrEnum):
    """What can be done with an answer; the value stands in the button's name."""

    SOURCES = "src"
    SHARE = "share"
    HELPFUL = "up"
    NOT_HELPFUL = "down"


class Voice(StrEnum):
    """Whose words a line is in: the documents', a language model's, or the bot's own, large or small."""

    DOCUMENT = "document"
    MODEL = "model"
    OWN = "own"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Line:
    """Some words with the numbers of the sources behind them; `icon` stands before them.

    `answer` is the range in a document's words, in characters, of what in them is the answer itself.
    """

    text: str
    marks: tuple[int, ...] = ()
    voice: Voice = Voice.OWN
    icon: str = ""
    answer: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The exact words of a document, between those that stand around them."""

    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a quotation stands, in words for people; `n` is its number in the text, 0 for none.

    `superseded_by` is the id of the document that replaced this one, `tag` a word of the bot's about it.
    """

    n: int
    title: str
    section: str = ""
    page: str = ""
    date: str = ""
    url: str = ""
    superseded_by: str = ""
    tag: str = ""
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class NearLine:
    """A passage that came near without saying what was asked."""

    title: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One message of the bot; `language` is that of buttons and small print.

    `title`, `framing`, `notice` and `footer` are the bot's own words, though they may name documents.
    """

    tone: Tone
    language: Language = Language.ENGLISH
    title: str = ""
    framing: str = ""
    lines: tuple[Line, ...] = ()
    notice: str = ""
    sources: tuple[SourceLine, ...] = ()
    near: tuple[NearLine, ...] = ()
    footer: str = ""
    actions: tuple[Action, ...] = ()
    answer_id: str = ""
    owner: int = 0


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as discord.py takes it: a laid out `view`, or plain `content` with its buttons as `view`.

    `files` are names with their text.
    """

    view: discord.ui.LayoutView | discord.ui.View | None = None
    content: str | None = None
    files: tuple[tuple[str, str], ...] = ()
