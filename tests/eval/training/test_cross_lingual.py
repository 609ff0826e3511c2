"""Translations keep passage and label, and what is held out is hidden in every language."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.training.data.cross_lingual import (
    MORE_QUESTIONS,
    QUESTIONS,
    SENTENCES,
    Glossary,
    Translated,
    translated_questions,
    translated_sentences,
)
from eval.training.data.example import Answered, Example, Kind, Support
from eval.training.data.sets import FILES, TrainingData
from tests.eval.training.made import read

NAMES = ("harbour", "library", "station", "museum", "market", "theatre")
MAYORS = ("Ada Holm", "Bo Lind", "Cy Marsh", "Di Noor", "Ed Oram", "Flo Penn")
YEARS = range(1901, 1913)
TOWNS = ("Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kay", "Lou")
SET = "squad1_train_sub"
NOTHING = Translated((), (), frozenset(), frozenset())
GLOSSARY = Glossary.read()


def write(path: Path, rows: Sequence[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def question_row(id_: str, title: str, question: str, context: str, answer: str) -> dict[str, object]:
    answers = [{"text": answer, "start": context.index(answer)}]
    asked = {"id": id_, "lang": "en", "title": title, "question": question}
    return {**asked, "context": context, "answers": answers}


@pytest.fixture
def translated(tmp_path: Path) -> Translated:
    """Six articles of which the last two are held out; the last question's line is not in the set."""
    rows = [
        question_row(name, name, f"Who opened the {name}?", f"The {name} was opened by {mayor}.", mayor)
        for name, mayor in zip(NAMES, MAYORS, strict=True)
    ]
    write(tmp_path / "train" / "read" / f"{SET}.jsonl", rows)
    asked = [
        {"set": SET, "id": name, "question": f"{name}은 누가 열었나요?"}
        | ({"split": "test"} if number > 3 else {})
        for number, name in enumerate(NAMES)
    ]
    write(tmp_path / "first.jsonl", asked[:2])
    write(tmp_path / "more.jsonl", [*asked[2:], {"set": SET, "id": "?", "question": "없는 질문인가요?"}])
    return translated_questions(TrainingData(tmp_path, tmp_path), ("first.jsonl", "more.jsonl"))


@pytest.fixture
def towns(tmp_path: Path) -> TrainingData:
    """Twelve English questions, and the sentences that answer them in Korean; the last is not in the set."""
    rows = [
        question_row(
            name,
            "A",
            f"In which year was {name} founded?",
            f"It is an old town. The town of {name} was founded in the year {year}. Many live there.",
            str(year),
        )
        for name, year in zip(TOWNS, YEARS, strict=True)
    ]
    write(tmp_path / "train" / "read" / "towns.jsonl", rows)
    sentences = [
        {"set": "towns", "id": name, "korean": f"{name}라는 도시는 [[{year}년]]에 세워졌다."}
        for name, year in zip(TOWNS, YEARS, strict=True)
    ]
    unknown = {"set": "towns", "id": "unknown", "korean": "[[아무]]도 모른다."}
    write(tmp_path / SENTENCES, [*sentences, unknown])
    return TrainingData(tmp_path, tmp_path)


def sentences_of(towns: TrainingData, kind: Kind, hidden: Translated = NOTHING) -> list[Example]:
    made = translated_sentences(towns, hidden, random.Random(1))
    return [example for example in made if example.kind is kind]


def test_each_question_is_asked_of_its_own_passage_and_of_one_without_the_answer(
    translated: Translated,
) -> None:
    answers = dict(zip((f"{name}은 누가 열었나요?" for name in NAMES), MAYORS, strict=True))
    for part, names in ((translated.training, NAMES[:4]), (translated.held_out, NAMES[4:])):
        answered = [each for each in part if each.label == Answered.YES]
        missed = [each for each in part if each.label == Answered.NO]
        assert [each.first for each in answered] == [f"{name}은 누가 열었나요?" for name in names]
        assert sorted(each.first for each in missed) == sorted(each.first for each in answered)
        assert all(each.answer == answers[each.first] for each in answered)
        assert all(answers[each.first] not in each.passage and each.span is None for each in missed)


