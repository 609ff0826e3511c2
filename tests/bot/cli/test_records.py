"""Every answer has an id under which it can be shown whole and asked again."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console

from bot.cli.edge import printable
from bot.cli.records import record_values, show_differences, show_record
from bot.models import Language, Turn
from bot.storage.record import KeptWithheld, Record
from bot.storage.replay import differences
from tests.bot.cli.conftest import Terminal
from tests.bot.documents import HARBOUR
from tests.bot.storage.samples import QUOTE, SHOWN, answer, citation, near, passage, record, refusal

pytestmark = pytest.mark.slow

_FUND = "How much does the harbour fund hold?"


@pytest.fixture
def harbour(tmp_path: Path) -> Terminal:
    """A folder of its own with a document indexed."""
    terminal = Terminal(tmp_path)
    terminal.write("documents/harbour.md", HARBOUR)
    assert terminal.ingest().status == 0
    return terminal


def answered(terminal: Terminal, *more: str) -> str:
    """The id of an answer."""
    ended = terminal.concord("ask", "--json", *more, _FUND)
    return str(json.loads(ended.out)["answer_id"])


@pytest.mark.slow
def test_a_record_shows_how_the_answer_came_about(harbour: Terminal) -> None:
    assert "concord show " in harbour.concord("ask", _FUND).out
    ended = harbour.concord("show", answered(harbour))
    assert ended.status == 0, ended
    assert all(words in ended.out for words in (_FUND, "harbour.md", "90 million dollars"))
    values = json.loads(harbour.concord("show", "--json", answered(harbour)).out)
    assert values["question"] == _FUND
    assert values["passages"][0]["document"] == "harbour.md"
    assert values["timings_ms"]["find"] > 0


@pytest.mark.slow
def test_asked_again_only_what_changed_in_the_documents_differs(harbour: Terminal) -> None:
    identifier = answered(harbour)
    assert json.loads(harbour.concord("replay", "--json", identifier).out)["differences"] == []
    harbour.write("documents/harbour.md", HARBOUR.replace("90 million", "95 million"))
    assert harbour.ingest().status == 0
    ended = harbour.concord("replay", identifier)
    assert ended.status == 0
    assert "95 million" in ended.out
    assert json.loads(harbour.concord("replay", "--json", identifier).out)["differences"]


@pytest.mark.slow
def test_an_answer_to_staff_is_shown_to_staff_alone(harbour: Terminal) -> None:
    identifier = answered(harbour, "--audience", "staff")
    assert "no record" in harbour.problem("show", identifier)
    assert harbour.concord("show", "--audience", "staff", identifier).status == 0


@pytest.mark.parametrize(("audience", "status"), [("staff", 0), ("stafff", 1)])
@pytest.mark.slow
def test_what_may_be_for_staff_by_now_is_no_longer_shown_to_the_public(
    harbour: Terminal, audience: str, status: int
) -> None:
    harbour.write("documents/other.md", HARBOUR.replace("harbour", "lighthouse"))
    assert harbour.ingest().status == 0
    identifier = answered(harbour)
    harbour.write("documents/harbour.md", HARBOUR.replace("---\n", f"---\naudience: {audience}\n", 1))
    assert harbour.ingest().status == status
    assert harbour.concord("show", identifier).status == 1
    assert harbour.concord("replay", identifier).status == 1
    assert harbour.concord("show", "--audience", "staff", identifier).status == 0


@pytest.mark.slow
def test_who_has_their_answers_forgotten_leaves_none_that_were_asked_again(harbour: Terminal) -> None:
    again = json.loads(harbour.concord("replay", "--json", answered(harbour)).out)["replayed"]
    assert harbour.concord("show", again).status == 0
    forgotten = harbour.concord("chat", typed="/forget\n").out
    assert "the records of 2 answers" in forgotten
    assert harbour.concord("show", again).status == 1


@pytest.mark.parametrize("command", ["show", "replay"])
@pytest.mark.slow
def test_an_id_that_does_not_exist_is_named(harbour: Terminal, command: str) -> None:
    assert "zzzzzzzz" in harbour.problem(command, "zzzzzzzz")


@pytest.mark.slow
def test_without_records_an_answer_has_no_id(harbour: Terminal) -> None:
    harbour.write("concord.toml", "[records]\nkeep_days = 0\n")
    assert answered(harbour) == ""
    assert not (harbour.folder / ".concord" / "concord.sqlite").exists()


ID = "0a1b2c3d"


def screen(width: int = 200, color_system: Literal["truecolor"] | None = "truecolor") -> Console:
    is_terminal = color_system is not None
    return Console(file=io.StringIO(), width=width, force_terminal=is_terminal, color_system=color_system)


def written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def shown(kept: Record, width: int = 200) -> str:
    console = screen(width, color_system=None)
    show_record(console, kept)
    return written(console)


def lines(kept: Record) -> list[str]:
    return [" ".join(line.split()) for line in shown(kept).splitlines()]


def test_all_that_is_kept_is_shown() -> None:
    kept = record(documents=("harbour.md",), language=Language.KOREAN, fallback="timeout").named(ID)
    for line in (
        f"Answer {ID}",
        "Asked 2026-03-01 12:00:00 UTC · terminal · public",
        "Question How much does it hold?",
        "Understood as How much does the harbour fund hold?",
        "After What is the harbour fund? · A fund.",
        "Only in harbour.md",
        "Framed in ko",
        "Index 20260301-1",
        "Model openai/gpt-5",
        "Prompts answer version 1, condense version 1",
        "Tokens 800 read, 40 written",
        "Cost 0.0012",
        "Own words given because timeout",
        "Confidence 0.80",
        "Milliseconds find 12.5, write 900.0",
        "Settings answer.refuse_below = 0.12, retrieval.top = 8",
        "1. 0.900 harbour.md Harbour > Fund · characters 40 to 82, version 1a2b3c4d",
        "3. 0.900 ferry.md Harbour > Fund · characters 40 to 82, version ffff0000",
        "It holds 95 million. a figure · 95 million",
    ):
        assert line in lines(kept)
    assert SHOWN in shown(kept)
    assert QUOTE in shown(kept)


def test_what_there_was_not_is_not_shown() -> None:
    nothing = {"turns": (), "model": "", "prompts": {}, "withheld": (), "passages": ()}
    bare = record(standalone="How much does it hold?", reply=refusal(), **nothing)
    for word in ("Understood", "After", "Only in", "Framed", "Prompts", "Tokens", "Cost", "Own words"):
        assert word not in shown(bare)
    assert "Withheld" not in shown(bare)
    assert "The documents do not say." in shown(bare)
    assert "Model none" in lines(bare)


def spoilt(text: str) -> Record:
    """A record with this text wherever somebody else's words may stand."""
    reply = answer(
        text=f"{text} [1]",
        framing=text,
        notice=text,
        citations=(citation(quote=text).model_copy(update={"title": text, "url": text, "section": text}),),
        passages=(near(text),),
    )
    return record(
        surface=text,
        question=text,
        standalone=f"{text}?",
        turns=(Turn(text, text),),
        documents=(text,),
        index=text,
        model=text,
        prompts={text: 1},
        passages=(passage(text, section=text, version=text),),
        shown=(text,),
        withheld=(KeptWithheld(text=text, reason=text, detail=text),),
        fallback=text,
        reply=reply,
        timings_ms={text: 1.0},
        settings={text: text},
    )


