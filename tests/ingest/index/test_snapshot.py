"""Whoever answers while an ingest runs sees one generation at a time, and the new one without a restart."""

from __future__ import annotations

import gc
import os
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from ingest.errors import IndexNotBuiltError
from ingest.index.catalog import CatalogEntry
from ingest.index.snapshot import Index, Snapshot, find_translated
from ingest.language.tokenizer import Tokenizer
from ingest.models import Audience, Metadata
from tests.ingest.index.children import start_ingest
from tests.ingest.index.chroma_server import ChromaServer
from tests.ingest.workshop import Workshop, dense, keyword, listed

pytestmark = pytest.mark.slow

_ROUNDS = 5
_PATIENCE_S = 30.0
_OPEN_FILES = Path("/proc/self/fd")
_DOCUMENTS = 4


def _round(number: int) -> dict[str, str]:
    """Documents that all carry the number of their round, in differing amounts."""
    words = "\n\n".join(f"The common matter {n} is of round{number}." for n in range(6 + number % 3))
    return {f"d{n}.md": f"# On {n}\n\n{words}\n" for n in range(_DOCUMENTS)}


def _rounds_seen(snapshot: Snapshot, vector: object) -> set[str]:
    """The rounds that one answer speaks of: by vectors, by keywords, by listing and by stored text."""
    near = snapshot.search_vectors(Audience.PUBLIC, vector, top=100, documents=None)  # type: ignore[arg-type]
    found = snapshot.search_keywords(
        Audience.PUBLIC, Tokenizer().terms("common matter"), top=100, documents=None
    )
    size = snapshot.size(Audience.PUBLIC)
    assert len(near) == len(found) == size
    chunks = snapshot.chunks(Audience.PUBLIC, [row for row, _ in near])
    texts = [each.chunk.text for each in chunks.values()]
    for entry in snapshot.documents(Audience.PUBLIC):
        document = snapshot.document(entry.id, Audience.PUBLIC)
        assert document is not None
        texts.append(document.text)
    return {word for text in texts for word in text.replace(".", " ").split() if word.startswith("round")}


def _reads_on_while_others_ingest(workshop: Workshop) -> set[str]:
    workshop.write(_round(0))
    workshop.ingest()
    index, vector = workshop.index(), workshop.embedder.embed_query("common matter")
    seen: list[set[str]] = []
    problems: list[BaseException] = []
    done = threading.Event()

    def answer() -> None:
        try:
            while not done.is_set():
                seen.append(index.read(lambda snapshot: _rounds_seen(snapshot, vector)))
        except BaseException as problem:  # noqa: BLE001 - handed to the test's own thread
            problems.append(problem)

    thread = threading.Thread(target=answer)
    thread.start()
    for number in range(1, _ROUNDS + 1):
        workshop.write(_round(number))
        process = start_ingest(workshop)
        process.join()
        assert process.exitcode == 0
    done.set()
    thread.join()
    assert not problems, problems
    assert all(len(rounds) == 1 for rounds in seen)
    assert index.read(lambda snapshot: _rounds_seen(snapshot, vector)) == {f"round{_ROUNDS}"}
    return set().union(*seen)


@pytest.mark.parametrize("store", ["embedded", "server"])
def test_answers_given_during_ingests_each_come_from_one_generation(
    store: str, workshop: Workshop, chroma_server: ChromaServer
) -> None:
    workshop.chroma_url = chroma_server.url if store == "server" else ""
    assert len(_reads_on_while_others_ingest(workshop)) > 2


def test_a_reader_sees_the_next_state_without_a_restart(workshop: Workshop) -> None:
    workshop.write(_round(1))
    workshop.ingest()
    index = workshop.index()
    first = index.snapshot()
    assert index.snapshot() is first
    workshop.write({})
    workshop.ingest()
    assert index.read(lambda snapshot: snapshot.documents(Audience.STAFF)) == ()


