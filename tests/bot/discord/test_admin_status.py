"""The status and `/admin sync-documents` say how it is, and of documents no more than one may read."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from bot.models import Audience
from ingest.errors import IndexNotBuiltError, UnavailableError
from ingest.report import FileResult, Outcome, Report
from tests.bot.discord.office import Office
from tests.bot.documents import FUND

pytestmark = pytest.mark.slow

_STEP_S = 0.1
_PUBLIC_LINE, _STAFF_LINE = "Public documents: 3.", "Staff documents: 1."


async def test_the_status_tells_how_the_bot_is(office: Office) -> None:
    limits = office.services.settings
    status = (await office.admin("status")).text
    for line in (
        f"Index: version {office.services.assistant.index.snapshot().generation}.",
        "No language model: answers are the documents' own words.",
        f"Questions: 0 being answered (at most {limits.workers}), 0 waiting (at most {limits.queue}).",
        "Connection: shard 1 of 1, ",
        "public documents only: nobody who runs the bot has named it",
        "I answer in every channel of this server.",
    ):
        assert line in status
    office.take_in(office.operator)
    inside = await office.command(office.operator, office.secret, "admin status")
    assert "This channel is for staff" in inside.text
    office.replace_services(has_model=True)
    assert "Language model: `" in (await office.admin("status")).text


async def test_without_an_index_the_status_says_so_and_to_an_operator_what_helps(office: Office) -> None:
    def none(_: Audience) -> None:
        raise IndexNotBuiltError("There is no index in /srv/index; run concord-ingest.")

    office.replace_services(documents=none)
    told = (await office.admin("status", office.join("Manager", office.managers))).text
    assert "There is no index that can be read." in told
    assert "/srv" not in told
    assert "run concord-ingest" in (await office.admin("status")).text


@pytest.mark.bot(workers=1)
async def test_questions_that_wait_are_told(office: Office) -> None:
    office.script.hold()
    asking = [office.begin(office.ask(who, office.general, FUND)) for who in (office.kim, office.lee)]
    await office.until(lambda: len(office.services.queue) == 1)
    telling = office.begin(office.admin("status"))
    await office.until(
        lambda: any("1 being answered (at most 1), 1 waiting" in each for each in office.written())
    )
    office.script.let_go()
    await asyncio.gather(telling, *asking)


async def test_of_documents_nobody_is_told_more_than_they_may_read(office: Office) -> None:
    for who in (office.join("Manager", office.managers), office.operator):
        told = (await office.admin("status", who)).text
        assert _PUBLIC_LINE in told
        assert "Staff documents:" not in told
    told = (await office.admin("status", office.boss)).text
    assert _PUBLIC_LINE in told
    assert _STAFF_LINE in told


# ------------------------------------------------------------ /admin sync-documents


class Ingest:
    """An ingest that waits until it is let go."""

    def __init__(self, office: Office) -> None:
        self.go_on = threading.Event()
        self.runs = 0
        office.replace_services(sync_documents=self)

    def __call__(self) -> Report:
        self.runs += 1
        self.go_on.wait()
        return Report((FileResult("a.md", Outcome.CHANGED),))


async def test_it_indexes_and_says_what_changed(office: Office, tmp_path: Path) -> None:
    documents = tmp_path / "sources"
    sync = office.ingest(documents)
    (documents / "harbour.md").write_text("# Money\n\nThe harbour fund holds 90 million dollars.\n", "utf-8")
    (documents / "@everyone `bold`.md").write_text("# Money\n\nThe ferry costs 12 dollars.\n", "utf-8")
    (documents / "bad.pdf").write_bytes(b"%PDF-1.7 no more than that")
    office.replace_services(sync_documents=sync)
    first = (await office.admin("sync-documents")).text
    assert "2 added, 0 changed, 0 removed, 0 unchanged, 0 skipped, 1 failed." in first
    assert "@everyone 'bold'.md`" in first  # as code, which Discord leaves as it is
    assert "bad.pdf" in next(each for each in first.splitlines() if each.startswith("! "))
    (documents / "harbour.md").unlink()
    assert "0 added, 0 changed, 1 removed, 1 unchanged" in (await office.admin("sync-documents")).text
    assert "Last run of /admin sync-documents" in (await office.admin("status")).text
    assert "Last run" not in (await office.admin("status", office.boss)).text


async def test_one_that_takes_too_long_goes_on_and_is_told_of_later(office: Office) -> None:
    ingest = Ingest(office)
    running = office.begin(office.admin("sync-documents"))
    await office.until(lambda: ingest.runs == 1)
    others = [office.begin(office.admin(name)) for name in ("sync-documents", "status")]
    already = "being indexed already, for 0 min"
    await office.until(lambda: sum(already in each for each in office.written()) == len(others))
    office.pass_time(14 * 60 + 1)
    later = "It goes on; /admin status tells when it has ended."
    await office.until(lambda: any(later in each for each in office.written()))
    ingest.go_on.set()
    await asyncio.gather(running, *others)
    assert ingest.runs == 1
    told = await office.admin("status")
    assert "Last run of /admin sync-documents. Indexed: 0 added, 1 changed" in told.text


async def test_when_the_bot_stops_meanwhile_that_is_told(office: Office) -> None:
    ingest = Ingest(office)
    running = office.begin(office.admin("sync-documents"))
    await office.until(lambda: ingest.runs == 1)
    draining = await office.apologies_begin()
    await office.until(
        lambda: any("I am being stopped" in each for each in office.written()), passing_s=_STEP_S
    )
    await draining
    ingest.go_on.set()
    await running


async def test_one_that_fails_is_one_sentence_and_the_next_can_begin(office: Office) -> None:
    def busy() -> Report:
        raise UnavailableError("Another ingest is running; try again.")

    office.replace_services(sync_documents=busy)
    for _ in range(2):
        told = await office.admin("sync-documents")
        assert told.text.strip() == "That did not work: `Another ingest is running; try again.`"
    last = "Last run of /admin sync-documents. The last run could not index"
    assert last in (await office.admin("status")).text


async def test_hundreds_of_files_fit_into_one_message_failures_first(office: Office) -> None:
    files = [FileResult(f"minutes-{number:03}.md", Outcome.ADDED) for number in range(300)]
    files.append(FileResult("@everyone `bad`.pdf", Outcome.FAILED, note="It cannot be read; save it anew."))
    files.append(FileResult("moved.md", Outcome.CHANGED, note="It may be for staff.", withheld=3))
    office.replace_services(sync_documents=lambda: Report(tuple(files)))
    lines = (await office.admin("sync-documents")).text.strip().splitlines()
    assert "300 added, 1 changed, 0 removed, 0 unchanged, 0 skipped, 1 failed" in lines[0]
    assert lines[1].endswith(": 3.")
    # As code, which Discord leaves as it is.
    assert lines[2] == "! `@everyone 'bad'.pdf` `It cannot be read; save it anew.`"
    shown = sum(line.startswith("+ ") for line in lines)
    assert lines[-1] == f"… and {302 - 1 - shown} more."
