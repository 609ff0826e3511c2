"""Sets are read as they are on disk, and titles and crossings keep what is true of a pair."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from bot.qa_model.training.example import Answered, Span, Support, usual_span
from bot.qa_model.training.sources.crossing import crossed, in_korean, read_glossary, with_english
from bot.qa_model.training.sources.near_misses import answer_text
from bot.qa_model.training.sources.squad_format import examples, read_questions
from bot.qa_model.training.sources.statement_sets import statement_set
from bot.qa_model.training.sources.titles import some_titled
from tests.bot.qa_model.training.made import read

GLOSSARY = read_glossary()


def test_the_answer_that_most_people_gave_is_taught() -> None:
    assert usual_span([("the king", 4), ("king", 8), ("king", 8)]) == Span(8, 12)
    assert usual_span([("a", 1), ("b", 2)]) == Span(1, 2)
    assert usual_span([]) is None


def test_an_impossible_question_has_no_answer_even_where_a_plausible_one_is_listed(tmp_path: Path) -> None:
    answers = [{"text": "Mina", "answer_start": 0}]
    qas = [
        {"id": "1", "question": " Who came? ", "answers": answers, "is_impossible": False},
        {"id": "2", "question": "Who left?", "answers": answers, "is_impossible": True},
    ]
    data = {"data": [{"title": "T", "paragraphs": [{"context": "Mina came.", "qas": qas}]}]}
    (tmp_path / "reading.json").write_text(json.dumps(data))
    possible, impossible = examples(read_questions(tmp_path / "reading.json"), "made", "en")
    assert possible.first == "Who came?"
    assert answer_text(possible) == "Mina"
    assert (impossible.verdict, impossible.span) == (Answered.NO, None)


def test_a_claim_supported_in_part_is_not_supported(tmp_path: Path) -> None:
    row = {"lang": "en", "premise": "P", "hypothesis": "H", "label": "partially_supported"}
    (tmp_path / "made.jsonl").write_text(json.dumps(row) + "\n")
    assert [each.verdict for each in statement_set(tmp_path / "made.jsonl")] == [Support.NEITHER]


def test_a_title_before_the_passage_moves_the_answer_along() -> None:
    plain = [read("Mina came.", "Who came?", "Mina", article="The_visit")] * 40
    titled = some_titled(plain, random.Random(0))
    assert {each.passage for each in titled} == {"Mina came.", "The visit\nMina came."}
    assert {answer_text(each) for each in titled} == {"Mina"}


def test_a_passage_that_is_its_own_article_gets_no_title() -> None:
    plain = [read("Mina came.", "Who came?", "Mina", article="Mina came.")] * 40
    assert some_titled(plain, random.Random(0)) == plain


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("When was the university founded?", "대학교 설립 언제?"),
        ("How many students live in London?", "학생 사는 런던 몇?"),
        ("Who wrote the book of Zork?", "쓴 책 Zork 누가?"),
    ],
)
def test_an_english_question_becomes_korean_words_with_the_questions_word_last(
    english: str, korean: str
) -> None:
    assert in_korean(english, GLOSSARY, reorder=True) == korean


def test_too_few_known_words_are_not_crossed() -> None:
    assert in_korean("Who zorked the quux of Blarg?", GLOSSARY, reorder=True) is None


def test_korean_nouns_become_english_and_keep_their_particles() -> None:
    assert with_english("이 도시의 인구는 몇 명인가?", GLOSSARY) == "이 city의 population는 몇 명인가?"
    assert with_english("비가 왔나?", GLOSSARY) is None


def test_crossing_keeps_passage_answer_and_verdict() -> None:
    example = read("The university was founded in 1901.", "When was the university founded?", "1901")
    (made,) = crossed([example], GLOSSARY, random.Random(0))
    assert (made.passage, made.span, made.verdict) == (example.passage, example.span, example.verdict)
    assert "대학교" in made.first


def test_no_english_word_stands_twice_in_the_glossary() -> None:
    path = Path(__file__).parents[5] / "bot/qa_model/training/sources/glossary.tsv"
    words = [word for line in path.read_text("utf-8").splitlines() for word in line.split("\t")[0].split()]
    assert len(words) == len(set(words)) > 600
