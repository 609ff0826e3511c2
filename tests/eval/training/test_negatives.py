"""Unanswerable questions are made so that their passage really lacks the answer."""

from __future__ import annotations

import random
from dataclasses import replace

from eval.training.data.example import Answered, Example
from eval.training.data.negatives import changed_questions, near_misses, wrong_sentences
from tests.eval.training.made import read

BUILT = read("The old bridge of Oslo was built by Mina in 1901.", "Who built the old bridge in 1901?", "Mina")
REPAIRED = read("The old bridge of Oslo was repaired by Joon.", "Who repaired the old bridge?", "Joon")
ECHO = read("Mina repaired the old bridge too, built in 1901.", "When was it built?", "1901")
ELSEWHERE = read("Who built the old bridge in 1901? Nobody said.", "Who said it?", "Nobody", article="B")


def test_the_nearest_passage_of_the_article_without_the_answer_is_taken() -> None:
    # `ECHO` shares more words with the question, but holds "Mina"; `ELSEWHERE` is of another article.
    (miss, *_) = near_misses([BUILT, REPAIRED, ECHO, ELSEWHERE], within_article=True)
    assert miss.first == BUILT.first
    assert miss.passage == REPAIRED.passage
    assert miss.label is Answered.NO
    assert miss.span is None


def test_across_articles_the_passage_brings_its_own_article() -> None:
    # Its title may be put before it, and must not be the title of the passage that answers.
    (miss, *_) = near_misses([BUILT, REPAIRED, ECHO, ELSEWHERE], within_article=False)
    assert miss.passage == ELSEWHERE.passage
    assert miss.article == "B"


def test_an_article_of_one_passage_gives_none() -> None:
    assert near_misses([BUILT, replace(BUILT, first="Which bridge?")], within_article=True) == []


def test_a_questions_year_is_exchanged_for_one_that_the_passage_lacks() -> None:
    (changed,) = changed_questions([BUILT], random.Random(0))
    year = changed.first.removeprefix("Who built the old bridge in ").rstrip("?")
    assert year.isdigit()
    assert year not in BUILT.passage
    assert changed.passage == BUILT.passage
    assert changed.label is Answered.NO


def test_a_name_is_exchanged_for_a_name_of_another_article() -> None:
    asked = read("Mina met Joon.", "Whom did Mina meet?", "Joon")
    named = read("It was Mina who came.", "Who came?", "Mina")
    foreign = [
        read(f"{name} left.", "Who left?", name, article="B") for name in ("Ara", "Teo", "Ivo", "Omar")
    ]
    changed = [changed_questions([asked, named, *foreign], random.Random(seed)) for seed in range(20)]
    made = {each.first for some in changed for each in some}
    assert made == {f"Whom did {each.answer} meet?" for each in foreign}


def test_a_question_without_figure_or_name_is_left_out() -> None:
    assert changed_questions([REPAIRED], random.Random(0)) == []


def test_a_wrong_sentence_is_another_questions_sentence() -> None:
    first, second = (
        Example("made", "en", sentence, question, sentence, label=Answered.YES)
        for question, sentence in (("Who built it?", "Mina built it."), ("Who sold it?", "Joon sold it."))
    )
    wrong = wrong_sentences([first, second])
    assert [(each.first, each.passage) for each in wrong] == [
        (first.first, second.passage),
        (second.first, first.passage),
    ]
    assert all(each.article == each.passage and not each.label for each in wrong)
