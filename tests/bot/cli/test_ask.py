"""Questions, batches and lists: what cannot be answered gets one sentence, and nothing leaks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.cli.ask import reply_values
from bot.storage.database import FILE
from tests.bot.cli.conftest import Terminal, sentence
from tests.bot.storage.samples import answer, refusal

pytestmark = pytest.mark.slow

_QUESTION = "How much does the harbour fund hold?"
_GOOD = json.dumps({"id": "a", "question": _QUESTION})


@pytest.mark.parametrize(
    ("question", "words"),
    [
        *((text, "") for text in ("", "   ", "\n\t", "?!…", "。、「」", "-----", "🙂🙂")),
        *((text, "2000") for text in ("a" * 100_000, "harbour " * 12_500, "가" * 100_000)),
        ("Combien d'argent contient le fonds du port et quand commence-t-il ?", "Korean"),
        ("港湾基金にはいくらありますか。", "Korean"),
        ("Сколько денег в портовом фонде?", "Korean"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_with_what_can(
    filled: Terminal, question: str, words: str
) -> None:
    (reply,) = filled.lines("ask", "--json", "--", question)
    assert reply["kind"] == "refusal"
    assert words in reply["text"].replace(",", "")


def test_a_document_for_the_staff_is_as_unknown_to_the_public_as_one_that_is_not_there(
    filled: Terminal,
) -> None:
    question = ("ask", "--json", "What is said about the lighthouse?", "--document")
    texts = [filled.lines(*question, name)[0]["text"] for name in ("line.md", "no-such.md")]
    assert "no-such.md" in texts[1]
    assert texts[0].replace("line.md", "X") == texts[1].replace("no-such.md", "X")


def test_what_only_the_staff_may_read_answers_the_staff_alone(filled: Terminal) -> None:
    question = "What figure for the lighthouse is a mistake?"
    assert "77 million" in filled.concord("ask", "--json", question, "--audience", "staff").out
    for command in ("ask", "search"):
        public = filled.concord(command, "--json", question).out
        assert "77" not in public
        assert "line.md" not in public


@pytest.mark.parametrize("command", [("ask", _QUESTION), ("search", "harbour"), ("documents",), ("chat",)])
def test_without_an_index_the_command_that_builds_one_is_named(
    terminal: Terminal, command: tuple[str, ...]
) -> None:
    assert "There is no index yet; run concord-ingest" in terminal.problem(*command)
    assert terminal.concord(*command).out == ""
    assert not (terminal.folder / ".concord").exists()


@pytest.mark.parametrize("hidden", ["no-such.md", "line.md"])
def test_a_search_in_a_document_that_cannot_be_seen_names_it(filled: Terminal, hidden: str) -> None:
    search = ("search", "--document", "harbour.md", "--document", hidden)
    for arguments in (("harbour",), ("--json", "harbour"), ("--file", "-"), ("--", "?!")):
        assert filled.problem(*search, *arguments, typed=_GOOD) == (
            f"There is no document {hidden!r} that you can see; `concord documents` lists them."
        )
    (seen,) = filled.lines("search", "--json", "figure", "--document", "line.md", "--audience", "staff")
    assert [hit["document"] for hit in seen["hits"]] == ["line.md"]


def test_a_search_without_words_finds_nothing_or_says_so(filled: Terminal) -> None:
    assert filled.lines("search", "--json", "?!")[0]["hits"] == []
    assert "nothing to search for" in filled.problem("search", "  ")


def test_an_audience_that_does_not_exist_is_a_wrong_use(filled: Terminal) -> None:
    ended = filled.concord("ask", _QUESTION, "--audience", "press")
    assert ended.status == 2
    assert "public" in ended.err
    assert "staff" in ended.err


def test_a_batch_answers_each_line_in_order(filled: Terminal) -> None:
    lines = (_GOOD, '{"_id": 7, "text": "?"}', json.dumps({"id": "c", "question": _QUESTION, "x": 1}))
    file = filled.write("good.jsonl", "\n\n".join(lines))
    found = filled.lines("ask", "--json", "--file", str(file))
    kinds = [(line["id"], line["kind"]) for line in found]
    assert kinds == [("a", "answer"), ("7", "refusal"), ("c", "answer")]


@pytest.mark.parametrize(
    ("broken", "identifier"),
    [
        ("not json", None),
        ('{"id": "1"}', "1"),
        ('{"question": "no id"}', None),
        ("[]", None),
        ("[" * 100_000, None),
        ('{"id": "1", "question": null}', "1"),
        ('{"_id": 1, "question": "harbour", "turns": null}', "1"),
        ('{"id": "1", "quest', None),
        ('{"id": "1", "question": "harbour \\ud800"}', "1"),
        ('{"id": "\\ud800", "question": "harbour"}', None),
        ('{"id": true, "question": "harbour"}', None),
    ],
)
def test_a_broken_line_of_a_batch_gets_a_line_of_its_own_and_the_others_are_answered(
    filled: Terminal, broken: str, identifier: str | None
) -> None:
    for command in ("ask", "search"):
        ended = filled.concord(command, "--json", "--file", "-", typed=f"{_GOOD}\n{broken}\n{_GOOD}\n")
        found = [json.loads(line) for line in ended.out.splitlines()]
        assert [line["id"] for line in found] == ["a", identifier, "a"]
        assert found[1].keys() == {"id", "kind", "text"}
        assert found[1]["kind"] == "error"
        assert sentence(found[1]["text"]).startswith("Line 2 is not a question; write it like ")
        assert found[0].keys() == found[2].keys() > {"id"}
        assert ended.status == 1
        assert sentence(ended.err).startswith("1 of 3 lines could not be answered")


@pytest.mark.parametrize("file", ["no-such.jsonl", "documents"])
def test_a_batch_file_that_is_missing_or_a_folder_is_named(filled: Terminal, file: str) -> None:
    problem = filled.problem("ask", "--file", file)
    assert f"{file} cannot be opened; check the path and its permissions." in problem


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_batch_is_in_utf_8_with_a_mark_or_without(filled: Terminal, command: str) -> None:
    old = f"{_GOOD}\n".encode() + '{"id": "b", "question": "항만 기금은 얼마인가?"}\n'.encode("cp949")
    for file in (str(filled.write("old.jsonl", old)), "-"):
        assert "UTF-8" in filled.problem(command, "--json", "--file", file, typed=old)
    (line,) = filled.lines(command, "--json", "--file", "-", typed=b"\xef\xbb\xbf" + _GOOD.encode())
    assert line["id"] == "a"


def test_a_server_that_is_gone_ends_a_question_with_one_sentence(terminal: Terminal) -> None:
    terminal.write("documents/a.md", "A harbour.\n")
    assert terminal.ingest().status == 0
    terminal.write("concord.toml", '[index]\nchroma_url = "http://127.0.0.1:9"\n')
    assert terminal.problem("ask", _QUESTION) == (
        "The Chroma server at http://127.0.0.1:9 does not answer; start it and try again."
    )
    batch = terminal.concord("ask", "--file", "-", typed=f"{_GOOD}\n{_GOOD}\n")
    assert batch.status == 1
    assert sentence(batch.err).startswith("2 of 2 lines could not be answered")
    assert [json.loads(line)["kind"] for line in batch.out.splitlines()] == ["error", "error"]


def test_the_documents_are_listed_for_each_audience(filled: Terminal) -> None:
    public = filled.concord("documents").out
    assert "The harbour agreement" in public
    assert "2026-03-02" in public
    assert "line.md" not in public
    staff = filled.lines("documents", "--json", "--audience", "staff")
    listed = [(line["id"], line["audience"], line["chunks"]) for line in staff]
    assert listed == [("harbour.md", "public", 2), ("line.md", "staff", 1)]
    assert all(len(line["version"]) == 8 for line in staff)


_TEXT = """---
title: 'On [/annex] and [red]lamps[/red]'
---

