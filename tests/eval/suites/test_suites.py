"""The suites that the gate asks are valid, honest about their evidence, and as many as they claim to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from bot.models import Audience, Language
from eval.datasets.case import Case, Gold, Unanswerable
from eval.datasets.dataset import read_dataset
from eval.scorers.matching import describe, meets
from ingest.models import Document
from ingest.parsers.limits import Limits
from ingest.sources.discovery import Source
from ingest.sources.loader import DocumentIds, ParsedSource, parse_source

pytestmark = pytest.mark.slow

_ROOT = Path(__file__).parents[3]
SUITES = [read_dataset(path) for path in sorted((_ROOT / "eval" / "suites").glob("*.yaml"))]
CASES = [case for suite in SUITES for case in suite.cases]
_THEMES = """
    across-languages audiences combining facts figures-and-dates follow-ups hostile lists quotations
    regressions unanswerable who-is-who wording
"""
_TOPICS = """
    colloquial date false-premise figure law near-miss organisation out-of-scope paraphrase person refused
    staff-only standalone typo unhelpful
"""
THEMES, TOPICS = set(_THEMES.split()), set(_TOPICS.split())
AT_LEAST = {
    Unanswerable.NEAR_MISS: 50,
    Unanswerable.FALSE_PREMISE: 25,
    Unanswerable.OUT_OF_SCOPE: 15,
    Unanswerable.STAFF_ONLY: 15,
    Unanswerable.HOSTILE: 15,
}
# What is wrong with a case, in the light of the stored documents.
Rule = Callable[[Case, dict[str, Document]], Iterator[str]]


@pytest.fixture(scope="module")
def stored() -> dict[str, Document]:
    """The shipped documents by id; one without an audience would be for staff."""
    parts = [
        part
        for path in (_ROOT / "documents").glob("*.md")
        for part in parse_source(Source(str(path), path.name), {}, Limits(), Audience.STAFF, DocumentIds({}))
    ]
    return {part.document.id: part.document for part in parts if isinstance(part, ParsedSource)}


def duplicates(values: Iterable[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_is_a_suite_for_each_theme_and_tags_are_of_one_vocabulary() -> None:
    assert {suite.name for suite in SUITES} == THEMES
    assert not [case.id for suite in SUITES for case in suite.cases if case.tags[:1] != (suite.name,)]
    assert {tag for case in CASES for tag in case.tags} == THEMES | TOPICS


def test_ids_and_questions_are_unique_over_all_suites() -> None:
    assert duplicates(case.id for case in CASES) == []
    assert duplicates((case.question, case.audience, case.earlier_questions) for case in CASES) == []


def test_the_cases_are_many_half_of_them_korean_and_every_reason_has_its_own_in_both_languages() -> None:
    languages = Counter(case.language for case in CASES)
    assert len(CASES) >= 400
    assert 0.45 <= languages[Language.KOREAN] / len(CASES) <= 0.55
    reasons = Counter(case.unanswerable for case in CASES)
    assert not {reason for reason, least in AT_LEAST.items() if reasons[reason] < least}
    both = {(case.unanswerable, case.language) for case in CASES}
    assert both == {(reason, language) for reason in (None, *Unanswerable) for language in Language}


def test_a_follow_up_has_earlier_turns_and_some_have_two() -> None:
    follow_ups = next(suite.cases for suite in SUITES if suite.name == "follow-ups")
    assert all(case.turns for case in follow_ups)
    assert sum(len(case.turns) == 2 for case in follow_ups) >= 5
    assert sum("standalone" in case.tags for case in follow_ups) >= 5


def says_what_is_right_and_where(case: Case, _: dict[str, Document]) -> Iterator[str]:
    if case.unanswerable is None:
        is_complete = case.must and case.gold and all(gold.quote for gold in case.gold)
        yield from [] if is_complete else ["it lacks must or gold with quotes"]


def quotes_what_the_asker_may_read(case: Case, stored: dict[str, Document]) -> Iterator[str]:
    for gold in evidence(case):
        document = stored.get(gold.document)
        if document is None or not gold.quote or gold.quote not in document.text:
            yield f"not to the letter: {gold.quote}"
        elif document.metadata.audience not in case.audience.readable:
            yield f"hidden: {gold.document}"


def is_met_by_its_evidence_and_references(case: Case, _: dict[str, Document]) -> Iterator[str]:
    answers = [text_of([first, *case.gold[1:]]) for first in (*case.gold[:1], *case.instead)]
    for answer in (*answers, *case.references):
        yield from (f"{describe(must)} is not in {answer}" for must in case.must if not meets(answer, must))


def is_not_answered_by_its_own_question(case: Case, _: dict[str, Document]) -> Iterator[str]:
    if case.must and all(meets(case.question, must) for must in case.must):
        yield "the question holds all that its answer must"


def forbids_nothing_of_its_own_evidence(case: Case, _: dict[str, Document]) -> Iterator[str]:
    for text in (text_of(evidence(case)), *case.references):
        yield from (describe(forbidden) for forbidden in case.must_not if meets(text, forbidden))


def keeps_its_secret_in_staff_documents(case: Case, stored: dict[str, Document]) -> Iterator[str]:
    if case.unanswerable is not Unanswerable.STAFF_ONLY and "staff-only" not in case.tags:
        return
    if case.unanswerable is Unanswerable.STAFF_ONLY and not case.must_not:
        yield "it names no secret"
    for secret in case.must_not:
        holders = {each.metadata.audience for each in stored.values() if meets(each.text, secret)}
        if holders != {Audience.STAFF}:
            yield f"{describe(secret)} does not stand in staff documents alone"
        if case.unanswerable is Unanswerable.STAFF_ONLY and meets(case.question, secret):
            yield f"the question tells {describe(secret)}"


@pytest.mark.parametrize(
    "rule",
    [
        says_what_is_right_and_where,
        quotes_what_the_asker_may_read,
        is_met_by_its_evidence_and_references,
        is_not_answered_by_its_own_question,
        forbids_nothing_of_its_own_evidence,
        keeps_its_secret_in_staff_documents,
    ],
)
def test_every_case_keeps_the_rule(rule: Rule, stored: dict[str, Document]) -> None:
    assert [(case.id, problem) for case in CASES for problem in rule(case, stored)] == []


def test_what_the_public_is_refused_is_asked_by_staff_too() -> None:
    refused = [case for case in CASES if case.unanswerable is Unanswerable.STAFF_ONLY]
    assert {case.audience for case in refused} == {Audience.PUBLIC}
    named = {case.id.removesuffix("-ko").removeprefix("staff-only-") for case in refused}
    answered = [case for case in CASES if case.audience is Audience.STAFF and case.unanswerable is None]
    assert {case.id.removesuffix("-ko").removeprefix("staff-may-") for case in answered} == named


def evidence(case: Case) -> list[Gold]:
    return [*case.gold, *case.instead]


def text_of(gold: Iterable[Gold]) -> str:
    """The evidence as an answer made of it would say it, a line each."""
    return "\n".join(each.quote for each in gold)
