"""`concord-ingest`: bad files get a sentence with the remedy, and the others go on."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import docx
import pytest

from tests.bot.cli.conftest import Ended, Terminal, sentence
from tests.bot.documents import HARBOUR
from tests.ingest.parsers.makers import locked_pdf

pytestmark = pytest.mark.slow

_HWP = Path(__file__).parents[2] / "ingest" / "parsers" / "files" / "partnership.hwp"
_SMALL_LIMITS = "[documents]\nmax_expanded_mb = 5\n"
_MB = 1_000_000


def _docx() -> bytes:
    made = docx.Document()
    made.add_paragraph("The harbour fund holds 90 million dollars.")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _bomb() -> bytes:
    """A word processor's file whose main part unpacks to 50 MB."""
    buffer = io.BytesIO(_docx())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros.xml", b"\0" * (50 * _MB))
    return buffer.getvalue()


_ROWS = '{"_id": "r1", "text": "Row one."}\n{"_id": "r2", "title": \n{"_id": "r3", "text": "Row three."}\n'
_TWICE = '{"_id": "t1", "text": "The first."}\n{"_id": "t1", "text": "The second."}\n'
_REFUSED: dict[str, tuple[bytes, str]] = {
    "empty.md": (b"", "The file is empty; put its text in or remove it."),
    "blank.md": (b" \n\t\n", "The file is empty; put its text in or remove it."),
    "picture.md": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary data; save it as text in UTF-8"),
    "broken.pdf": (b"%PDF-1.7\n1 0 obj <<\ntrailer nothing", "; "),
    "locked.pdf": (locked_pdf("secret"), "password"),
    "cut.docx": (
        _docx()[:2000],
        "The file is damaged or no Word file; open it in its program and save it again.",
    ),
    "bomb.docx": (_bomb(), "more than is accepted (4.77 MB); split it or take the pictures out."),
    "cut.hwp": (_HWP.read_bytes()[:3000], "; "),
    "rows.jsonl": (_ROWS.encode(), "line 2: The line is not valid JSON; write one complete object a line."),
    "twice.jsonl": (_TWICE.encode(), "stands on a line before; give each document its own."),
}
_KOREAN = "항만 협정은 2026년 5월 1일에 발효된다. 항만 기금은 9천만 달러이다."
_READ = {
    "good.md": HARBOUR.encode(),
    "cp949.txt": _KOREAN.encode("cp949"),
    "utf16.txt": _KOREAN.replace("항만", "공항").encode("utf-16"),
}


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Terminal, Ended]:
    """A folder of good and bad files after its first ingest."""
    terminal = Terminal(tmp_path_factory.mktemp("mixed"))
    terminal.write("concord.toml", _SMALL_LIMITS)
    for name, content in {**_READ, **{name: content for name, (content, _) in _REFUSED.items()}}.items():
        terminal.write(f"documents/{name}", content)
    with terminal.write("documents/huge.txt", "a").open("r+b") as huge:
        huge.truncate(200 * _MB)  # sparse: it takes no room
    secret = terminal.write("outside/secret.md", "The word is lighthouse.")
    (terminal.folder / "documents" / "leak.md").symlink_to(secret)
    os.mkfifo(terminal.folder / "documents" / "pipe.md")
    return terminal, terminal.ingest()


def _row(ended: Ended, name: str) -> str:
    (row,) = [line for line in ended.out.splitlines() if f" {name} " in line]
    return row


def test_one_failure_makes_the_exit_status_1(mixed: tuple[Terminal, Ended]) -> None:
    assert mixed[1].status == 1


@pytest.mark.parametrize("name", _REFUSED)
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(
    mixed: tuple[Terminal, Ended], name: str
) -> None:
    row = _row(mixed[1], name)
    assert " failed " in row
    assert _REFUSED[name][1] in row


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("huge.txt", "The file has 191 MB, over the limit of 47.7 MB; split it into smaller files."),
        ("leak.md", "This link leads out of the folder and is not followed; copy the file in instead."),
        ("pipe.md", "This is no ordinary file; point to a file or a folder."),
    ],
)
def test_what_is_no_file_to_read_is_named_likewise(
    mixed: tuple[Terminal, Ended], name: str, sentence: str
) -> None:
    row = _row(mixed[1], name)
    assert " failed " in row
    assert sentence in row


