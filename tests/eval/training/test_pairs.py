"""Answers are found again in the tokens, and every pair is seen once a round."""

from __future__ import annotations

import pytest

from bot.qa_model.base import base_vocabulary
from eval.training.data.example import Example, Kind, Span, Support
from eval.training.pairs import NOT_TAUGHT, StagedBatches, collate, span_tokens
from tests.eval.training.made import encoded, encoder, read, residents, stated

pytestmark = pytest.mark.slow

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
    pair = encoder().encode(read(passage, "Who built the wall?", "Mina"))
    assert pair is not None
    assert len(pair.tokens) <= 384
    taken = pair.tokens[pair.start : pair.end + 1]
    assert list(taken) == base_vocabulary().tokenizer.encode("Mina", 9)


def test_an_answer_longer_than_any_window_is_left_out() -> None:
    passage = "The wall was long and grey. " * 120
    assert encoder().encode(read(passage, "What?", passage.strip())) is None


def test_what_is_not_there_points_at_the_first_token_and_a_statement_at_none() -> None:
    unanswered = encoder().encode(read("Mina left.", "Who came?", None))
    statement = encoder().encode(stated("Mina left.", "Mina came.", Support.CONTRADICTED))
    assert unanswered is not None
    assert statement is not None
    assert (unanswered.start, unanswered.end) == (0, 0)
    assert (statement.start, statement.end) == (NOT_TAUGHT, NOT_TAUGHT)
    assert statement.label == Support.CONTRADICTED


def test_questions_and_statements_begin_with_different_words() -> None:
    asked = encoder().encode(read("Mina left.", "Mina left.", None))
    said = encoder().encode(
        Example("made", "en", "A", "Mina left.", "Mina left.", Kind.STATEMENT, Support.SUPPORTED)
    )
    assert asked is not None
    assert said is not None
    encode = base_vocabulary().tokenizer.encode
    assert list(asked.tokens[1:3]) == encode("query:", 2)
    assert list(said.tokens[1:3]) == encode("claim:", 2)


def test_a_word_that_touches_the_answer_belongs_to_it() -> None:
    # Whether the particle `은` has a token of its own or shares the name's last one, the name is whole.
    placed = base_vocabulary().tokenizer.place("임종석은 갔다.")
    first, last = span_tokens(placed, Span(0, 3))
    assert placed.starts[first] == 0
    assert placed.ends[last] >= 3


def test_each_round_sees_every_pair_once_in_an_order_of_its_own() -> None:
    batches = list(StagedBatches([range(50)], [14], 8, seed=3))  # 50 pairs in batches of 8: 7 a round
    first, second = ([pair for batch in part for pair in batch] for part in (batches[:7], batches[7:]))
    assert sorted(first) == sorted(second) == list(range(50))
    assert first != second
    assert batches == list(StagedBatches([range(50)], [14], 8, seed=3))
    assert batches != list(StagedBatches([range(50)], [14], 8, seed=4))


def test_a_stage_ends_within_a_round_and_the_last_one_goes_on_round_after_round() -> None:
    # 20 pairs in batches of 5 are 4 a round, of which 3 are seen; then 12 pairs are 3 batches a round.
    batches = StagedBatches([range(20), range(12)], [3, 9], 5, seed=0)
    seen = list(batches)
    assert len(seen) == len(batches) == 9
    assert len({pair for batch in seen[:3] for pair in batch}) == 15
    assert {pair for batch in seen[:3] for pair in batch} <= set(range(20))
    for part in (seen[3:6], seen[6:]):
        assert sorted(pair for batch in part for pair in batch) == list(range(20, 32))


def test_pairs_of_like_length_are_batched_together() -> None:
    lengths = [10, 300] * 16
    for batch in StagedBatches([lengths], [4], 8, seed=0):
        assert len({lengths[pair] for pair in batch}) == 1


def test_a_span_may_be_on_the_passage_and_on_the_first_token_only() -> None:
    pairs = encoded(residents()[:4])
    batch = collate(pairs)
    for row, pair in enumerate(pairs):
        length = len(pair.tokens)
        passage = range(pair.passage, length - 1)
        assert batch["readable"][row].nonzero().flatten().tolist() == [0, *passage]
        assert batch["attention_mask"][row].nonzero().flatten().tolist() == list(range(length))
        assert batch["input_ids"][row, :length].tolist() == list(pair.tokens)
