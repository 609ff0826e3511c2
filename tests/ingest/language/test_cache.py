"""Korean text is analysed once; the cache is only ever a help."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.language.korean import CachedMorphology, Part
from ingest.language.tokenizer import Tokenizer


class Letters:
    """A morphology that takes each character for a part, and remembers what it was asked."""

    def __init__(self, identity: str = "letters-1") -> None:
        self.identity = identity
        self.asked: list[str] = []

    def parts(self, texts: Sequence[str]) -> list[list[Part]]:
        self.asked += texts
        return [[(letter, at) for at, letter in enumerate(text)] for text in texts]


def test_unchanged_text_is_not_analysed_again(tmp_path: Path) -> None:
    letters, path = Letters(), tmp_path / "folder" / "words.sqlite"
    first = CachedMorphology(letters, path).parts(["가나", "다", "가나"])
    again = CachedMorphology(letters, path).parts(["다", "라", "가나"])
    assert first == [[("가", 0), ("나", 1)], [("다", 0)], [("가", 0), ("나", 1)]]
    assert again == [[("다", 0)], [("라", 0)], [("가", 0), ("나", 1)]]
    assert letters.asked == ["가나", "다", "라"]


def test_a_damaged_cache_is_begun_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "words.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    letters = Letters()
    assert CachedMorphology(letters, path).parts(["가"]) == [[("가", 0)]]
    CachedMorphology(letters, path).parts(["나"])
    CachedMorphology(letters, path).parts(["나"])
    assert letters.asked == ["가", "나"]
    assert "is damaged" in caplog.text


def test_where_nothing_can_be_written_the_text_is_analysed_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "words.sqlite").mkdir()
    assert CachedMorphology(Letters(), tmp_path / "words.sqlite").parts(["가"]) == [[("가", 0)]]


def test_cached_korean_gives_the_same_words_and_identity(tmp_path: Path) -> None:
    plain, cached = Tokenizer(), Tokenizer(CachedMorphology(Letters("x"), tmp_path / "words.sqlite"))
    assert plain.identity != cached.identity
    assert cached.tokenize("가나") == cached.tokenize("가나") == ["가", "나"]