def test_brackets_are_shown_as_they_are() -> None:
    text = "[/x] is [red]red[/red] [1]"
    # In the record 19 times: surface, question, standalone, a turn's two, document, index, model, prompt,
    # fallback, timing, a setting's two, a passage's three, a withheld sentence's three. In the reply 7 times:
    # framing, sentence, notice, and of its source title, section, quotation and address.
    assert shown(spoilt(text), width=1000).count(text) == 19 + 7


_CONTROLS = [
    "\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;http://evil.example\x1b\\link", "\x9b2J", "a\rb", "a\x08b",
    "\x00\x7f", "\u202efed", "\u2066x", "\udc9b",
]  # fmt: skip


@pytest.mark.parametrize("text", _CONTROLS)
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    console = screen()
    show_record(console, spoilt("safe"))
    before, after = spoilt(text), record(question=text, model=text)
    show_record(console, before)
    show_differences(console, before, after, differences(before, after))
    printed = written(console)
    printed.encode()
    assert text not in printed
    control = {each for each in printed if each < " " or "\x7f" <= each < "\xa0" or each in "\u202e\u2066"}
    assert control <= {"\n", "\x1b"}
    # What escape sequences are left are rich's own for colours.
    assert all(
        rest.startswith("[") and rest.split("m")[0][1:].replace(";", "").isdigit()
        for rest in printed.split("\x1b")[1:]
    )


def test_a_picture_takes_the_place_of_a_control_character_and_all_others_stay_whole() -> None:
    assert printable("\x1b[0m\x00\x7f\x9b\u202e\n\t가") == "␛[0m␀␡\ufffd\ufffd\n\t가"
    text = "👩‍🚀 é é 한글 नि"
    assert printable(text) == text


def differing(before: Record, after: Record) -> list[str]:
    console = screen(color_system=None)
    show_differences(console, before, after, differences(before, after))
    return [line.rstrip() for line in written(console).splitlines()]


def test_the_differences_stand_under_their_topics() -> None:
    assert differing(record().named(ID), record(model="", index="next").named("zzzzzzzz")) == [
        f"{ID} of 2026-03-01 12:00:00 UTC, asked again as zzzzzzzz",
        "Index",
        "    The version of the index was 20260301-1 and is now next.",
        "Model",
        "    The language model was openai/gpt-5 and is now none.",
    ]
    assert "Nothing that matters differs." in differing(record(), record())


def test_machines_get_all_of_a_record_but_what_utf_8_cannot_write() -> None:
    kept = record().named(ID)
    assert Record.model_validate(json.loads(json.dumps(record_values(kept)))) == kept
    values = record_values(record(question="기금\udc80", prompts={"\ud800": 1}))
    assert json.dumps(values, ensure_ascii=False).encode().decode().count("기금\ufffd") == 1
