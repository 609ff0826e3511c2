"""Citations, retrieval, references and requirements are judged by texts and evidence, worked out by hand."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import pytest
from pydantic import TypeAdapter

from eval.datasets.case import Requirement
from eval.models import ResultCitation
from eval.scorers import citations
from eval.scorers.matching import describe, meets
from eval.scorers.retrieval import score_retrieval
from eval.scorers.scorer import Scorer
from eval.scorers.squad import score_exact_match, score_f1
from tests.eval.samples import BRIEF, Papers, answer, case, refusal
from tests.eval.scorers.test_answers import score, value

START = {"document": "brief.md", "quote": "It starts in 2027.", "section": "Start"}
FUND = {"document": "brief.md", "quote": "The fund holds KRW 50 billion."}
_REQUIREMENT: TypeAdapter[Requirement] = TypeAdapter(Requirement)


def test_a_quote_is_verbatim_or_not() -> None:
    at = BRIEF.index("It starts")
    placed = {"document": "brief.md", "quote": "It starts in 2027.", "start": at, "end": at + 18}
    moved = {**placed, "start": at + 1}
    altered = {"document": "brief.md", "quote": "It starts in 2028."}
    gone = {"document": "gone.md", "quote": "x"}
    assert value(citations.score_quotes, case(), answer(citations=[placed])) == 1.0
    assert value(citations.score_quotes, case(), answer(citations=[placed, moved, altered, gone])) == 0.25
    assert value(citations.score_quotes, case(), answer(citations=[])) is None
    assert value(citations.score_quotes, case(), refusal()) is None
    assert citations.score_quotes(case(), answer(), Papers({}, is_known=False)) is None


def test_every_line_has_a_source_that_is_listed() -> None:
    assert value(citations.score_statements, case(), answer("One. [1]\nTwo. [1]")) == 1.0
    found = score(citations.score_statements, case(), answer("One. [1]\nTwo.\nThree. [1][2]\n"))
    assert found is not None
    assert found.value == pytest.approx(1 / 3)
    assert "Two." in found.explanation
    assert value(citations.score_statements, case(), refusal()) is None


def test_the_number_behind_a_list_is_that_of_all_its_lines() -> None:
    cited = [{"document": "brief.md", "quote": "Three areas:\n\n- One:  safety\n- Two: trade", "n": 1}]
    scorer, text = citations.score_statements, "Three areas:\n\n- One: safety\n- Two: trade [1]"
    assert value(scorer, case(), answer(text, citations=cited)) == 1.0
    # What the quote does not hold has no source behind it, nor has a line with the number of none.
    assert value(scorer, case(), answer(f"Gladly.\n{text}", citations=cited)) == pytest.approx(3 / 4)
    assert value(scorer, case(), answer("- One: safety [2]", citations=cited)) == 0.0


def test_the_document_and_the_section_are_those_of_the_evidence() -> None:
    of, other = case(gold=[START]), answer(citations=[{"document": "other.md", "section": "Start"}])
    for scorer in (citations.score_document, citations.score_section):
        assert (value(scorer, of, answer()), value(scorer, of, other)) == (1.0, 0.0)


def test_precision_and_recall_are_of_the_quoted_evidence() -> None:
    of = case(gold=[START, FUND])
    cited = [
        {"document": "brief.md", "quote": "It starts in 2027."},
        {"document": "brief.md", "quote": "something else"},
        {"document": "other.md", "quote": "The fund holds KRW 50 billion."},
    ]
    assert value(citations.score_citation_precision, of, answer(citations=cited)) == pytest.approx(1 / 3)
    assert value(citations.score_citation_recall, of, answer(citations=cited)) == 0.5


@pytest.mark.parametrize(
    "scorer",
    [
        citations.score_citation_precision,
        citations.score_citation_recall,
        citations.score_document,
        citations.score_section,
    ],
)
def test_what_has_no_evidence_or_was_refused_is_unscored(scorer: Scorer) -> None:
    assert value(scorer, case(must=["x"]), answer()) is None
    assert value(scorer, case(gold=[START]), refusal()) is None


def passage(text: str, document: str = "brief.md", section: str = "") -> dict[str, str]:
    return {"document": document, "text": text, "section": section}


RANKED = answer(
    passages=[
        passage("Other words."),
        passage("Before. It starts in 2027. Behind."),
        passage("It starts in 2027."),
    ]
)
RECALL, RR = partial(score_retrieval, measure="R@5"), partial(score_retrieval, measure="RR")


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("R@1", 0.0), ("R@5", 1.0), ("RR", 1 / 2), ("nDCG@10", 1 / math.log2(3)), ("P@1", 0.0)],
)
def test_one_piece_of_evidence_at_the_second_place(measure: str, expected: float) -> None:
    scorer = partial(score_retrieval, measure=measure)
    assert value(scorer, case(gold=[START]), RANKED) == pytest.approx(expected)


def test_each_piece_is_to_be_found_and_alternatives_count_for_the_first() -> None:
    assert value(RECALL, case(gold=[START, FUND]), RANKED) == 0.5
    assert value(RECALL, case(gold=[FUND], instead=[START]), RANKED) == 1.0


def test_without_a_quote_the_section_or_the_document_is_enough() -> None:
    ranked = answer(passages=[passage("x", section="Money > Start"), passage("y", document="other.md")])
    assert value(RR, case(gold=[{"document": "other.md"}]), ranked) == 0.5
    assert value(RR, case(gold=[{"document": "brief.md", "section": "Start"}]), ranked) == 1
    assert value(RR, case(gold=[{"document": "brief.md", "section": "End"}]), ranked) == 0


def test_a_document_counts_with_its_best_passage_where_documents_are_asked_for() -> None:
    ranked = answer(passages=[passage("x"), passage("y"), passage("z", document="other.md"), passage("w")])
    # Of two documents the second, though of four passages the third.
    assert value(RR, case(gold=[{"document": "other.md"}]), ranked) == 1 / 2
    assert value(RR, case(gold=[{"document": "other.md", "quote": "z"}]), ranked) == 1 / 3


def test_cases_without_evidence_and_systems_without_passages_are_unscored() -> None:
    assert value(RR, case(must=["x"]), RANKED) is None
    assert value(RR, case(gold=[START]), answer(citations=())) is None
    # A refusal that found nothing at all is scored: its passages are what it looked at.
    assert value(RR, case(gold=[START]), refusal(passages=[passage("x")])) == 0.0


@pytest.mark.parametrize(
    ("said", "references", "exact", "f1"),
    [
        ("The Eiffel Tower!", ["eiffel tower"], 1.0, 1.0),
        # Said: it starts in 2027 (4 words), wanted: in 2027 (2), shared 2: 2 * 2 / 6.
        ("It starts in 2027. [1]", ["in 2027"], 0.0, 2 / 3),
        ("It starts in 2027.", ["May", "starts in 2027"], 0.0, 6 / 7),
        ("nothing of it", ["2027"], 0.0, 0.0),
    ],
)
def test_english_is_compared_by_words(said: str, references: list[str], exact: float, f1: float) -> None:
    of = case(references=references)
    assert value(score_exact_match, of, answer(said)) == exact
    assert value(score_f1, of, answer(said)) == pytest.approx(f1)


def test_korean_is_compared_by_characters() -> None:
    of = case(language="ko", references=["500억 원"])
    assert value(score_exact_match, of, answer("‘500억 원’")) == 1.0
    # Said: 5 0 0 억 원 이 다 (7), wanted: 5 0 0 억 원 (5), shared 5: 2 * 5 / 12.
    assert value(score_f1, of, answer("500억 원이다.")) == pytest.approx(10 / 12)


def test_of_what_cannot_be_answered_a_refusal_is_the_empty_answer() -> None:
    silent = case(unanswerable="near_miss")
    for scorer in (score_exact_match, score_f1):
        assert (value(scorer, silent, refusal()), value(scorer, silent, answer())) == (1.0, 0.0)
        assert value(scorer, case(references=["2027"]), refusal()) == 0.0
        assert value(scorer, case(must=["2027"]), answer()) is None


def test_the_span_is_compared_where_a_citation_has_one_else_the_quote() -> None:
    span = ResultCitation(document="brief.md", quote="It starts in 2027.", n=1, span="2027")
    of = case(references=["2027"])
    assert value(score_exact_match, of, answer(mode="verbatim", citations=(span,))) == 1.0
    whole = ResultCitation(document="line.md", quote="Say nothing.", n=2)
    said = answer(citations=(span, span.model_copy(update={"n": 3}), whole))
    # Said: 2027 say nothing (3 words), wanted: 2027 (1), shared 1: 2 * 1 / 4.
    assert value(score_f1, of, said) == pytest.approx(2 / 4)
    # A model is judged by its own words: in 2027 (2 words), shared 1: 2 * 1 / 3.
    prose = answer("In 2027. [1]", mode="prose", citations=(span,))
    assert value(score_f1, of, prose) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("text", "requirement", "is_met"),
    [
        ("It is run by MSIT.", "msit", True),
        ("the  Ministry of\nScience", "Ministry of Science", True),
        ("과학기술정보통신부가 맡습니다.", "과학기술정보통신부", True),
        ("국제 공동 연구 사업", "국제공동연구", True),
        ("KRW 50 billion is set aside.", {"value": "500억 원"}, True),
        ("3억 달러를 투자합니다.", {"value": "USD 300 million"}, True),
        ("2026년 3월 2일에 체결", {"value": "2 March 2026"}, True),
        ("It runs for five years.", {"value": "5 years"}, True),
        ("It costs nothing.", {"value": "nothing"}, True),
        ("Article 31(2)", {"pattern": r"article\s+31"}, True),
        ("It starts in May.", {"any": ["June", {"value": "May"}, "May"]}, True),
        ("Seoul and Singapore", {"all": ["Seoul", {"pattern": "sing"}]}, True),
        ("It is run by MSITX.", "MSIT", False),
        ("2027", "202", False),
        ("KRW 50 billion", {"value": "KRW 5 billion"}, False),
        ("500억 원", {"value": "KRW 500 million"}, False),
        ("2026년 3월", {"value": "April 2026"}, False),
        ("It starts in May.", {"any": ["June", "July"]}, False),
        ("Seoul", {"all": ["Seoul", "Singapore"]}, False),
        ("", "x", False),
    ],
)
def test_a_requirement_is_met_in_any_form_and_by_nothing_near_it(
    text: str, requirement: Any, is_met: bool
) -> None:
    assert meets(text, _REQUIREMENT.validate_python(requirement)) is is_met


def test_a_requirement_is_described_in_words() -> None:
    nested = _REQUIREMENT.validate_python({"any": ["May", {"all": [{"value": "2027"}, {"pattern": "x+"}]}]})
    assert describe(nested) == "“May” or 2027 and /x+/"
