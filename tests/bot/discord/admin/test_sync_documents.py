"""`/admin sync-documents` indexes what changed, once at a time, and tells an operator what it did."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.discord.admin import document_sync
from bot.discord.services import BotServices, build_services
from bot.models import Audience
from bot.settings import Settings
from ingest.errors import UnavailableError
from ingest.report import FileResult, Outcome, Report
from ingest.settings import DocumentSettings, IndexSettings
from tests.bot.discord.admin.scene import Scene, Stage, played
from tests.bot.discord.live.documents import HARBOUR, LINE


@pytest.fixture
def own_services(tmp_path: Path) -> Iterator[BotServices]:
    """A services over documents of the test's own, of which nothing is indexed yet."""
    (tmp_path / "documents").mkdir()
    documents = DocumentSettings(sources=(str(tmp_path / "documents"),))
    services = build_services(Settings(index=IndexSettings(folder=tmp_path / "index"), documents=documents))
    yield services
    services.threads.shutdown()


def test_it_indexes_and_says_what_changed(own_services: BotServices, tmp_path: Path) -> None:
    async def play(scene: Scene) -> None:
        documents = tmp_path / "documents"
        (documents / "harbour.md").write_text(HARBOUR, "utf-8")
        (documents / "@everyone `bold`.md").write_text(LINE, "utf-8")
        (documents / "bad.pdf").write_bytes(b"%PDF-1.7 no more than that")
        first = (await scene.says(scene.operator, "sync-documents")).text
        assert "2 added, 0 changed, 0 removed, 0 unchanged, 0 skipped, 1 failed." in first
        assert "+ `" in first
        assert "@everyone 'bold'.md`" in first  # as code, which Discord leaves as it is
        failure = next(each for each in first.splitlines() if each.startswith("! "))
        assert "bad.pdf" in failure
        assert len(own_services.documents(Audience.STAFF)) == 2
        (documents / "harbour.md").unlink()
        second = (await scene.says(scene.operator, "sync-documents")).text
        assert "0 added, 0 changed, 1 removed, 1 unchanged" in second
        assert "- `" in second
        status = (await scene.says(scene.operator, "status")).text
        assert "Last run of /admin sync-documents. Indexed: 0 added, 0 changed, 1 removed" in status
        assert "Last run" not in (await scene.says(scene.manager, "status")).text

    played(own_services, tmp_path, play)


class Slow:
    """An ingest that waits until it is let go."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.go_on = threading.Event()
        self.runs = 0

    def __call__(self) -> Report:
        self.runs += 1
        self.began.set()
        assert self.go_on.wait(20)
        return Report((FileResult("a.md", Outcome.CHANGED),))


def test_a_second_one_while_one_runs_is_told_so(stage: Stage) -> None:
    slow = Slow()

    async def play(scene: Scene) -> None:
        first = await scene.server.slash(scene.operator, scene.general, "admin sync-documents")
        await first.acknowledged()
        second = await scene.says(scene.operator, "sync-documents")
        assert "being indexed already, for 0 min" in second.text
        assert "being indexed already" in (await scene.says(scene.operator, "status")).text
        slow.go_on.set()
        assert "1 changed" in (await first.reply(20)).text
        assert slow.runs == 1
        assert "1 changed" in (await scene.says(scene.operator, "sync-documents")).text
        assert slow.runs == 2

    stage(play, sync_documents=slow)


def test_one_that_takes_too_long_goes_on_and_is_told_of_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_sync, "_WAIT_S", 0.05)
    slow = Slow()

    async def play(scene: Scene) -> None:
        answer = await scene.says(scene.operator, "sync-documents")
        assert "It goes on; /admin status tells when it has ended." in answer.text
        assert "being indexed already" in (await scene.says(scene.operator, "status")).text
        slow.go_on.set()
        while "being indexed" in (told := (await scene.says(scene.operator, "status")).text):
            pass
        assert "Last run of /admin sync-documents. Indexed: 0 added, 1 changed" in told

    stage(play, sync_documents=slow)


def test_when_the_bot_stops_meanwhile_that_is_told(stage: Stage) -> None:
    slow = Slow()

    async def play(scene: Scene) -> None:
        used = await scene.server.slash(scene.operator, scene.general, "admin sync-documents")
        await used.acknowledged()
        await scene.services.run_blocking(slow.began.wait, 20)
        assert await scene.services.shutdown.drain(0.05)
        assert "I am being stopped" in (await used.reply(20)).text
        slow.go_on.set()

    stage(play, sync_documents=slow)


def test_a_failure_is_one_sentence_and_the_next_run_can_begin(stage: Stage) -> None:
    def busy() -> Report:
        raise UnavailableError("Another ingest is running; wait for it to end and try again.")

    async def play(scene: Scene) -> None:
        for _ in range(2):
            answer = await scene.says(scene.operator, "sync-documents")
            assert answer.text == (
                "That did not work: `Another ingest is running; wait for it to end and try again.`"
            )
        status = await scene.says(scene.operator, "status")
        assert "Last run of /admin sync-documents. The last run could not index anything" in status.text

    stage(play, sync_documents=busy)


def test_hundreds_of_files_fit_into_one_message_failures_first(stage: Stage) -> None:
    files = [FileResult(f"minutes-{number:03}.md", Outcome.ADDED) for number in range(300)]
    files.append(FileResult("bad.pdf", Outcome.FAILED, note="It cannot be read; save it anew."))
    files.append(FileResult("moved.md", Outcome.CHANGED, note="It may be for staff.", withheld=3))

    async def play(scene: Scene) -> None:
        text = (await scene.says(scene.operator, "sync-documents")).text
        assert len(text) <= 2000
        lines = text.splitlines()
        assert "300 added, 1 changed, 0 removed, 0 unchanged, 0 skipped, 1 failed" in lines[0]
        assert lines[1].endswith(": 3.")
        assert lines[2] == "! `bad.pdf` `It cannot be read; save it anew.`"
        shown = sum(each.startswith("+ ") for each in lines)
        assert lines[-1] == f"… and {302 - 1 - shown} more."

    stage(play, sync_documents=lambda: Report(tuple(files)))