@pytest.mark.parametrize("name", _READ)
def test_the_others_go_on(mixed: tuple[Terminal, Ended], name: str) -> None:
    assert " added " in _row(mixed[1], name)


def test_what_was_readable_is_indexed_and_nothing_else(mixed: tuple[Terminal, Ended]) -> None:
    ended = mixed[0].concord("documents", "--json")
    assert {json.loads(line)["id"] for line in ended.out.splitlines()} == {*_READ, "r1", "r3", "t1"}


def test_korean_in_an_old_encoding_is_read_to_the_letter(mixed: tuple[Terminal, Ended]) -> None:
    ended = mixed[0].concord("search", "--json", "항만 기금", "--document", "cp949.txt")
    (hit,) = json.loads(ended.out)["hits"]
    assert hit["text"] == _KOREAN


def test_quiet_prints_only_what_failed_and_to_standard_error(mixed: tuple[Terminal, Ended]) -> None:
    ended = mixed[0].ingest("--quiet")
    assert ended.status == 1
    assert ended.out == ""
    assert "empty.md" in ended.err
    assert "good.md" not in ended.err


def test_a_missing_path_is_named(terminal: Terminal) -> None:
    ended = terminal.ingest("no-such-folder")
    assert ended.status == 1
    assert "There is no such file or folder; check the path." in _row(ended, "no-such-folder")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:9/page", "private"),
        ("http://localhost/page", "private"),
        ("http://169.254.169.254/latest", "private"),
        ("http://[::1]/x", "private"),
        ("http://", " failed "),
        ("https://exa mple", " failed "),
        ("http://user:word@example.org:99999/", " failed "),
    ],
)
def test_an_address_that_is_private_or_wrong_is_refused(terminal: Terminal, address: str, words: str) -> None:
    ended = terminal.ingest(address)
    assert ended.status == 1
    assert " failed " in _row(ended, address)
    assert words in _row(ended, address)


def test_a_dry_run_prints_the_plan_and_changes_nothing(terminal: Terminal) -> None:
    terminal.write("documents/harbour.md", HARBOUR)
    ended = terminal.ingest("--dry-run")
    assert ended.status == 0
    assert "Plan" in ended.out
    assert " added " in _row(ended, "harbour.md")
    assert terminal.ingest("--dry-run", "no-such-folder").status == 1
    assert not (terminal.folder / ".concord").exists()


def test_a_second_run_has_status_0_and_says_unchanged(terminal: Terminal) -> None:
    terminal.write("documents/harbour.md", HARBOUR)
    assert terminal.ingest().status == 0
    again = terminal.ingest()
    assert again.status == 0
    assert " unchanged " in _row(again, "harbour.md")


def test_a_server_that_is_gone_ends_an_ingest_with_one_sentence(terminal: Terminal) -> None:
    terminal.write("concord.toml", '[index]\nchroma_url = "http://127.0.0.1:9"\n')
    terminal.write("documents/harbour.md", HARBOUR)
    ended = terminal.ingest("--quiet")
    assert ended.status == 1
    assert sentence(ended.err) == (
        "The Chroma server at http://127.0.0.1:9 does not answer; start it and try again."
    )


def test_forget_removes_what_came_from_a_path_and_plain_runs_do_not(terminal: Terminal) -> None:
    terminal.write("documents/harbour.md", HARBOUR)
    terminal.write("elsewhere/extra.md", "An extra line.\n")
    terminal.ingest()
    terminal.ingest("elsewhere")
    terminal.ingest()
    assert "extra.md" in terminal.concord("documents").out
    ended = terminal.ingest("--forget", "elsewhere")
    assert ended.status == 0
    assert "removed" in ended.out
    assert "extra.md" not in terminal.concord("documents").out
    ended = terminal.ingest("--forget")
    assert ended.status == 1
    assert sentence(ended.err).startswith("Nothing is named to be forgotten")


def test_the_reason_for_building_everything_anew_is_printed(terminal: Terminal) -> None:
    terminal.write("documents/harbour.md", HARBOUR)
    terminal.ingest()
    for path in (terminal.folder / ".concord").rglob("term_hashes.npy"):
        path.write_bytes(b"")
    reason = "Parts of the index are missing or damaged: everything is built anew."
    assert reason in terminal.ingest("--dry-run").out
    assert reason in terminal.ingest().out
    assert reason not in terminal.ingest().out
