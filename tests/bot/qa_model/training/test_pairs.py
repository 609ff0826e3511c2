"""Answers are found again in the tokens, in every script and in long passages."""

from __future__ import annotations

import pytest

from bot.qa_model.training.base import base_vocabulary
from bot.qa_model.training.example import Example, Kind, Span, Support
from bot.qa_model.training.pairs import NOT_TAUGHT, NOWHERE, span_tokens
from bot.qa_model.training.prepared import prepare
from tests.bot.qa_model.training.made import pairs, read, stated

PASSAGES = [
    ("en", "In 1998 Mina Park  joined the\tBoard of Trustees (Oslo).", "Mina Park  joined"),
    ("ko", "임종석은 1989년 2월 15일 여의도에서 지명수배되었다.", "1989년 2월 15일"),
    ("ko", "한양(漢陽)은 조선의 수도였다.", "조선의 수도"),
    ("ja", "梅雨（つゆ、ばいう）は、北海道と小笠原諸島を除く日本に見られる。", "小笠原諸島"),
    ("zh", "《战国无双3》是由光荣和ω-force开发的。", "光荣和ω-force"),
]


@pytest.mark.parametrize(("lang", "passage", "answer"), PASSAGES)
def test_an_answers_tokens_cover_it_and_no_further_token(lang: str, passage: str, answer: str) -> None:
    example = read(passage, "?", answer, lang=lang)
    assert example.span is not None
    placed = base_vocabulary().tokenizer.place(passage)
    first, last = span_tokens(placed, example.span)
    assert placed.starts[first] <= example.span.start < placed.ends[first]
    assert placed.starts[last] < example.span.end <= placed.ends[last]


def test_an_answer_deep_in_a_long_passage_lies_in_the_window_that_is_taken() -> None:
    passage = "The wall was long and grey. " * 120 + "Mina built it."
    laid = pairs().laid(read(passage, "Who built the wall?", "Mina"))
    assert laid is not None
    assert len(laid.tokens) <= 384
    taken = laid.tokens[laid.start : laid.end + 1]
    assert list(taken) == base_vocabulary().tokenizer.encode("Mina", 9)


def test_an_answer_longer_than_any_window_is_left_out() -> None:
    passage = "The wall was long and grey. " * 120
    assert pairs().laid(read(passage, "What?", passage.strip())) is None
    assert (
        len(prepare([read(passage, "What?", passage.strip()), read("It is grey.", "What?", "grey")], pairs()))
        == 1
    )


def test_what_is_not_there_points_at_the_first_token_and_a_statement_at_none() -> None:
    unanswered = pairs().laid(read("Mina left.", "Who came?", None))
    statement = pairs().laid(stated("Mina left.", "Mina came.", Support.CONTRADICTED))
    assert unanswered is not None
    assert statement is not None
    assert (unanswered.start, unanswered.end) == (NOWHERE, NOWHERE)
    assert (statement.start, statement.end) == (NOT_TAUGHT, NOT_TAUGHT)
    assert statement.verdict == Support.CONTRADICTED


def test_questions_and_statements_begin_with_different_words() -> None:
    example = read("Mina left.", "Mina left.", None)
    same = Example("made", "en", "A", example.first, example.passage, Kind.SUPPORT, Support.SUPPORTED)
    asked, said = pairs().laid(example), pairs().laid(same)
    assert asked is not None
    assert said is not None
    encode = base_vocabulary().tokenizer.encode
    assert list(asked.tokens[1:3]) == encode("query:", 2)
    assert list(said.tokens[1:3]) == encode("claim:", 2)


def test_a_word_that_touches_the_answer_belongs_to_it() -> None:
    # Whether the particle `은` has a piece of its own or shares the name's last one, the name is whole.
    placed = base_vocabulary().tokenizer.place("임종석은 갔다.")
    first, last = span_tokens(placed, Span(0, 3))
    assert placed.starts[first] == 0
    assert placed.ends[last] >= 3
