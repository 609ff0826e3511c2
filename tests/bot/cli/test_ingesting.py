"""`concord-ingest` beside the reading of files: forgetting what was indexed."""

from __future__ import annotations

from collections.abc import Callable

from tests.bot.cli.conftest import HARBOUR, Terminal


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


def test_forget_wants_a_place(terminal: Terminal, one_sentence: Callable[[str], str]) -> None:
    ended = terminal.ingest("--forget")
    assert ended.status == 1
    assert one_sentence(ended.err).startswith("Nothing is named to be forgotten")


def test_the_reason_for_building_everything_anew_is_printed(terminal: Terminal) -> None:
    terminal.write("documents/harbour.md", HARBOUR)
    terminal.ingest()
    for path in (terminal.folder / ".concord").rglob("term_hashes.npy"):
        path.write_bytes(b"")
    reason = "Parts of the index are missing or damaged: everything is built anew."
    assert reason in terminal.ingest("--dry-run").out
    assert reason in terminal.ingest().out
    assert reason not in terminal.ingest().out