# Lamps [/x]

The [/b] lamp of the harbour is [red] by rule [/1].
"""


@pytest.fixture(scope="module")
def bracketed(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    terminal = Terminal(tmp_path_factory.mktemp("bracketed"))
    terminal.write("documents/[old]lamps.md", _TEXT)
    (terminal.folder / "documents" / "[/x]").mkdir(parents=True)
    terminal.write("documents/[/x]/empty.md", "")
    return terminal


def test_brackets_survive_in_the_table_of_an_ingest(bracketed: Terminal) -> None:
    ended = bracketed.ingest()
    assert ended.status == 1
    assert " [old]lamps.md " in ended.out
    assert " [/x]/empty.md " in ended.out


def test_brackets_survive_in_answers_passages_and_lists(bracketed: Terminal) -> None:
    bracketed.ingest("--quiet")
    for command in (
        ("ask", "Which lamp of the harbour is red by rule?"),
        ("ask", "Who won the chess final in 1972?"),
        ("search", "lamp"),
    ):
        ended = bracketed.concord(*command)
        assert ended.status == 0
        assert "[/b] lamp of the harbour is [red] by rule [/1]." in ended.out, command
    listed = bracketed.concord("documents")
    assert "On [/annex] and [red]lamps[/red]" in listed.out
    assert "[old]lamps.md" in listed.out.splitlines()


_OLD = """---
title: The ferry rules
date: 2024-01-01
---

