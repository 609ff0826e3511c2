"""What a person sees: the quotation in its own place, and document ids that can be copied."""

from __future__ import annotations

import io
from typing import Literal

import pytest
from rich.console import Console

from bot.cli.show import show_documents, show_reply
from bot.models import Answer, Citation, Language, Mode, NearPassage
from ingest.index.catalog import CatalogEntry
from ingest.models import Metadata

_QUOTE = "The fee is 5 dollars."
_STORED = f"For boats: {_QUOTE} Paid at noon. For cars: {_QUOTE} Paid at night."
_LONG = "agreements/technology-prosperity-deal-of-the-republic-of-korea-and-the-united-states.md"


def _console(width: int = 1000, *, has_colours: bool = False) -> Console:
    color_system: Literal["truecolor"] | None = "truecolor" if has_colours else None
    return Console(file=io.StringIO(), width=width, color_system=color_system, force_terminal=has_colours)


def _text(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _near(start: int, end: int, document: str = "fees.md") -> NearPassage:
    return NearPassage(
        document=document, title="Fees", section="", score=1, start=start, text=_STORED[start:end]
    )


def _answer(start: int, *passages: NearPassage) -> Answer:
    end = start + len(_QUOTE)
    place = {"document": "fees.md", "title": "Fees", "section": "", "page": None, "url": "", "date": None}
    citation = Citation.model_validate(
        {"n": 1, "quote": _STORED[start:end], "start": start, "end": end, **place}
    )
    return Answer(
        language=Language.ENGLISH, framing="", text="", citations=(citation,), passages=passages, confidence=1
    )


@pytest.mark.parametrize("is_split", [True, False])
def test_a_sentence_that_stands_twice_is_shown_where_it_was_found(is_split: bool) -> None:
    second = _STORED.rindex(_QUOTE)
    middle = _STORED.index("For cars")
    passages = (_near(0, middle), _near(middle, len(_STORED))) if is_split else (_near(0, len(_STORED)),)
    console = _console(has_colours=True)
    show_reply(console, _answer(second, _near(0, len(_STORED), "other.md"), *passages))
    before, _, after = _text(console).rpartition(_QUOTE)
    assert "For cars: \x1b[" in before
    assert "Paid at night." in after
    assert "Paid at noon." not in after


def test_a_quotation_from_a_passage_that_is_not_shown_stands_alone() -> None:
    console = _console()
    show_reply(console, _answer(_STORED.rindex(_QUOTE), _near(0, 40)))
    assert "For boats" not in _text(console)
    assert _text(console).count(_QUOTE) == 2


def test_the_ids_of_documents_stay_whole_in_80_columns() -> None:
    entries = [
        CatalogEntry(name, "", Metadata(title="A title of some length"), "1a2b3c4d", 12345)
        for name in ("harbour.md", "reports/2026/harbour-agreement-final.md", _LONG)
    ]
    console = _console(80)
    show_documents(console, entries)
    lines = _text(console).splitlines()
    assert all(entry.id in lines for entry in entries)
    assert "A title of some length · public · 12345 chunks · version 1a2b3c4d" in lines[1]


def test_what_is_known_only_at_the_end_stands_below_what_was_streamed() -> None:
    # One sentence came; then the model broke off, and the documents' own words follow the line that says so.
    reply = _answer(0).model_copy(
        update={
            "framing": "Written by a model:\nNote: Fees has been superseded by New fees.",
            "notice": "It broke off. Own words follow.",
            "mode": Mode.MIXED,
            "text": f"A boat pays. [1]\n{_QUOTE} [1]",
            "written": 1,
        }
    )
    console = _console()
    show_reply(console, reply, already=1)
    note, notice, border, own, *_ = _text(console).splitlines()
    assert note == "Note: Fees has been superseded by New fees."
    assert notice == "It broke off. Own words follow."
    assert border == "From here on, the documents' own words:"
    assert own == f"{_QUOTE} [1]"


def test_in_an_answer_of_both_a_line_says_where_the_models_words_end() -> None:
    text = f"A boat pays. [1]\n{_QUOTE} [1]"
    reply = _answer(0).model_copy(update={"mode": Mode.MIXED, "text": text, "written": 1})
    console = _console()
    show_reply(console, reply)
    shown = _text(console)
    assert shown.index("A boat pays.") < shown.index("From here on") < shown.index(_QUOTE)


def test_the_answer_itself_stands_out_in_its_sentence() -> None:
    console = _console(has_colours=True)
    first = _STORED.index(_QUOTE)
    answer = _answer(first)
    start = first + _QUOTE.index("5 dollars")
    span = {"span_start": start, "span_end": start + len("5 dollars")}
    citation = answer.citations[0].model_copy(update=span)
    show_reply(console, answer.model_copy(update={"citations": (citation,)}))
    assert "\x1b[1mThe fee is \x1b[0m\x1b[1;4m5 dollars\x1b[0m\x1b[1m.\x1b[0m" in _text(console)
