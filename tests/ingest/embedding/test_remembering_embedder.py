"""What was embedded lately is not embedded again, and no more is remembered than allowed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from ingest.embedding.remembering_embedder import RememberingEmbedder
from tests.ingest.hashing_embedder import HashingEmbedder


def test_the_vectors_are_those_of_the_embedder_in_the_order_of_the_texts() -> None:
    plain, remembering = HashingEmbedder(), RememberingEmbedder(HashingEmbedder(), 10)
    for texts in (["a", "b", "a"], ["b", "c"], []):
        assert np.array_equal(remembering.embed_passages(texts), plain.embed_passages(texts))
    assert np.array_equal(remembering.embed_query("a"), plain.embed_query("a"))


def test_a_text_is_embedded_once() -> None:
    inner = HashingEmbedder()
    remembering = RememberingEmbedder(inner, 10)
    remembering.embed_passages(["a", "b", "a"])
    remembering.embed_passages(["b", "c"])
    assert inner.embedded == ["a", "b", "c"]


def test_what_was_not_used_for_longest_is_forgotten_first() -> None:
    inner = HashingEmbedder()
    remembering = RememberingEmbedder(inner, 2)
    for text in ("a", "b", "a", "c", "a", "b"):  # at "c" it is "b" that goes
        remembering.embed_passages([text])
    assert inner.embedded == ["a", "b", "c", "b"]


def test_more_texts_than_are_remembered_come_back_all() -> None:
    remembering, texts = RememberingEmbedder(HashingEmbedder(), 2), ["a", "b", "c", "d"]
    assert np.array_equal(remembering.embed_passages(texts), HashingEmbedder().embed_passages(texts))


def test_threads_get_their_own_texts() -> None:
    plain, remembering = HashingEmbedder(), RememberingEmbedder(HashingEmbedder(), 5)

    def is_right(number: int) -> bool:
        texts = [f"text {(number * 7 + step) % 20}" for step in range(6)]
        return np.array_equal(remembering.embed_passages(texts), plain.embed_passages(texts))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(is_right, range(200)))
