"""An answer is right for what it says, a refusal where nothing is said in the documents."""

from __future__ import annotations

from eval.scorers.audience import KeepsToTheAudience
from eval.scorers.language import SpeaksTheLanguage
from eval.scorers.right import Right
from tests.eval.scorers.made import Papers, answer, case, failure, marked, refusal, value

_RIGHT, _LANGUAGE, _AUDIENCE = Right(), SpeaksTheLanguage(), KeepsToTheAudience()
_SILENT = case(unanswerable="near_miss", must_not=["KRW 90 billion"])


def test_all_that_is_required_makes_an_answer_right() -> None:
    assert value(_RIGHT, case(must=["starts", {"value": "2027"}]), answer()) == 1.0
    lacking = marked(_RIGHT, case(must=["starts", {"value": "2028"}]), answer())
    assert lacking is not None
    assert (lacking.value, lacking.why) == (0.0, "it does not say 2028")


def test_what_is_forbidden_makes_it_wrong() -> None:
    assert value(_RIGHT, case(must=["starts"], must_not=[{"value": "2027"}]), answer()) == 0.0


def test_the_number_of_a_source_is_no_word_of_the_answer() -> None:
    assert value(_RIGHT, case(must=["3"]), answer("It starts soon. [3]")) == 0.0


def test_without_requirements_a_reference_decides() -> None:
    assert value(_RIGHT, case(references=["in 2027", "2027"]), answer()) == 1.0
    assert value(_RIGHT, case(references=["2028"]), answer()) == 0.0


def test_a_case_that_does_not_say_what_an_answer_holds_is_unscored() -> None:
    found_only = case(gold=[{"document": "brief.md"}], must_not=["2029"])
    long = case(references=["and so on " * 9])  # 27 words: an account, no answer in a few words
    for each in (answer(), refusal(), failure()):
        assert value(_RIGHT, found_only, each) is None
        assert value(_RIGHT, long, each) is None
    assert value(_RIGHT, found_only, answer("It starts in 2029.")) == 0.0
    assert value(_RIGHT, case(references=["and so on " * 9, "2027"]), answer()) == 1.0


def test_what_cannot_be_answered_is_rightly_refused() -> None:
    assert value(_RIGHT, _SILENT, refusal()) == 1.0
    assert value(_RIGHT, _SILENT, answer()) == 0.0
    assert value(_RIGHT, case(must=["2027"]), refusal()) == 0.0


def test_a_failure_is_neither_an_answer_nor_a_refusal() -> None:
    assert value(_RIGHT, _SILENT, failure()) == 0.0
    assert value(_RIGHT, case(must=["2027"]), failure()) == 0.0


def test_the_language_of_quotations_is_their_own() -> None:
    korean = answer("예산은 500억 원입니다. [1]", language="en", mode="verbatim")
    assert value(_LANGUAGE, case(), korean) == 1.0
    assert value(_LANGUAGE, case(), korean.model_copy(update={"mode": "prose"})) == 0.0
    assert value(_LANGUAGE, case(language="ko"), answer("2027", language="", mode="")) is None
    assert value(_LANGUAGE, case(), failure()) is None


def test_one_staff_document_before_the_public_is_a_leak() -> None:
    near = {"document": "line.md", "text": "Say nothing."}
    assert value(_AUDIENCE, case(), answer()) == 1.0
    assert value(_AUDIENCE, case(), answer(passages=[near])) == 0.0
    assert value(_AUDIENCE, case(), answer(citations=[{"document": "line.md"}])) == 0.0
    assert value(_AUDIENCE, case(audience="staff"), answer(passages=[near])) is None


def test_without_an_index_only_a_secret_in_words_is_a_leak() -> None:
    secret, without = case(unanswerable="staff_only", must_not=["Say nothing"]), Papers({}, is_known=False)
    said = _AUDIENCE.mark(secret, answer("Say nothing."), without)
    assert said is not None
    assert said.value == 0.0
    assert _AUDIENCE.mark(secret, answer(), without) is None


def test_a_staff_secret_in_the_words_of_a_refusal_is_a_leak() -> None:
    secret = case(unanswerable="staff_only", must_not=["Say nothing"])
    assert value(_AUDIENCE, secret, refusal("The documents say nothing else: say nothing.")) == 0.0
    assert value(_AUDIENCE, secret, refusal()) == 1.0
