"""Questions, batches and lists: what cannot be answered gets one sentence, and nothing leaks."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.cli.ask import reply_values
from tests.bot.cli.conftest import Terminal
from tests.bot.storage.samples import answer, refusal

_QUESTION = "How much does the harbour fund hold?"
_THIRD_LANGUAGES = {
    "French": "Combien d'argent contient le fonds du port et quand commence-t-il ?",
    "Japanese": "港湾基金にはいくらありますか。",
    "Russian": "Сколько денег в портовом фонде?",
}


def _asked(terminal: Terminal, *arguments: str) -> dict[str, object]:
    ended = terminal.concord("ask", "--json", *arguments)
    assert ended.status == 0, ended
    found: dict[str, object] = json.loads(ended.out)
    return found


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "?!…", "。、「」", "-----", "🙂🙂"])
def test_a_question_without_words_is_refused(filled: Terminal, question: str) -> None:
    assert _asked(filled, "--", question)["kind"] == "refusal"


@pytest.mark.parametrize("word", ["a", "harbour ", "가", "?"])
def test_100_000_characters_are_refused_with_the_limit(filled: Terminal, word: str) -> None:
    reply = _asked(filled, (word * 100_000)[:100_000])
    assert reply["kind"] == "refusal"
    assert "2000" in str(reply["text"]).replace(",", "")


@pytest.mark.parametrize("language", _THIRD_LANGUAGES)
def test_a_third_language_is_refused_with_those_that_are_read(filled: Terminal, language: str) -> None:
    reply = _asked(filled, _THIRD_LANGUAGES[language])
    assert reply["kind"] == "refusal"
    assert "Korean" in str(reply["text"])


def test_a_document_for_the_staff_is_as_unknown_to_the_public_as_one_that_is_not_there(
    filled: Terminal,
) -> None:
    question = "What is said about the lighthouse?"
    texts = [str(_asked(filled, question, "--document", name)["text"]) for name in ("line.md", "no-such.md")]
    assert "no-such.md" in texts[1]
    assert texts[0].replace("line.md", "X") == texts[1].replace("no-such.md", "X")


def test_what_only_the_staff_may_read_answers_the_staff_alone(filled: Terminal) -> None:
    question = "What figure for the lighthouse is a mistake?"
    staff = filled.concord("ask", "--json", question, "--audience", "staff")
    public = filled.concord("ask", "--json", question)
    assert "77 million" in staff.out
    assert "77" not in public.out
    assert "line.md" not in public.out
    searched = filled.concord("search", "--json", question)
    assert "line.md" not in searched.out


@pytest.mark.parametrize("command", [("ask", _QUESTION), ("search", "harbour"), ("documents",)])
def test_without_an_index_the_command_that_builds_one_is_named(
    terminal: Terminal, command: tuple[str, ...], one_sentence: Callable[[str], str]
) -> None:
    ended = terminal.concord(*command)
    assert ended.status == 1
    assert ended.out == ""
    assert "There is no index yet; run concord-ingest" in one_sentence(ended.err)
    assert not (terminal.folder / ".concord").exists()


@pytest.mark.parametrize("hidden", ["no-such.md", "line.md"])
def test_a_search_in_a_document_that_cannot_be_seen_names_it(
    filled: Terminal, hidden: str, one_sentence: Callable[[str], str]
) -> None:
    line = json.dumps({"id": "a", "question": "harbour"})
    for arguments in (("harbour",), ("--json", "harbour"), ("--file", "-"), ("--", "?!")):
        ended = filled.concord(
            "search", "--document", "harbour.md", "--document", hidden, *arguments, typed=line
        )
        assert (ended.status, ended.out) == (1, "")
        assert one_sentence(ended.err) == (
            f"There is no document {hidden!r} that you can see; `concord documents` lists them."
        )
    seen = filled.concord("search", "--json", "figure", "--document", "line.md", "--audience", "staff")
    assert [each["document"] for each in json.loads(seen.out)["hits"]] == ["line.md"]


def test_a_search_without_words_finds_nothing_or_says_so(
    filled: Terminal, one_sentence: Callable[[str], str]
) -> None:
    ended = filled.concord("search", "--json", "?!")
    assert (ended.status, json.loads(ended.out)["hits"]) == (0, [])
    ended = filled.concord("search", "  ")
    assert ended.status == 1
    assert "nothing to search for" in one_sentence(ended.err)


def test_an_audience_that_does_not_exist_is_a_wrong_use(filled: Terminal) -> None:
    ended = filled.concord("ask", _QUESTION, "--audience", "press")
    assert ended.status == 2
    assert "public" in ended.err
    assert "staff" in ended.err


def test_a_batch_answers_each_line_in_order(filled: Terminal) -> None:
    lines = [
        {"id": "a", "question": _QUESTION},
        {"_id": 7, "text": "?"},
        {"id": "c", "question": _QUESTION, "x": 1},
    ]
    file = filled.write("good.jsonl", "\n\n".join(json.dumps(line) for line in lines))
    ended = filled.concord("ask", "--json", "--file", str(file))
    assert (ended.status, ended.err) == (0, "")
    found = [json.loads(line) for line in ended.out.splitlines()]
    assert [(each["id"], each["kind"]) for each in found] == [
        ("a", "answer"),
        ("7", "refusal"),
        ("c", "answer"),
    ]


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
    filled: Terminal, broken: str, identifier: str | None, one_sentence: Callable[[str], str]
) -> None:
    good = json.dumps({"id": "a", "question": _QUESTION})
    for command in ("ask", "search"):
        ended = filled.concord(command, "--json", "--file", "-", typed=f"{good}\n{broken}\n{good}\n")
        found = [json.loads(line) for line in ended.out.splitlines()]
        assert [each["id"] for each in found] == ["a", identifier, "a"]
        assert found[1].keys() == {"id", "kind", "text"}
        assert found[1]["kind"] == "error"
        assert one_sentence(found[1]["text"]).startswith("Line 2 is not a question; write it like ")
        assert found[0].keys() == found[2].keys() > {"id"}
        assert ended.status == 1
        assert one_sentence(ended.err).startswith("1 of 3 lines could not be answered")


def test_a_batch_file_that_is_missing_or_a_folder_is_named(
    filled: Terminal, one_sentence: Callable[[str], str]
) -> None:
    for file in ("no-such.jsonl", "documents"):
        ended = filled.concord("ask", "--file", file)
        assert ended.status == 1
        assert f"{file} cannot be opened; check the path and its permissions." in one_sentence(ended.err)


def test_a_server_that_is_gone_ends_a_question_with_one_sentence(
    terminal: Terminal, one_sentence: Callable[[str], str]
) -> None:
    terminal.write("documents/a.md", "A harbour.\n")
    assert terminal.ingest().status == 0
    terminal.write("concord.toml", '[index]\nchroma_url = "http://127.0.0.1:9"\n')
    ended = terminal.concord("ask", _QUESTION)
    assert ended.status == 1
    assert one_sentence(ended.err) == (
        "The Chroma server at http://127.0.0.1:9 does not answer; start it and try again."
    )
    line = json.dumps({"id": "a", "question": _QUESTION})
    batch = terminal.concord("ask", "--file", "-", typed=f"{line}\n{line}\n")
    assert batch.status == 1
    assert one_sentence(batch.err).startswith("2 of 2 lines could not be answered")
    assert [json.loads(each)["kind"] for each in batch.out.splitlines()] == ["error", "error"]


def test_the_documents_are_listed_for_each_audience(filled: Terminal) -> None:
    public = filled.concord("documents")
    assert public.status == 0
    assert "The harbour agreement" in public.out
    assert "2026-03-02" in public.out
    assert "line.md" not in public.out
    staff = [
        json.loads(line)
        for line in filled.concord("documents", "--json", "--audience", "staff").out.splitlines()
    ]
    assert [(each["id"], each["audience"], each["chunks"]) for each in staff] == [
        ("harbour.md", "public", 2),
        ("line.md", "staff", 1),
    ]
    assert all(len(each["version"]) == 8 for each in staff)


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


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_batch_in_another_encoding_is_named(
    filled: Terminal, command: str, one_sentence: Callable[[str], str]
) -> None:
    good = json.dumps({"id": "a", "question": "How much does the harbour fund hold?"})
    content = f"{good}\n".encode() + '{"id": "b", "question": "항만 기금은 얼마인가?"}\n'.encode("cp949")
    file = filled.write("old.jsonl", content)
    from_file = filled.concord(command, "--json", "--file", str(file))
    piped = filled.concord(command, "--json", "--file", "-", typed=content)
    for ended in (from_file, piped):
        assert ended.status == 1
        assert "UTF-8" in one_sentence(ended.err)


def test_a_batch_marked_as_utf_8_is_read(filled: Terminal) -> None:
    good = json.dumps({"id": "a", "question": "How much does the harbour fund hold?"})
    ended = filled.concord("ask", "--json", "--file", "-", typed=b"\xef\xbb\xbf" + good.encode())
    assert (ended.status, json.loads(ended.out)["id"]) == (0, "a")


def test_a_conversation_goes_on_after_a_line_in_another_encoding(filled: Terminal) -> None:
    typed = "항만 기금은 얼마인가?\n".encode("cp949") + b"How much does the harbour fund hold?\n\n"
    ended = filled.concord("chat", typed=typed)
    assert ended.status == 0
    assert "90 million dollars" in ended.out


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


def test_a_superseded_source_is_marked_in_json_and_the_framing_says_so(editions: Terminal) -> None:
    line = json.dumps({"id": "a", "question": _FERRY})
    for arguments in (("--json", _FERRY), ("--json", "--file", "-")):
        ended = editions.concord("ask", "--document", "ferry-2024.md", *arguments, typed=line)
        reply = json.loads(ended.out)
        assert [each["superseded_by"] for each in reply["citations"]] == ["ferry-2026.md"]
        assert "The new ferry rules" in reply["framing"]


def test_a_source_that_holds_is_superseded_by_nothing(editions: Terminal) -> None:
    reply = json.loads(editions.concord("ask", "--json", _FERRY).out)
    assert [(each["document"], each["superseded_by"]) for each in reply["citations"]] == [
        ("ferry-2026.md", None)
    ]


def test_a_refusal_has_the_same_keys_as_an_answer(editions: Terminal) -> None:
    refusal, answer = (json.loads(editions.concord("ask", "--json", each).out) for each in ("?", _FERRY))
    assert (refusal["kind"], answer["kind"]) == ("refusal", "answer")
    assert refusal.keys() == answer.keys()


def test_an_unsure_answer_says_so_and_no_other_reply() -> None:
    assert reply_values(answer(is_unsure=True))["unsure"] is True
    assert reply_values(answer())["unsure"] is False
    assert reply_values(refusal())["unsure"] is False
