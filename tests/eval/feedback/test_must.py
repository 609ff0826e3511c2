"""Out of what somebody said would be right is read what a right answer must hold."""

from __future__ import annotations

import pytest

from eval.feedback.must import names_in, values_in, words_in


@pytest.mark.parametrize(
    ("right", "question", "values"),
    [
        ("It is KRW 50 billion from 2027.", "How much?", ["KRW 50 billion", "2027"]),
        ("3억 달러입니다.", "얼마인가요?", ["3억 달러"]),
        ("In 2027 it is 2027.", "When?", ["2027"]),
        # What the question gives proves nothing: an answer that repeats it would be right.
        ("50,000 by 2030", "How many GPUs by 2030?", ["50,000"]),
        ("It was the minister.", "Who?", []),
    ],
)
def test_figures_are_values(right: str, question: str, values: list[str]) -> None:
    assert values_in(right, question) == values


@pytest.mark.parametrize(
    ("right", "question", "names"),
    [
        ("Naver Cloud, NHN Cloud and Kakao", "Through whom?", ["Naver Cloud", "NHN Cloud", "Kakao"]),
        ("It was Kakao, not Samsung.", "Through whom?", ["Kakao"]),
        ("Kakao입니다", "Through whom?", []),
        ("It was Kakao.", "Was it Kakao?", []),
    ],
)
def test_names_that_a_sentence_holds_are_required_each_by_itself(
    right: str, question: str, names: list[str]
) -> None:
    assert names_in(right, question, "They came through Naver Cloud, NHN Cloud and Kakao.") == names


@pytest.mark.parametrize(
    ("right", "question", "sentence", "words"),
    [
        ("It was Kim Jung-kwan.", "Who founded it?", "It was founded by Kim Jung-kwan.", "Kim Jung-kwan"),
        ("배경훈 부총리입니다", "누구입니까?", "배경훈 부총리는 말하였다.", "배경훈 부총리"),
        ("the harbour agreement", "What is the harbour agreement?", "The harbour agreement.", ""),
        ("It is the best of all.", "Which?", "It is the sum of all.", ""),
        ("Something else entirely", "Which?", "The harbour fund.", ""),
        ("", "Which?", "The harbour fund.", ""),
    ],
)
def test_other_words_are_the_longest_run_that_stands_in_a_sentence(
    right: str, question: str, sentence: str, words: str
) -> None:
    assert words_in(right, question, ["Another one.", sentence]) == words
