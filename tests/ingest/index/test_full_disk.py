"""A full disk ends an ingest with one sentence, and the index from before goes on answering."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import StorageFullError
from ingest.index.snapshot import Index
from ingest.models import Audience
from tests.ingest.index.children import start_ingest
from tests.ingest.index.portrait import portrait
from tests.ingest.workshop import Workshop, listed

pytestmark = pytest.mark.slow

_KB = 1024
_SIZE_KB = 2500
# From the first file of a run to its last: the journal of the cache, the catalogue, Chroma's tables, the end.
_FREE_KB = (0, 24, 64, 200, 380, 540)
_SMALL = {"harbour.md": "# Harbour\n\nThe harbour pact begins in May.\n"}
_SENTENCE = r"^(The disk that holds|The cache) .*; free some space .*[.)]$"


def _more(number: int) -> dict[str, str]:
    words = "\n\n".join(
        f"Paragraph {n} of {number} is on matter {n} and on much besides." for n in range(250)
    )
    return {**_SMALL, "long.md": f"# Long {number}\n\n{words}\n"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with little room; skipped where none may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    size = f"size={_SIZE_KB}k"
    try:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=False, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if mounted.returncode:
        pytest.skip("a disk of its own may not be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def _leave(disk: Path, free_kb: int) -> Path:
    """Fills the disk until only so much is free; the file that does it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * (4 * _KB))
        except OSError:
            file.truncate(max(0, file.tell() - free_kb * _KB))
    return filler


@pytest.mark.parametrize("free_kb", _FREE_KB)
def test_a_full_disk_is_named_and_the_old_index_answers(small_disk: Path, free_kb: int) -> None:
    workshop = Workshop(small_disk)
    workshop.write(_SMALL)
    workshop.ingest()
    before, index = portrait(workshop), workshop.index()
    answered = _harbour(index, workshop)
    workshop.write(_more(1))
    filler = _leave(small_disk, free_kb)
    with pytest.raises(StorageFullError, match=_SENTENCE):
        workshop.ingest()
    assert _harbour(index, workshop) == answered
    assert len(list((workshop.folder / "generations").iterdir())) == 1, "a failed build gives its room back"
    filler.unlink()
    assert portrait(workshop) == before
    workshop.ingest()
    assert set(listed(workshop)) == {"harbour.md", "long.md"}


def test_a_reader_that_starts_on_a_full_disk_is_told_so_and_can_read_when_there_is_room(
    small_disk: Path,
) -> None:
    workshop = Workshop(small_disk)
    workshop.write(_SMALL)
    workshop.ingest()
    before, index = portrait(workshop), workshop.index()
    filler = _leave(small_disk, 0)
    with pytest.raises(StorageFullError, match="free a megabyte and try again"):
        _harbour(index, workshop)
    filler.unlink()
    assert _harbour(index, workshop)
    assert portrait(workshop) == before


def _harbour(index: Index, workshop: Workshop) -> list[tuple[int, float]]:
    vector = workshop.embedder.embed_query("harbour")
    return index.read(
        lambda snapshot: snapshot.search_vectors(Audience.PUBLIC, vector, top=5, documents=None)
    )


def test_a_full_disk_is_named_before_there_is_any_index(small_disk: Path) -> None:
    workshop = Workshop(small_disk)
    workshop.write(_SMALL)
    _leave(small_disk, 0)
    with pytest.raises(StorageFullError, match=_SENTENCE):
        workshop.ingest()


@pytest.mark.parametrize("limit_kb", [1, 20, 120])
def test_files_that_may_not_grow_end_a_run_likewise(workshop: Workshop, limit_kb: int) -> None:
    pytest.importorskip("resource", reason="limits of file size are a POSIX feature")
    workshop.write(_SMALL)
    workshop.ingest()
    before = portrait(workshop)
    workshop.write(_more(2))
    process = start_ingest(workshop, max_file_bytes=limit_kb * _KB)
    process.join()
    assert process.exitcode == 1
    kind, _, sentence = (workshop.home / "refused").read_text(encoding="utf-8").partition(": ")
    assert kind == "StorageFullError", sentence
    assert portrait(workshop) == before
    workshop.ingest()
    assert set(listed(workshop)) == {"harbour.md", "long.md"}
