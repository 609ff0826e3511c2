"""An answer is right for what it says, a refusal where the documents say nothing, a failure never."""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean

import pytest

from eval.datasets.case import Case
from eval.models import Result, Score
from eval.scorers import answers
from eval.scorers.metrics import JUDGED, METRICS, SCORERS, score_results
from eval.scorers.scorer import Scorer
from tests.eval.samples import Papers, answer, case, failure, refusal

SILENT = case(unanswerable="near_miss", must_not=["KRW 90 billion"])
SECRET = case(unanswerable="staff_only", must_not=["Say nothing"])


def score(scorer: Scorer, of: Case, result: Result) -> Score | None:
    return scorer(of, result, Papers())


def value(scorer: Scorer, of: Case, result: Result) -> float | None:
    found = score(scorer, of, result)
    return None if found is None else found.value


def right(of: Case, result: Result) -> float | None:
    return value(answers.score_right, of, result)


def test_all_that_is_required_and_nothing_forbidden_makes_an_answer_right() -> None:
    assert right(case(must=["starts", {"value": "2027"}]), answer()) == 1.0
    missing = score(answers.score_right, case(must=["starts", {"value": "2028"}]), answer())
    assert missing == Score(0.0, "it does not say 2028")
    assert right(case(must=["starts"], must_not=[{"value": "2027"}]), answer()) == 0.0
    # The number of a source is no word of the answer.
    assert right(case(must=["3"]), answer("It starts soon. [3]")) == 0.0


def test_without_requirements_a_short_reference_decides() -> None:
    long = "and so on " * 9  # 27 words: an account, no answer in a few words
    assert right(case(references=["in 2027", "2027"]), answer()) == 1.0
    assert right(case(references=["2028"]), answer()) == 0.0
    assert right(case(references=[long, "2027"]), answer()) == 1.0
    assert right(case(references=[long]), answer()) is None


def test_a_case_that_only_forbids_is_right_by_what_an_answer_does_not_say() -> None:
    only_forbids = case(gold=[{"document": "brief.md"}], must_not=["2029"])
    assert right(only_forbids, answer()) == 1.0
    assert right(only_forbids, answer("It starts in 2029.")) == 0.0
    assert right(only_forbids, refusal()) == 0.0


def test_a_case_that_only_says_where_the_answer_stands_is_unscored() -> None:
    assert right(case(gold=[{"document": "brief.md"}]), answer()) is None
    assert right(case(gold=[{"document": "brief.md"}]), refusal()) is None


@pytest.mark.parametrize(
    "of",
    [
        SILENT,
        case(must=["2027"]),
        case(references=["2027"]),
        case(gold=[{"document": "brief.md"}]),
        case(gold=[{"document": "brief.md"}], must_not=["2029"]),
    ],
)
def test_a_failure_counts_as_0_whatever_the_case_says(of: Case) -> None:
    assert score(answers.score_right, of, failure()) == Score(0.0, "the system failed: It hung up.")


def test_what_cannot_be_answered_is_rightly_refused_and_nothing_else() -> None:
    assert right(SILENT, refusal()) == 1.0
    assert right(SILENT, answer()) == 0.0
    assert right(case(must=["2027"]), refusal()) == 0.0


def test_the_language_of_quotations_is_their_own() -> None:
    korean = answer("예산은 500억 원입니다. [1]", language="en", mode="verbatim")
    assert value(answers.score_language, case(), korean) == 1.0
    assert value(answers.score_language, case(), korean.model_copy(update={"mode": "prose"})) == 0.0
    assert value(answers.score_language, case(language="ko"), answer("2027", language="", mode="")) is None
    assert value(answers.score_language, case(), failure()) is None


def test_one_staff_document_before_the_public_is_a_leak() -> None:
    near = {"document": "line.md", "text": "Say nothing."}
    assert value(answers.score_audience, case(), answer()) == 1.0
    assert value(answers.score_audience, case(), answer(passages=[near])) == 0.0
    assert value(answers.score_audience, case(), answer(citations=[{"document": "line.md"}])) == 0.0
    assert value(answers.score_audience, case(audience="staff"), answer(passages=[near])) is None


def test_a_staff_secret_in_words_is_a_leak_also_in_a_refusal_and_without_an_index() -> None:
    told = refusal("The documents say nothing else: say nothing.")
    assert value(answers.score_audience, SECRET, told) == 0.0
    assert value(answers.score_audience, SECRET, refusal()) == 1.0
    without = Papers({}, is_known=False)
    leak = answers.score_audience(SECRET, answer("Say nothing."), without)
    assert leak is not None
    assert leak.value == 0.0
    assert answers.score_audience(SECRET, answer(), without) is None


def test_refusals_are_counted_over_the_run() -> None:
    asked = case(must=["2027"])
    replies = [
        *[(SILENT, refusal())] * 3,
        (SILENT, answer()),
        *[(asked, refusal())] * 2,
        (asked, answer()),
    ]
    values = [answers.score_refusal(of, result, Papers()).value for of, result in replies]

    def mean(items: Callable[[float], tuple[float, ...]]) -> float:
        return fmean(item for each in values for item in items(each))

    # Refused 5, of these rightly 3; had to be 4; of the 3 that can be answered 2 were refused.
    assert mean(answers.refusal_precision) == pytest.approx(3 / 5)
    assert mean(answers.refusal_recall) == pytest.approx(3 / 4)
    assert mean(answers.refusal_f1) == pytest.approx(2 * 3 / (5 + 4))
    assert mean(answers.needless_refusal) == pytest.approx(2 / 3)
    # A failure is no refusal.
    assert value(answers.score_refusal, SILENT, failure()) == value(answers.score_refusal, SILENT, answer())


def test_what_was_not_measured_is_unscored() -> None:
    assert value(SCORERS["seconds"], case(), answer(seconds=0.5)) == 0.5
    assert value(SCORERS["cost"], case(), answer()) is None


def test_each_result_gets_the_scores_of_the_scorers_that_have_something_to_say() -> None:
    asked = case(id="asked", must=["2027"])
    scores = score_results([asked], [answer(case="asked"), answer(case="gone")], Papers())
    assert set(scores) == {("asked", 0)}
    assert scores["asked", 0]["right"] == Score(1.0, "it says all that is required")
    # It has no references, and was asked once.
    assert not {"exact_match", "agreement"} & set(scores["asked", 0])


def test_the_agreement_of_repeats_is_scored_once() -> None:
    repeats = [answer(repeat=i, text=text) for i, text in enumerate(["In 2027.", "In  2027.", "2028"])]
    scores = score_results([case()], repeats, Papers())
    # Of the three pairs one is alike.
    assert scores["c", 0]["agreement"].value == pytest.approx(1 / 3)
    assert "agreement" not in scores["c", 1]
    assert answers.score_agreement([answer("Nothing."), refusal("Nothing.")]) == Score(0.0, "2 replies in 2")


def test_each_metric_has_its_scorer() -> None:
    # What repeats say together and what a language model says are scored elsewhere.
    assert {metric.scorer for metric in METRICS.values()} == set(SCORERS) | {"agreement", JUDGED}
    assert next(iter(METRICS)) == "right"
