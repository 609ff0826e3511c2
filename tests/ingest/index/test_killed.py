"""An ingest killed at any instant leaves an index as before or as after, and the next run heals it."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.models import Audience
from tests.ingest.index.children import phase, start_ingest, steps
from tests.ingest.index.chroma_server import ChromaServer
from tests.ingest.index.portrait import Portrait, portrait
from tests.ingest.workshop import Workshop

_MEMORY = Path("/dev/shm")
_KILLS = 50
_KILLS_ON_A_SERVER = 15
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
    found = {}
    for name, files in _states().items():
        workshop.write(files)
        workshop.ingest()
        found[name] = portrait(workshop)
    assert found["before"] != found["after"]
    return found


def _killed_after(workshop: Workshop, delay_s: float) -> str:
    """Kills an ingest after a delay; the phase it was in."""
    generation = workshop.generations.current()
    process = start_ingest(workshop)
    time.sleep(delay_s)
    process.kill()
    process.join()
    assert process.exitcode in (-signal.SIGKILL, 0)
    if process.exitcode == 0:
        return "ended"
    return phase(workshop) if workshop.generations.current() == generation else "swapped"


def _seconds_of_a_run(workshop: Workshop) -> float:
    """How long a whole ingest takes in a process of its own."""
    durations = []
    for files in (*_states().values(), *_states().values()):
        workshop.write(files)
        started = time.monotonic()
        process = start_ingest(workshop)
        process.join()
        assert process.exitcode == 0
        durations.append(time.monotonic() - started)
    return min(durations)


def _only_lasting_files_are_left(workshop: Workshop) -> None:
    assert {path.name for path in workshop.folder.iterdir()} <= _LASTING
    generations = [path.name for path in (workshop.folder / "generations").iterdir()]
    assert generations == [workshop.generations.current()]


def _kill_again_and_again(workshop: Workshop, kills: int) -> Counter[str]:
    """Kills ingests at random moments, looks at the index each time, heals it; the phases that were hit."""
    portraits = _portraits(workshop)
    whole_s = _seconds_of_a_run(workshop)
    chance = random.Random(20261122)
    phases: Counter[str] = Counter()
    now = "after"
    for _ in range(kills):
        other = "before" if now == "after" else "after"
        workshop.write(_states()[other])
        hit = _killed_after(workshop, chance.uniform(0, 1.1 * whole_s))
        phases[hit] += 1
        if hit in ("swapped", "ended"):
            now = other
        assert portrait(workshop) == portraits[now], hit
    workshop.write(_states()["before"])
    workshop.ingest()
    assert portrait(workshop) == portraits["before"]
    _only_lasting_files_are_left(workshop)
    return phases


def test_killed_at_any_moment_it_answers_as_before_or_as_after(
    workshop: Workshop, record_property: Callable[[str, object], None]
) -> None:
    phases = _kill_again_and_again(workshop, _KILLS)
    print(f"killed in: {dict(phases)}")
    record_property("phases", dict(phases))
    assert len(set(phases) - {"ended"}) >= 3, "the kills should be spread over the run"


def test_killed_at_any_moment_it_leaves_no_collections_on_a_server(
    workshop: Workshop, chroma_server: ChromaServer
) -> None:
    workshop.chroma_url = chroma_server.url
    print(f"killed in: {dict(_kill_again_and_again(workshop, _KILLS_ON_A_SERVER))}")
    mine = f"concord-{workshop.generations.identity()}-"
    left = {name for name in chroma_server.collections() if name.startswith(mine)}
    assert left == {f"{mine}{workshop.generations.current()}-{audience}" for audience in Audience}


def test_killed_before_each_of_its_steps_on_the_disk_it_answers_as_before_or_as_after(
    workshop: Workshop,
) -> None:
    portraits = _portraits(workshop)
    process = start_ingest(workshop)
    process.join()
    now, step, last = "after", 0, 1
    while step < last:
        step += 1
        other = "before" if now == "after" else "after"
        workshop.write(_states()[other])
        process = start_ingest(workshop, die_at_step=step)
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        last = step + 1
        seen = portrait(workshop)
        assert seen in (portraits[now], portraits[other])
        now = now if seen == portraits[now] else other
    print(f"killed at each of {step - 1} steps; a whole run takes {steps(workshop)}")
    assert step > 20
    _only_lasting_files_are_left(workshop)
