"""The suite: every quotation is proved, and the shares of right answers do not fall.

The floors are a little under what was measured when they were set (`make suite` prints the figures); they are
there to notice a loss, not to state the quality.
"""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.models import Audience, Reply, Request
from tests.bot.suite.cases import Case, read_cases, share_right

Judged = list[tuple[Case, Reply]]


def ask_all(assistant: Assistant, name: str) -> Judged:
    return [(case, assistant.ask(Request(case.question, case.audience))) for case in read_cases(name)]


@pytest.fixture(scope="module")
def on_corpus(corpus: Assistant) -> Judged:
    return ask_all(corpus, "corpus")


@pytest.fixture(scope="module")
def on_announcement(announcement: Assistant) -> Judged:
    return ask_all(announcement, "announcement")


def assert_proved(assistant: Assistant, judged: Judged) -> None:
    snapshot = assistant.index.snapshot()
    cited = 0
    for case, reply in judged:
        for citation in reply.citations:
            document = snapshot.document(citation.document, case.audience)
            assert document is not None, f"{case.id} cites a document that its requester may not see"
            assert document.text[citation.start : citation.end] == citation.quote, case.id
            assert f"[{citation.n}]" in reply.text
            cited += 1
    assert cited > len(judged) / 2


def test_every_quotation_on_the_corpus_stands_in_its_document(corpus: Assistant, on_corpus: Judged) -> None:
    assert_proved(corpus, on_corpus)


def test_every_quotation_on_the_announcement_stands_in_it(
    announcement: Assistant, on_announcement: Judged
) -> None:
    assert_proved(announcement, on_announcement)


def test_the_public_never_gets_a_word_of_a_staff_document(on_corpus: Judged) -> None:
    for case, reply in on_corpus:
        if case.audience is Audience.PUBLIC:
            seen = {citation.document for citation in reply.citations} | {p.document for p in reply.passages}
            assert not any(name.startswith("line-to-take") for name in seen), case.id


def test_the_replies_are_in_the_language_of_the_question(on_corpus: Judged) -> None:
    for case, reply in on_corpus:
        is_korean = any("가" <= letter <= "힣" for letter in case.question)
        if is_korean != (reply.language == "ko"):
            pytest.fail(f"{case.id} was answered in {reply.language}")


@pytest.mark.parametrize(("answerable", "floor"), [(True, 0.56), (False, 0.45)])
def test_the_shares_of_right_replies_on_the_corpus_hold(
    on_corpus: Judged, answerable: bool, floor: float
) -> None:
    judged = [(case, reply) for case, reply in on_corpus if (case.every is not None) is answerable]
    assert share_right(judged) >= floor


def test_the_share_of_right_answers_on_the_announcement_holds(on_announcement: Judged) -> None:
    judged = [(case, reply) for case, reply in on_announcement if case.every is not None]
    assert share_right(judged) >= 0.42