def test_the_parts_share_no_passage_and_what_is_held_out_is_hidden(translated: Translated) -> None:
    training, held_out = (
        {example.passage for example in part} for part in (translated.training, translated.held_out)
    )
    assert not training & held_out
    last = f"The {NAMES[-1]} was opened by {MAYORS[-1]}."
    assert translated.hides(read(last, "What was opened?", None))
    assert translated.hides(read("Another text.", f"Who opened the {NAMES[-1]}?", None))
    assert not translated.hides(read("Another text.", f"Who opened the {NAMES[0]}?", None))


def test_an_english_question_is_answered_by_the_marked_words_of_the_korean_sentence(
    towns: TrainingData,
) -> None:
    questions = sentences_of(towns, Kind.QUESTION)
    answered = [each for each in questions if each.label == Answered.YES]
    assert {each.first: each.answer for each in answered} == {
        f"In which year was {name} founded?": f"{year}년" for name, year in zip(TOWNS, YEARS, strict=True)
    }
    assert any(each.passage.count("세워졌다.") > 1 for each in answered)  # among others, at times
    missed = [each for each in questions if each.label == Answered.NO]
    assert len(missed) == len(TOWNS)
    assert all(each.span is None and "세워졌다" in each.passage for each in missed)


def test_statements_stand_in_the_other_language_than_their_passage(towns: TrainingData) -> None:
    made = sentences_of(towns, Kind.STATEMENT)
    assert {each.label for each in made} == set(Support)
    for each in made:
        assert ("세워졌다" in each.first) == ("was founded" in each.passage)
    for each in made:
        if "was founded" in each.first and "not" not in each.first:
            stated = each.first.removeprefix("The town of ").removesuffix(".")
            name, year = stated.split(" was founded in the year ")
            is_supported = f"{name}라는 도시는 {year}년에" in each.passage
            assert is_supported == (each.label == Support.SUPPORTED)


def test_sentences_of_hidden_questions_are_left_out(towns: TrainingData) -> None:
    hidden = Translated((), (), frozenset({f"In which year was {TOWNS[0]} founded?"}), frozenset())
    made = [example for kind in Kind for example in sentences_of(towns, kind, hidden)]
    assert made
    assert not [each for each in made if TOWNS[0] in each.first]


def test_the_stored_translations_are_korean_each_once_and_a_share_is_held_out() -> None:
    data = TrainingData(FILES)
    questions = [row for name in (QUESTIONS, MORE_QUESTIONS) for row in data.translations(name)]
    sentences = data.translations(SENTENCES)
    for rows, text in ((questions, "question"), (sentences, "korean")):
        assert len({(row["set"], row["id"]) for row in rows}) == len(rows)
        assert all(any("가" <= letter <= "힣" for letter in row[text]) for row in rows)
    assert sum(row.get("split") == "test" for row in questions) >= 120
    assert all(row["korean"].count("[[") == row["korean"].count("]]") == 1 for row in sentences)


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("When was the university founded?", "대학교 설립 언제?"),
        ("How many students live in London?", "학생 사는 런던 몇?"),
        ("Who wrote the book of Zork?", "쓴 책 Zork 누가?"),
        ("Who zorked the quux of Blarg?", None),
    ],
)
def test_an_english_question_becomes_korean_words_where_enough_are_known(
    english: str, korean: str | None
) -> None:
    assert GLOSSARY.in_korean(english, reorder=True) == korean


def test_korean_nouns_become_english_and_keep_their_particles() -> None:
    assert GLOSSARY.with_english("이 도시의 인구는 몇 명인가?") == "이 city의 population는 몇 명인가?"
    assert GLOSSARY.with_english("비가 왔나?") is None


def test_crossing_keeps_passage_answer_and_label() -> None:
    example = read("The university was founded in 1901.", "When was the university founded?", "1901")
    (made,) = GLOSSARY.crossed([example], random.Random(0))
    assert (made.passage, made.span, made.label) == (example.passage, example.span, example.label)
    assert "대학교" in made.first


def test_no_english_word_stands_twice_in_the_glossary() -> None:
    lines = (FILES / "glossary.tsv").read_text("utf-8").splitlines()
    words = [word for line in lines for word in line.split("\t")[0].split()]
    assert len(words) == len(set(words)) > 600
