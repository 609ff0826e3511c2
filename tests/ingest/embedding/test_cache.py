from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.cache import VectorCache
from ingest.embedding.cached_embedder import CachedEmbedder
from ingest.embedding.embedder import Embedder, FloatMatrix, FloatVector
from ingest.errors import StorageFullError
from tests.ingest.embedding.full_disk import no_file_larger_than


class CountingEmbedder:
    """Hands everything on to the real model and remembers what it was asked for."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.identity = embedder.identity
        self.dimensions = embedder.dimensions
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> FloatMatrix:
        self.asked += texts
        return self._embedder.embed_passages(texts)

    def embed_query(self, text: str) -> FloatVector:
        return self._embedder.embed_query(text)


@pytest.fixture
def counting(onnx_embedder: Embedder) -> CountingEmbedder:
    return CountingEmbedder(onnx_embedder)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    with VectorCache(tmp_path / "vectors.sqlite") as cache:
        yield cache


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


def test_unchanged_text_is_not_embedded_again(
    cache: VectorCache, counting: CountingEmbedder, tmp_path: Path
) -> None:
    texts = ["the first passage", "둘째 문단", ""]
    first = CachedEmbedder(counting, cache).embed_passages(texts)
    cache.close()
    with VectorCache(tmp_path / "vectors.sqlite") as reopened:
        again = CachedEmbedder(counting, reopened).embed_passages([*reversed(texts), "new"])
    assert counting.asked == [*texts, "new"]
    assert np.array_equal(again[:3], first[::-1])


def test_a_repeated_text_is_embedded_once(cache: VectorCache, counting: CountingEmbedder) -> None:
    vectors = CachedEmbedder(counting, cache).embed_passages(["same", "other", "same"])
    assert counting.asked == ["same", "other"]
    assert np.array_equal(vectors[0], vectors[2])
    assert vectors.shape == (3, 384)


def test_no_text_gives_no_vectors_and_a_question_is_handed_on(
    cache: VectorCache, counting: CountingEmbedder
) -> None:
    embedder = CachedEmbedder(counting, cache)
    assert embedder.embed_passages([]).shape == (0, 384)
    assert np.array_equal(embedder.embed_query("who?"), counting.embed_query("who?"))
    assert embedder.identity == counting.identity


def test_progress_counts_different_texts_and_ends_with_all(
    cache: VectorCache, counting: CountingEmbedder
) -> None:
    seen: list[int] = []
    texts = [f"text {number}" for number in range(300)]  # a slice of 256 and one of 44
    CachedEmbedder(counting, cache).embed_passages([*texts, *texts[:5]], seen.append)
    assert seen == [0, 256, 300]


def test_a_stored_vector_of_another_length_is_not_believed(
    cache: VectorCache, counting: CountingEmbedder
) -> None:
    cache.put_many(counting.identity, {"text": np.ones(7, np.float32)})
    assert CachedEmbedder(counting, cache).embed_passages(["text"]).shape == (1, 384)
    assert counting.asked == ["text"]


@pytest.mark.parametrize("damage", ["overwritten from the start", "overwritten in the middle", "cut"])
def test_a_damaged_file_is_set_aside_and_begun_anew(
    damage: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "vectors.sqlite"
    kept = random_vectors(3000)
    with VectorCache(path) as cache:
        cache.put_many("model", kept)
    size = path.stat().st_size
    with path.open("r+b") as file:
        if damage == "cut":
            file.truncate(size // 2)
        else:
            file.seek(0 if damage.endswith("start") else size // 4)
            file.write(b"\xa5" * (size // 2))
    with caplog.at_level(logging.WARNING), VectorCache(path) as cache:
        assert cache.get_many("model", list(kept)) == {}
        cache.put_many("model", kept)
        assert len(cache.get_many("model", list(kept))) == len(kept)
    assert "damaged" in caplog.text
    assert path.with_name("vectors.sqlite.damaged").exists()


def test_a_full_disk_is_reported_and_what_was_kept_stays(cache: VectorCache) -> None:
    cache.put_many("model", random_vectors(10))
    many = {f"more {number}": np.zeros(384, np.float32) for number in range(2000)}
    with no_file_larger_than(200_000), pytest.raises(StorageFullError, match="free some space"):
        cache.put_many("model", many)
    assert len(cache.get_many("model", [*random_vectors(10), *many])) == 10
    cache.put_many("model", many)
    assert len(cache.get_many("model", list(many))) == 2000


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with VectorCache(tmp_path / "file" / "vectors.sqlite") as cache, pytest.raises(StorageFullError):
        cache.get_many("model", ["text"])


WRITER = """
import sys, itertools, pathlib, numpy as np
from ingest.embedding.cache import VectorCache
with VectorCache(pathlib.Path(sys.argv[1])) as cache:
    for number in itertools.count():
        names = [f"text {number * 50 + place}" for place in range(50)]
        cache.put_many("model", {name: np.full(64, int(name[5:]), np.float32) for name in names})
        print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("delay_ms", [0, 3, 11, 29])
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
    with VectorCache(path) as cache:
        found = cache.get_many("model", written)
    assert len(found) == len(written)
    assert all((found[text] == int(text[5:])).all() for text in written)
    assert not path.with_name("vectors.sqlite.damaged").exists()
