"""Rankings are scored as the definitions say, on numbers worked out by hand."""

import math

import pytest

from eval.benchmarks.metrics import score_rankings

MEASURES = ("P@1", "R@1", "R@5", "nDCG@10")


def test_a_gold_document_at_the_first_and_at_the_third_place() -> None:
    qrels = {"q1": {"a": 1}, "q2": {"c": 1}}
    rankings = {"q1": ["a", "b", "c"], "q2": ["a", "b", "c"]}
    scores = score_rankings(qrels, rankings, MEASURES)
    # P@1 and R@1: one of two is first. nDCG: 1 at the first place, 1/log2(1+3) = 0.5 at the third.
    assert scores == pytest.approx({"P@1": 0.5, "R@1": 0.5, "R@5": 1.0, "nDCG@10": 0.75})


def test_a_document_beyond_the_fifth_place_is_not_recalled_at_five() -> None:
    scores = score_rankings({"q": {"f": 1}}, {"q": list("abcdef")}, MEASURES)
    assert scores["R@5"] == 0
    assert scores["nDCG@10"] == pytest.approx(1 / math.log2(1 + 6))


def test_several_gold_documents_share_the_recall() -> None:
    scores = score_rankings({"q": {"a": 1, "z": 1}}, {"q": ["a", "b"]}, ("P@1", "R@1", "R@5"))
    assert scores == pytest.approx({"P@1": 1.0, "R@1": 0.5, "R@5": 0.5})


def test_a_query_that_found_nothing_counts_as_nought() -> None:
    scores = score_rankings({"q1": {"a": 1}, "q2": {"b": 1}}, {"q1": ["a"], "q2": []}, MEASURES)
    assert scores == pytest.approx(dict.fromkeys(MEASURES, 0.5))


def test_the_given_order_decides_whatever_the_ids_are() -> None:
    scores = score_rankings({"q": {"a": 1}}, {"q": ["z", "a"]}, ("P@1",))
    assert scores["P@1"] == 0
