"""An ingest killed before any of its steps leaves an index as before or as after; the next run heals it."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.models import Audience
from tests.ingest.index.children import start_ingest
from tests.ingest.index.chroma_server import ChromaServer
from tests.ingest.index.portrait import Portrait, portrait
from tests.ingest.workshop import Workshop

pytestmark = pytest.mark.slow

_MEMORY = Path("/dev/shm")
_LASTING = {
    "cache.sqlite",
    "cache.sqlite-shm",
    "cache.sqlite-wal",
    "current",
    "generations",
    "identity",
    "lock",
}


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """In memory where there is such a folder: a kill loses nothing that was written, and it is faster."""
    if not os.access(_MEMORY, os.W_OK):
        yield Workshop(tmp_path)
        return
    with tempfile.TemporaryDirectory(dir=_MEMORY, prefix="concord-") as folder:
        yield Workshop(Path(folder))


def _document(number: int, matter: str, audience: str) -> str:
    paragraphs = (f"The common {matter} {number}.{n} begins in May and ends in June." for n in range(12))
    return f"---\ntitle: On {matter} {number}\naudience: {audience}\n---\n\n" + "\n\n".join(paragraphs)


def _states() -> dict[str, dict[str, str]]:
    """Two states of the documents: some are the same, some change, some are in one only."""
    shared = {f"shared{n}.md": _document(n, "matter", "public") for n in range(2)}
    before = {f"changing{n}.md": _document(n, "harbour", ("public", "staff")[n % 2]) for n in range(3)}
    after = {f"changing{n}.md": _document(n, "matter", ("public", "staff")[n % 2]) for n in range(3)}
    only = {"only-before.md": _document(7, "harbour", "staff")}
    return {"before": shared | before | only, "after": shared | after}


def _portraits(workshop: Workshop) -> dict[str, Portrait]:
    """How each state answers when nothing goes wrong; the index ends in the state `after`."""
    portraits = {}
    for name, files in _states().items():
        workshop.write(files)
        workshop.ingest()
        portraits[name] = portrait(workshop)
    assert portraits["before"] != portraits["after"]
    return portraits


def _only_lasting_files_are_left(workshop: Workshop) -> None:
    assert {path.name for path in workshop.folder.iterdir()} <= _LASTING
    generations = [path.name for path in (workshop.folder / "generations").iterdir()]
    assert generations == [workshop.generations.current()]


def _kill_again_and_again(workshop: Workshop, stride: int) -> None:
    """Kill an ingest before every `stride`-th of its steps on the disk, and look at the index each time."""
    portraits = _portraits(workshop)
    now, step = "after", 1
    while True:
        other = "before" if now == "after" else "after"
        workshop.write(_states()[other])
        process = start_ingest(workshop, die_at_step=step)
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        seen = portrait(workshop)
        assert seen in (portraits[now], portraits[other])
        now = now if seen == portraits[now] else other
        step += stride
    assert step > 20, "the kills should be spread over the run"
    assert portrait(workshop) == portraits[other]
    _only_lasting_files_are_left(workshop)


def test_killed_before_each_of_its_steps_it_answers_as_before_or_as_after(workshop: Workshop) -> None:
    _kill_again_and_again(workshop, 1)


def test_killed_before_its_steps_it_leaves_no_collections_on_a_server(
    workshop: Workshop, chroma_server: ChromaServer
) -> None:
    workshop.chroma_url = chroma_server.url
    _kill_again_and_again(workshop, 6)
    mine = f"concord-{workshop.generations.identity()}-"
    left = {name for name in chroma_server.collections() if name.startswith(mine)}
    assert left == {f"{mine}{workshop.generations.current()}-{audience}" for audience in Audience}