def test_what_was_read_from_a_replaced_generation_is_read_again(workshop: Workshop) -> None:
    workshop.write(_round(1))
    workshop.ingest()
    reads: list[str] = []

    def use(snapshot: Snapshot) -> int:
        reads.append(snapshot.generation)
        if len(reads) == 1:
            workshop.write({"one.md": "Only one.\n"})
            workshop.ingest()
        return len(snapshot.documents(Audience.STAFF))

    assert workshop.index().read(use) == 1
    assert len(set(reads)) == len(reads) == 2


def test_generations_that_nobody_holds_are_closed(workshop: Workshop) -> None:
    if not _OPEN_FILES.is_dir():
        pytest.skip("open files are looked up in /proc")
    index, vector = workshop.index(), workshop.embedder.embed_query("common")
    for number in range(3):
        workshop.write(_round(number))
        workshop.ingest()
        index.read(lambda snapshot: _rounds_seen(snapshot, vector))
    give_up = time.monotonic() + _PATIENCE_S
    while _open_but_removed(workshop):  # Chroma closes its files a moment after it was told to
        assert time.monotonic() < give_up, _open_but_removed(workshop)
        gc.collect()
        time.sleep(0.02)
    assert index.read(lambda snapshot: _rounds_seen(snapshot, vector)) == {"round2"}


def _open_but_removed(workshop: Workshop) -> set[str]:
    """The files of removed generations that this process still has open."""
    found: set[str] = set()
    for link in _OPEN_FILES.iterdir():
        with suppress(OSError):  # it was closed between the two looks
            found.add(str(link.readlink()))
    generations = str(workshop.folder / "generations")
    return {path for path in found if path.startswith(generations) and path.endswith(" (deleted)")}


_DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut short": lambda path: os.truncate(path, path.stat().st_size // 2),
    "empty": lambda path: os.truncate(path, 0),
    "overwritten": lambda path: path.write_bytes(b"\xa5" * path.stat().st_size),
    "removed": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", _DAMAGE)
@pytest.mark.parametrize(
    "name", ["catalog.sqlite", "chroma/chroma.sqlite3", "keywords/public/term_hashes.npy"]
)
def test_a_damaged_index_says_which_folder_to_remove_and_that_heals_it(
    workshop: Workshop, name: str, damage: str
) -> None:
    workshop.write(_round(1))
    workshop.ingest()
    generation = workshop.generations.current()
    assert generation is not None
    folder = workshop.generations.folder(generation)
    _DAMAGE[damage](folder / name)
    with pytest.raises(IndexNotBuiltError) as refused:
        _ask_everything(workshop.index(), workshop)
    assert f"The index in {folder} is damaged" in str(refused.value)
    shutil.rmtree(folder)
    workshop.ingest()
    assert len(listed(workshop)) == _DOCUMENTS
    assert dense(workshop, "matter")
    assert keyword(workshop, "matter")


def _ask_everything(index: Index, workshop: Workshop) -> None:
    vector = workshop.embedder.embed_query("common matter")
    index.read(lambda snapshot: _rounds_seen(snapshot, vector))


@pytest.mark.parametrize(
    ("languages", "asked", "translated"),
    [
        ({"plan.md": "en", "plan.ko.md": "ko", "law.md": "en"}, "ko", {"plan.md"}),
        ({"plan.md": "en", "plan.ko.md": "ko", "law.md": "en"}, "en", {"plan.ko.md"}),
        ({"plan.md": "en", "law.md": "en"}, "ko", set()),  # of a translation that somebody may not read
        ({"plan.ko.md": "ko", "plan.en.md": "en"}, "ko", {"plan.en.md"}),  # the original is gone
    ],
)
def test_a_document_is_translated_where_its_original_or_translation_stands_in_the_language(
    languages: dict[str, str], asked: str, translated: set[str]
) -> None:
    entries = []
    for name, language in languages.items():
        original = "plan.md" if name.count(".") == 2 else None
        metadata = Metadata(title=name, language=language, translation_of=original)
        entries.append(CatalogEntry(name, f"/{name}", metadata, "0", 1))
    assert find_translated(entries, asked) == translated
