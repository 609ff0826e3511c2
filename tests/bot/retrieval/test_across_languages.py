"""What only a document in the other language says is found, by a real index of the shipped documents."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.models import Audience, Language, Question, Request

# Questions in Korean whose words stand in many Korean passages, while one English document has the answer.
ONLY_IN_ENGLISH = {
    "싱가포르 국가 AI R&D 계획을 발표한 장관은 누구입니까?": "Minister Josephine Teo announced",
    "첫 싱가포르 AI 콘퍼런스(SCAI)에는 전문가가 몇 명이나 모였나요?": "more than 100 experts",
    "생성형 AI 프레임워크 초안에는 의견이 몇 건 접수되었습니까?": "More than 70 responses",
}


@pytest.mark.parametrize("question", ONLY_IN_ENGLISH)
def test_a_korean_question_finds_the_english_passage_that_answers(corpus: Assistant, question: str) -> None:
    asked = Question(question, Audience.PUBLIC, Language.KOREAN)
    found = corpus.index.read(lambda snapshot: corpus.retriever.passages(snapshot, asked, top=8))
    assert any(ONLY_IN_ENGLISH[question] in passage.chunk.text for passage in found)


def test_a_question_finds_its_own_languages_edition_first(corpus: Assistant) -> None:
    for question, edition in (
        ("인공지능기본법의 과태료는 최대 얼마인가요?", "ai-basic-act.ko.md"),
        ("What is the highest fine under the AI Basic Act?", "ai-basic-act.md"),
    ):
        found = corpus.search(Request(question, Audience.PUBLIC), top=1)
        assert [passage.chunk.document for passage in found] == [edition]
