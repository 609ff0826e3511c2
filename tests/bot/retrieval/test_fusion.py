"""Fusion lets the better list win; scores are of the size that the embedded model and BM25 give."""

from __future__ import annotations

import pytest

from bot.retrieval.fusion import CROSS_LINGUAL_BONUS, E5_TEMPERATURE, KEYWORD_TRUST, PARTIAL_SHARE, fuse

# Cosines of E5 lie close together: the best of a thousand passages and the hundredth are about 0.04 apart.
NEAR = [("near", 0.880), ("second", 0.865), ("third", 0.850), ("rare", 0.842)]


def order(dense: list[tuple[str, float]], keyword: list[tuple[str, float]]) -> list[str]:
    return [row for row, _ in fuse(dense, keyword)]


def test_where_no_word_matches_the_vectors_decide() -> None:
    assert fuse(NEAR, []) == NEAR


def test_a_rare_name_in_one_passage_outweighs_the_cosines() -> None:
    # A name in one of 10,000 passages is worth about 9 · 0.45 a mention, and its pairs half as much again.
    assert order(NEAR, [("rare", 14.0), ("near", 1.0)])[0] == "rare"


def test_common_words_do_not_move_the_nearest_passage() -> None:
    # Words in a quarter of the passages: idf about 1.4.
    assert order(NEAR, [("third", 1.5), ("rare", 1.4), ("second", 1.2)])[0] == "near"


def test_a_passage_that_only_the_words_find_is_found() -> None:
    assert order(NEAR, [("elsewhere", 15.0), ("near", 2.0)])[0] == "elsewhere"


def test_a_passage_that_only_the_vectors_find_is_kept() -> None:
    assert set(order(NEAR, [("elsewhere", 15.0)])) == {"near", "second", "third", "rare", "elsewhere"}


def test_a_passage_in_another_language_does_not_lose_to_partial_matches() -> None:
    # "near" is English and the question Korean; the others share its common words, one has them nearly all.
    assert order(NEAR, [("best", 8.0), ("second", 3.1), ("third", 3.0), ("rare", 2.5)])[0] == "near"


def test_where_both_agree_both_count() -> None:
    (first, score), *_ = fuse(NEAR, [("near", 10.0), ("second", 9.0)])
    assert first == "near"
    assert score == pytest.approx(0.880 + E5_TEMPERATURE * KEYWORD_TRUST * (1 - PARTIAL_SHARE) * 10.0)


def test_a_model_with_wider_cosines_takes_more_to_be_overruled() -> None:
    wide = [("near", 0.62), ("rare", 0.40)]
    keyword = [("rare", 14.0)]
    assert fuse(wide, keyword)[0][0] == "near"
    # 0.05 · 0.5 · 0.6 · 14 = 0.21 is still below the gap of 0.22, that of 16 (0.24) is above it.
    assert fuse(wide, keyword, temperature=0.05)[0][0] == "near"
    assert fuse(wide, [("rare", 16.0)], temperature=0.05)[0][0] == "rare"


def test_equal_rows_keep_the_order_of_the_lists() -> None:
    assert order([("b", 0.8), ("a", 0.8)], [("d", 1.0), ("c", 1.0)])[:2] == ["d", "c"]
    assert order([("b", 0.8), ("a", 0.8)], []) == ["b", "a"]


def test_keywords_alone_are_ranked_by_their_scores() -> None:
    assert order([], [("a", 3.0), ("b", 2.0)]) == ["a", "b"]
    assert fuse([], []) == []


def test_a_passage_in_the_other_language_is_given_what_its_cosine_is_behind() -> None:
    # 0.850 + 4 · 0.01 is above 0.880; 0.842 + 0 is not.
    assert order_across(NEAR, {"third"})[0] == "third"
    assert dict(fuse(NEAR, [], cross_lingual={"third"}))["third"] == pytest.approx(
        0.850 + CROSS_LINGUAL_BONUS * E5_TEMPERATURE
    )


def test_a_passage_in_the_other_language_that_is_far_stays_behind() -> None:
    assert order_across([*NEAR, ("far", 0.830)], {"far"})[0] == "near"


def order_across(dense: list[tuple[str, float]], across: set[str]) -> list[str]:
    return [row for row, _ in fuse(dense, [], cross_lingual=across)]
