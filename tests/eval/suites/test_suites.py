"""The shipped suites are valid, are honest about their evidence and are as many as they claim to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.models import Audience, Language
from eval.datasets.case import Case, Gold, Requirement, Unanswerable
from eval.datasets.dataset import Dataset
from eval.scorers.matching import describe, meets
from ingest.models import Document

_THEMES = {
    "across-languages",
    "audiences",
    "combining",
    "facts",
    "figures-and-dates",
    "follow-ups",
    "hostile",
    "lists",
    "quotations",
    "regressions",
    "unanswerable",
    "who-is-who",
    "wording",
}
_FINER = {
    "colloquial",
    "date",
    "false-premise",
    "figure",
    "law",
    "near-miss",
    "organisation",
    "out-of-scope",
    "paraphrase",
    "person",
    "refused",
    "staff-only",
    "standalone",
    "typo",
    "unhelpful",
}
_AT_LEAST = {
    Unanswerable.NEAR_MISS: 50,
    Unanswerable.FALSE_PREMISE: 25,
    Unanswerable.OUT_OF_SCOPE: 15,
    Unanswerable.STAFF_ONLY: 15,
    Unanswerable.HOSTILE: 15,
}


def test_there_is_a_suite_for_each_theme_and_each_case_bears_its_tag(suites: tuple[Dataset, ...]) -> None:
    assert {suite.name for suite in suites} == _THEMES
    assert not [case.id for suite in suites for case in suite.cases if case.tags[:1] != (suite.name,)]


def test_tags_are_of_one_vocabulary(cases: tuple[Case, ...]) -> None:
    assert {tag for case in cases for tag in case.tags} == _THEMES | _FINER


def test_ids_and_questions_are_unique_over_all_suites(cases: tuple[Case, ...]) -> None:
    assert _twice(case.id for case in cases) == []
    assert _twice((case.question, case.audience, case.earlier_questions) for case in cases) == []


def test_the_cases_are_many_and_half_of_them_korean(cases: tuple[Case, ...]) -> None:
    languages = Counter(case.language for case in cases)
    assert len(cases) >= 400
    assert 0.45 <= languages[Language.KOREAN] / len(cases) <= 0.55


def test_each_reason_not_to_answer_has_its_cases_in_both_languages(cases: tuple[Case, ...]) -> None:
    reasons = Counter(case.unanswerable for case in cases)
    assert not {reason for reason, least in _AT_LEAST.items() if reasons[reason] < least}
    both = {(case.unanswerable, case.language) for case in cases}
    assert both == {(reason, language) for reason in (None, *Unanswerable) for language in Language}


def test_a_follow_up_has_earlier_turns_and_some_have_two(suites: tuple[Dataset, ...]) -> None:
    follow_ups = next(suite.cases for suite in suites if suite.name == "follow-ups")
    assert all(case.turns for case in follow_ups)
    assert sum(len(case.turns) == 2 for case in follow_ups) >= 5
    assert sum("standalone" in case.tags for case in follow_ups) >= 5


def test_every_case_that_can_be_answered_says_what_is_right_and_where_it_stands(
    cases: tuple[Case, ...],
) -> None:
    answerable = [case for case in cases if case.unanswerable is None]
    assert not [case.id for case in answerable if not case.must]
    assert not [case.id for case in answerable if not case.gold or not all(each.quote for each in case.gold)]


def test_each_quote_stands_to_the_letter_where_the_asker_may_read_it(
    cases: tuple[Case, ...], stored: dict[str, Document]
) -> None:
    wrong = [(case.id, each.quote) for case in cases for each in _evidence(case) if not _stands(each, stored)]
    assert wrong == []
    hidden = [
        (case.id, each.document)
        for case in cases
        for each in _evidence(case)
        if stored[each.document].metadata.audience not in case.audience.readable
    ]
    assert hidden == []


def test_the_evidence_of_a_case_meets_its_own_requirements(cases: tuple[Case, ...]) -> None:
    assert [(case.id, lack) for case in cases for lack in _lacking(case, _text(case.gold))] == []


def test_what_would_do_instead_of_the_first_evidence_meets_them_as_well(cases: tuple[Case, ...]) -> None:
    wrong = [
        (case.id, each.quote, lack)
        for case in cases
        for each in case.instead
        for lack in _lacking(case, _text([each, *case.gold[1:]]))
    ]
    assert wrong == []


def test_each_reference_is_itself_a_right_answer(cases: tuple[Case, ...]) -> None:
    wrong = [
        (case.id, each, lack) for case in cases for each in case.references for lack in _lacking(case, each)
    ]
    assert wrong == []


def test_no_question_holds_all_that_its_answer_must(cases: tuple[Case, ...]) -> None:
    told = [case.id for case in cases if case.must and all(meets(case.question, each) for each in case.must)]
    assert told == []


def test_nothing_that_a_case_forbids_stands_in_its_own_evidence(cases: tuple[Case, ...]) -> None:
    wrong = [
        (case.id, describe(forbidden))
        for case in cases
        for forbidden in case.must_not
        if any(meets(each, forbidden) for each in (_text(_evidence(case)), *case.references))
    ]
    assert wrong == []


def test_a_secret_stands_in_a_staff_document_and_in_no_public_one(
    cases: tuple[Case, ...], stored: dict[str, Document]
) -> None:
    secrets = [
        (case.id, secret)
        for case in cases
        if case.unanswerable is Unanswerable.STAFF_ONLY or "staff-only" in case.tags
        for secret in case.must_not
    ]
    assert {case for case, _ in secrets} >= {
        case.id for case in cases if case.unanswerable is Unanswerable.STAFF_ONLY
    }
    wrong = [(case, describe(secret)) for case, secret in secrets if _told_by(secret, stored) != {"staff"}]
    assert wrong == []


def test_no_question_to_the_public_tells_the_secret_itself(cases: tuple[Case, ...]) -> None:
    told = [
        case.id
        for case in cases
        if case.unanswerable is Unanswerable.STAFF_ONLY
        for secret in case.must_not
        if meets(case.question, secret)
    ]
    assert told == []


def test_what_the_public_is_refused_is_asked_by_staff_too(cases: tuple[Case, ...]) -> None:
    refused = [case for case in cases if case.unanswerable is Unanswerable.STAFF_ONLY]
    assert {case.audience for case in refused} == {Audience.PUBLIC}
    named = {case.id.removesuffix("-ko").removeprefix("staff-only-") for case in refused}
    answered = [case for case in cases if case.audience is Audience.STAFF and case.unanswerable is None]
    assert {case.id.removesuffix("-ko").removeprefix("staff-may-") for case in answered} == named


def _evidence(case: Case) -> list[Gold]:
    return [*case.gold, *case.instead]


def _stands(gold: Gold, stored: dict[str, Document]) -> bool:
    return gold.document in stored and bool(gold.quote) and gold.quote in stored[gold.document].text


def _text(evidence: Iterable[Gold]) -> str:
    """The evidence as an answer made of it would say it, a line each."""
    return "\n".join(each.quote for each in evidence)


def _lacking(case: Case, answer: str) -> list[str]:
    """What the case requires and the answer does not hold."""
    return [describe(wanted) for wanted in case.must if not meets(answer, wanted)]


def _told_by(secret: Requirement, stored: dict[str, Document]) -> set[str]:
    """The audiences of the documents in which it stands."""
    return {each.metadata.audience.value for each in stored.values() if meets(each.text, secret)}


def _twice(values: Iterable[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]