The ferry carries 40 passengers.
"""
_NEW = """---
title: The new ferry rules
date: 2026-01-01
supersedes: ferry-2024.md
---

The ferry carries 60 passengers.
"""
_FERRY = "How many passengers does the ferry carry?"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A folder with a document and the one that replaced it."""
    terminal = Terminal(tmp_path_factory.mktemp("editions"))
    terminal.write("documents/ferry-2024.md", _OLD)
    terminal.write("documents/ferry-2026.md", _NEW)
    assert terminal.ingest().status == 0
    return terminal


def test_a_superseded_source_is_marked_for_machines_and_the_framing_says_so(editions: Terminal) -> None:
    line = json.dumps({"id": "a", "question": _FERRY})
    for arguments in (("--json", _FERRY), ("--json", "--file", "-")):
        (reply,) = editions.lines("ask", "--document", "ferry-2024.md", *arguments, typed=line)
        assert [citation["superseded_by"] for citation in reply["citations"]] == ["ferry-2026.md"]
        assert "The new ferry rules" in reply["framing"]
    (current,) = editions.lines("ask", "--json", _FERRY)
    sources = [(citation["document"], citation["superseded_by"]) for citation in current["citations"]]
    assert sources == [("ferry-2026.md", None)]


def test_a_refusal_has_the_same_keys_as_an_answer_and_only_an_answer_is_unsure(editions: Terminal) -> None:
    (refused,), (answered,) = (editions.lines("ask", "--json", text) for text in ("?", _FERRY))
    assert (refused["kind"], answered["kind"]) == ("refusal", "answer")
    assert refused.keys() == answered.keys()
    assert reply_values(answer(is_unsure=True))["unsure"] is True
    assert not any(reply_values(reply)["unsure"] for reply in (answer(), refusal()))


@pytest.mark.parametrize("command", [("ask", _QUESTION), ("chat",)])
def test_a_damaged_database_is_named_with_the_remedy_and_costs_no_answer(
    filled: Terminal, tmp_path: Path, command: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(filled.folder, tmp_path / "harbour")
    terminal = Terminal(tmp_path / "harbour")
    database = terminal.write(f".concord/{FILE}", b"\xa5" * 9000)
    ended = terminal.concord(*command, typed=f"{_QUESTION}\n")
    assert ended.status == 0, ended
    assert "90 million dollars" in ended.out
    remedy = f"The database {database} is damaged; put a backup in its place, or move it away to begin a new"
    assert remedy in ended.err + caplog.text
    assert database.read_bytes() == b"\xa5" * 9000
