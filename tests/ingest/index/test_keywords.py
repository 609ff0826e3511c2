"""The keyword index finds rows by their terms, from memory and from disk alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.chunking.layout import keyword_text
from ingest.errors import IndexNotBuiltError
from ingest.index.keywords import KeywordIndex
from ingest.language.korean import Korean
from ingest.language.tokenizer import MINOR, Tokenizer

pytestmark = pytest.mark.slow

ROWS = [
    ["joint", "research", "fund"],
    ["fund", "fund", "seoul"],
    [],
    ["research", "visit"],
    ["fund", "fund", "seoul"],
]


def test_the_row_with_the_rarer_words_comes_first() -> None:
    # "joint" stands in one row of five and "research" in two.
    assert [row for row, _ in KeywordIndex.build(ROWS).search(["joint", "research"], 10)] == [0, 3]


def test_scores_are_those_of_the_formula() -> None:
    # Two rows of one term each: idf = ln(1 + (2 - 1 + .5) / (1 + .5)) = ln 2; tf part = 1 / (1 + 1.2).
    [(row, score)] = KeywordIndex.build([["one"], ["other"]]).search(["one"], 10)
    assert row == 0
    assert score == pytest.approx(0.693147 / 2.2, rel=1e-5)


def test_a_marked_term_counts_less_than_a_word() -> None:
    index = KeywordIndex.build([["word"], [MINOR + "pair"], ["none"]])
    [(_, word)], [(_, pair)] = index.search(["word"], 1), index.search([MINOR + "pair"], 1)
    assert pair == pytest.approx(0.3 * word)


def test_equal_rows_come_in_their_order_however_few_are_asked_for() -> None:
    index = KeywordIndex.build(ROWS)
    assert [row for row, _ in index.search(["seoul"], 10)] == [1, 4]
    assert [row for row, _ in index.search(["seoul"], 1)] == [1]


def test_rows_that_are_not_allowed_are_never_found() -> None:
    index = KeywordIndex.build(ROWS)
    assert [row for row, _ in index.search(["fund"], 10, allowed=[4, 0])] == [4, 0]
    assert index.search(["fund"], 10, allowed=[2, 3]) == []
    assert index.search(["fund"], 10, allowed=[]) == []


@pytest.mark.parametrize("terms", [[], ["unheard"], [MINOR + "un heard"]])
def test_what_matches_nothing_finds_nothing(terms: list[str]) -> None:
    assert KeywordIndex.build(ROWS).search(terms, 10) == []


@pytest.mark.parametrize("rows", [[], [[]], [[], []]])
def test_an_index_without_terms_can_be_kept_and_asked(tmp_path: Path, rows: list[list[str]]) -> None:
    KeywordIndex.build(rows).save(tmp_path)
    assert KeywordIndex.load(tmp_path).search(["fund"], 10) == []


def test_a_stored_index_answers_like_the_one_that_was_built(tmp_path: Path) -> None:
    built = KeywordIndex.build(ROWS)
    built.save(tmp_path / "new" / "folder")
    loaded = KeywordIndex.load(tmp_path / "new" / "folder")
    for terms in (["fund"], ["research", "unheard", "seoul"], ["visit"]):
        assert loaded.search(terms, 10) == built.search(terms, 10)


def test_a_missing_index_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(IndexNotBuiltError, match="run concord-ingest"):
        KeywordIndex.load(tmp_path / "none")


def test_a_bare_korean_name_is_found_under_any_particle() -> None:
    tokenizer = Tokenizer(Korean(threads=1))
    texts = [
        "래블업은 협약을 맺었다.",
        "카이스트가 연구를 이끈다.",
        "소버린AI와 함께한다.",
        "정부가 지원한다.",
    ]
    index = KeywordIndex.build(tokenizer.terms_all(texts))
    for name, row in (("래블업", 0), ("카이스트", 1), ("소버린", 2)):
        assert index.search(tokenizer.terms(name), 1)[0][0] == row


def test_a_word_in_a_heading_counts_more_than_one_in_the_text() -> None:
    tokenizer = Tokenizer()
    in_heading = keyword_text("", ["Fund size"], "Some other words.")
    in_text = keyword_text("", ["Other words"], "Some fund size.")
    index = KeywordIndex.build(tokenizer.terms_all([in_text, in_heading]))
    assert [row for row, _ in index.search(tokenizer.terms("fund size"), 2)] == [1, 0]


def test_a_heading_that_repeats_the_title_counts_once() -> None:
    assert keyword_text("Title", ["Title", "Part"], "words") == keyword_text("Title", ["Part"], "words")
    assert keyword_text("", [], "words") == "words"
