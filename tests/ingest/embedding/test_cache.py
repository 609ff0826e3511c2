"""Passages are embedded once; the cache on disk survives damage, a full disk and a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.cache import CachedEmbedder, DiskVectorCache, RecentVectorCache, VectorCache
from ingest.embedding.embedder import FloatVector
from ingest.errors import StorageFullError
from tests.ingest.embedding.full_disk import no_file_larger_than
from tests.ingest.hashing_embedder import HashingEmbedder


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[DiskVectorCache]:
    with closing(DiskVectorCache(tmp_path / "vectors.sqlite")) as cache:
        yield cache


@pytest.fixture(params=["on disk", "in memory"])
def cache(request: pytest.FixtureRequest, disk: DiskVectorCache) -> VectorCache:
    return disk if request.param == "on disk" else RecentVectorCache(2000)


def random_vectors(count: int) -> dict[str, FloatVector]:
    vectors = np.random.default_rng(0).normal(size=(count, 8)).astype(np.float32)
    return {f"text {number}": vector for number, vector in enumerate(vectors)}


def test_vectors_come_back_to_the_bit_and_only_for_their_model(cache: VectorCache) -> None:
    kept = random_vectors(1300)  # more than two statements' worth of keys
    cache.put_many("model a", kept)
    found = cache.get_many("model a", [*kept, "another text"])
    assert found.keys() == kept.keys()
    assert all(np.array_equal(found[text], kept[text]) for text in kept)
    assert cache.get_many("model b", list(kept)) == {}


def test_a_text_is_embedded_once_and_each_gets_its_own_vector(cache: VectorCache) -> None:
    plain, inner = HashingEmbedder(), HashingEmbedder()
    embedder = CachedEmbedder(inner, cache)
    for texts in (["a", "둘째 문단", "", "a"], ["", "c", "a"], []):
        assert np.array_equal(embedder.embed_passages(texts), plain.embed_passages(texts))
    assert np.array_equal(embedder.embed_query("who?"), plain.embed_query("who?"))
    assert inner.embedded == ["a", "둘째 문단", "", "c"]
    assert embedder.identity == inner.identity


def test_a_cache_on_disk_outlives_the_run(tmp_path: Path) -> None:
    inner = HashingEmbedder()
    for _ in range(2):
        with closing(DiskVectorCache(tmp_path / "vectors.sqlite")) as cache:
            CachedEmbedder(inner, cache).embed_passages(["text"])
    assert inner.embedded == ["text"]


def test_a_stored_vector_of_another_length_is_not_believed(cache: VectorCache) -> None:
    inner = HashingEmbedder()
    cache.put_many(inner.identity, {"text": np.ones(7, np.float32)})
    assert CachedEmbedder(inner, cache).embed_passages(["text"]).shape == (1, inner.dimensions)
    assert inner.embedded == ["text"]


def test_in_memory_the_least_recently_used_goes_first_and_more_than_fit_come_back() -> None:
    inner = HashingEmbedder()
    embedder = CachedEmbedder(inner, RecentVectorCache(2))
    for text in ("a", "b", "a", "c", "a", "b"):  # at "c" it is "b" that goes
        embedder.embed_passages([text])
    assert inner.embedded == ["a", "b", "c", "b"]
    texts = ["d", "e", "f", "g"]
    assert np.array_equal(embedder.embed_passages(texts), HashingEmbedder().embed_passages(texts))


def test_threads_get_their_own_texts() -> None:
    plain, embedder = HashingEmbedder(), CachedEmbedder(HashingEmbedder(), RecentVectorCache(5))

    def is_right(number: int) -> bool:
        texts = [f"text {(number * 7 + step) % 20}" for step in range(6)]
        return np.array_equal(embedder.embed_passages(texts), plain.embed_passages(texts))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(is_right, range(200)))


@pytest.mark.parametrize("damage", ["overwritten from the start", "overwritten in the middle", "cut"])
def test_a_damaged_file_is_set_aside_and_begun_anew(
    damage: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "vectors.sqlite"
    kept = random_vectors(3000)
    with closing(DiskVectorCache(path)) as cache:
        cache.put_many("model", kept)
    size = path.stat().st_size
    with path.open("r+b") as file:
        if damage == "cut":
            file.truncate(size // 2)
        else:
            file.seek(0 if damage.endswith("start") else size // 4)
            file.write(b"\xa5" * (size // 2))
    with closing(DiskVectorCache(path)) as cache:
        assert cache.get_many("model", list(kept)) == {}
        cache.put_many("model", kept)
        assert len(cache.get_many("model", list(kept))) == len(kept)
    assert "damaged" in caplog.text
    assert path.with_name("vectors.sqlite.damaged").exists()


def test_a_full_disk_is_reported_and_what_was_kept_stays(disk: DiskVectorCache) -> None:
    disk.put_many("model", random_vectors(10))
    many = {f"more {number}": np.zeros(384, np.float32) for number in range(2000)}
    with no_file_larger_than(200_000), pytest.raises(StorageFullError, match="free some space"):
        disk.put_many("model", many)
    assert len(disk.get_many("model", [*random_vectors(10), *many])) == 10
    disk.put_many("model", many)
    assert len(disk.get_many("model", list(many))) == 2000


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFullError):
        DiskVectorCache(tmp_path / "file" / "vectors.sqlite").get_many("model", ["text"])


WRITER = """
import sys, itertools, pathlib, numpy as np
from ingest.embedding.cache import DiskVectorCache
cache = DiskVectorCache(pathlib.Path(sys.argv[1]))
for number in itertools.count():
    names = [f"text {number * 50 + place}" for place in range(50)]
    cache.put_many("model", {name: np.full(64, int(name[5:]), np.float32) for name in names})
    print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("delay_ms", [0, 11])
def test_a_killed_run_keeps_whole_what_it_had_written(delay_ms: int, tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process, process.stdout as output:
        assert output.readline() == "0\n"
        time.sleep(delay_ms / 1000)
        os.kill(process.pid, signal.SIGKILL)
        reported = [0, *(int(line) for line in output if line.endswith("\n"))]
    written = [f"text {number}" for number in range((max(reported) + 1) * 50)]
    with closing(DiskVectorCache(path)) as cache:
        found = cache.get_many("model", written)
    assert len(found) == len(written)
    assert all((found[text] == int(text[5:])).all() for text in written)
    assert not path.with_name("vectors.sqlite.damaged").exists()
