"""Shows answers, sources, passages and documents to a person in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.generation.stream import Sentence
from bot.models import Answer, Citation, Language, Mode, NearPassage, Passage, Reply
from ingest.index.catalog import CatalogEntry
from prompts.phrases import phrase

_CONTEXT = 160
_NEAREST = 3


class Streaming:
    """Shows a language model's sentences as they are verified; `shown` counts them."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console = console
        self._language = language
        self.shown = 0

    def __call__(self, sentence: Sentence) -> None:
        """Shows one more, and before the first one how to read them."""
        if not self.shown:
            self._console.print(Text(phrase("prose", self._language), style="dim"))
        self.shown += 1
        self._console.print(_marked(sentence.marked))


def show_reply(console: Console, reply: Reply, *, already: int = 0) -> None:
    """The answer with its numbered sources, or the refusal with the nearest passages.

    `already` says how many of its sentences were shown as they came.
    """
    _show_words(console, reply, already)
    show_sources(console, reply)
    _show_id(console, reply)


def show_brief(console: Console, reply: Reply, *, already: int = 0) -> None:
    """A reply as a conversation shows it: of its sources only the places."""
    _show_words(console, reply, already)
    for citation in reply.citations:
        console.print(Group(*_place(citation, reply.language)))
    _show_id(console, reply)


def show_sources(console: Console, reply: Reply) -> None:
    """What a reply quotes, each in the words around it."""
    for citation in reply.citations:
        console.print(_source(citation, reply))


def show_passages(console: Console, passages: Sequence[Passage]) -> None:
    """What a search found, best first."""
    if not passages:
        console.print(Text("Nothing was found.", style="yellow"))
    for number, each in enumerate(passages, start=1):
        head = f"{number}. {each.title}  ({each.chunk.document}, {each.score:.3f})"
        console.print(_near(head, " > ".join(each.chunk.section), each.chunk.text))


def show_documents(console: Console, entries: Iterable[CatalogEntry]) -> None:
    """The documents that are indexed, each id on a line of its own, which no width breaks."""
    for entry in entries:
        about = entry.metadata
        date = about.date.isoformat() if about.date else ""
        chunks = f"{entry.chunks} chunk{'' if entry.chunks == 1 else 's'}"
        parts = (about.title, date, about.audience.value, chunks, f"version {entry.version}")
        console.print(Text(entry.id, style="bold"), soft_wrap=True)
        console.print(Padding(Text(" · ".join(filter(None, parts)), style="dim"), (0, 0, 0, 4)))


def _show_words(console: Console, reply: Reply, already: int) -> None:
    """What a reply says, but for the sentences that were shown already."""
    if not isinstance(reply, Answer):
        console.print(Text(reply.text, style="yellow"))
        for passage in reply.passages[:_NEAREST]:
            console.print(_near(passage.title, passage.section, passage.text))
        _show_notice(console, reply.notice)
    elif already:
        # What was not known yet when the first sentence came; own words come behind the line that says so.
        for line in reply.framing.split("\n")[1:]:
            console.print(Text(line, style="dim"))
        _show_notice(console, reply.notice)
        for words in _words(reply, already):
            console.print(words)
    else:
        console.print(_answer(reply))
        _show_notice(console, reply.notice)


def _show_notice(console: Console, notice: str) -> None:
    if notice:
        console.print(Text(notice, style="yellow"))


def _show_id(console: Console, reply: Reply) -> None:
    if reply.id:
        console.print(Text(f"concord show {reply.id}", style="dim"))


def _answer(answer: Answer) -> RenderableType:
    if answer.mode is Mode.VERBATIM:
        lines = [Text.assemble(_quoted(each), " ", (f"[{each.n}]", "cyan")) for each in answer.citations]
    else:
        lines = _words(answer, 0)
    return Panel(Group(Text(answer.framing, style="dim"), *lines), border_style="green", padding=(0, 1))


def _quoted(citation: Citation) -> Text:
    """A quotation; what of it is the answer itself stands out."""
    quote = Text(citation.quote, style="bold")
    if citation.span_in_quote is not None:
        quote.stylize("underline", *citation.span_in_quote)
    return quote


def _words(answer: Answer, already: int) -> list[Text]:
    """The lines of an answer but for the first `already`; one between says where a model's words end."""
    lines = [_marked(line) for line in answer.text.split("\n")]
    if answer.mode is Mode.MIXED and answer.written:  # a record from before it was counted has none
        lines.insert(answer.written, Text(phrase("own_words_begin", answer.language), style="dim"))
    return lines[already:]


def _marked(line: str) -> Text:
    """A sentence and the numbers behind it."""
    words = line.rstrip("[]0123456789")
    return Text.assemble((words, "bold"), (line[len(words) :], "cyan"))


def _source(citation: Citation, reply: Reply) -> RenderableType:
    lines = _place(citation, reply.language)
    lines.append(Padding(_in_context(citation, reply.passages), (0, 0, 0, 4)))
    if citation.url:
        lines.append(Padding(Text(citation.url, style="blue", overflow="fold"), (0, 0, 0, 4)))
    return Group(*lines)


def _place(citation: Citation, language: Language) -> list[RenderableType]:
    """Two lines that say where a quotation stands, and in which other documents the same."""
    page = f"p. {citation.page}" if citation.page is not None else ""
    date = citation.date.isoformat() if citation.date else ""
    also = phrase("also_in", language, documents=", ".join(citation.also_in)) if citation.also_in else ""
    place = " · ".join(part for part in (citation.section, page, date, citation.document, also) if part)
    return [
        Text.assemble((f"[{citation.n}] ", "cyan"), (citation.title, "bold")),
        Padding(Text(place, style="dim"), (0, 0, 0, 4)),
    ]


def _in_context(citation: Citation, passages: Sequence[NearPassage]) -> Text:
    """The quote, highlighted between the words that stand around it."""
    for passage in passages:
        at, end = citation.start - passage.start, citation.end - passage.start
        if passage.document == citation.document and at >= 0 and end <= len(passage.text):
            before = passage.text[max(0, at - _CONTEXT) : at]
            after = passage.text[end:][:_CONTEXT]
            return Text.assemble(
                _cut_left(before, at), (citation.quote, "black on yellow"), _cut_right(after)
            )
    return Text(citation.quote, style="black on yellow")


def _cut_left(before: str, at: int) -> str:
    return before if at <= _CONTEXT else "…" + before.partition(" ")[2]


def _cut_right(after: str) -> str:
    return after if len(after) < _CONTEXT else after.rpartition(" ")[0] + "…"


def _near(title: str, section: str, text: str) -> RenderableType:
    short = text if len(text) <= 2 * _CONTEXT else text[: 2 * _CONTEXT].rpartition(" ")[0] + "…"
    return Group(
        Text(title, style="bold"),
        Padding(Text(section, style="dim"), (0, 0, 0, 4)),
        Padding(Text(short), (0, 0, 1, 4)),
    )
