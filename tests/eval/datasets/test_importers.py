"""Public data sets become cases and documents, and what is wrong with one is told in a sentence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.models import Language
from eval.datasets.case import EarlierTurn, Gold, Unanswerable
from eval.datasets.importers.importing import Half, import_source, take_half, take_sample
from eval.datasets.importers.source import ImportedDataset, SourceDocument
from eval.errors import SourceError
from eval.scorers.matching import meets
from tests.eval.datasets.source_samples import asked, beir, coqa, quac, squad, written, written_lines
from tests.eval.samples import case


def imported(folder: Path, value: Any) -> ImportedDataset:
    return import_source(written(folder / "set.json", value))


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as raised:
        import_source(path)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_paragraph_of_squad_is_a_document_and_a_question_a_case(tmp_path: Path) -> None:
    dataset = imported(tmp_path, squad())
    assert dataset.documents == (
        # What is invisible, and spaces beside spaces, no index keeps.
        SourceDocument(
            "Jeju_ferry-1", "Jeju ferry", "The ferry to Jeju leaves at nine. It carries 400 people."
        ),
        SourceDocument("Jeju_ferry-2", "Jeju ferry", "표는 3만 원이다."),
    )
    leaves, train, ticket = dataset.cases
    assert (leaves.id, leaves.question) == ("a1", "When does the ferry leave?")
    assert (leaves.references, leaves.cluster, leaves.tags) == (
        ("nine", "at nine"),
        "Jeju ferry",
        ("answerable",),
    )
    assert leaves.gold == (Gold(document="Jeju_ferry-1", quote="nine"),)
    assert leaves.instead == (Gold(document="Jeju_ferry-1", quote="at nine"),)
    assert (train.unanswerable, train.tags) == (Unanswerable.NEAR_MISS, ("unanswerable",))
    assert (train.references, train.gold, train.instead) == ((), (), ())
    assert (ticket.id, ticket.language, ticket.turns) == ("7", Language.KOREAN, ())


def test_documents_have_unique_ids_and_each_text_is_one_document(tmp_path: Path) -> None:
    source = squad()
    ticket = source["data"][0]["paragraphs"][1]
    again = {**ticket, "qas": [asked("b", "얼마?", "3만 원"), asked("d", "How much?", "thirty thousand won")]}
    source["data"][0]["paragraphs"].append(again)
    source["data"] += [
        {"title": "Jeju_ferry", "paragraphs": [{"context": "Other.", "qas": []}]},
        {"paragraphs": [{"context": "Nameless.", "qas": []}]},
    ]
    dataset = imported(tmp_path, source)
    ids = [document.id for document in dataset.documents]
    assert ids == ["Jeju_ferry-1", "Jeju_ferry-2", "Jeju_ferry-1-2", "article 3-1"]
    # An answer that does not stand in the paragraph is no quote.
    assert [each.gold for each in dataset.cases[-2:]] == [
        (Gold(document="Jeju_ferry-2", quote="3만 원"),),
        (Gold(document="Jeju_ferry-2"),),
    ]


def test_a_conversation_of_quac_goes_on_from_what_was_answered(tmp_path: Path) -> None:
    dataset = imported(tmp_path, quac())
    (document,) = dataset.documents
    assert document.title == "Jeju ferry – History"
    assert document.text == "It began in 1962. It carried 400 people."
    began, owner, carried = dataset.cases
    assert (began.references, began.turns) == (("in 1962", "1962"), ())
    assert owner.unanswerable is Unanswerable.NEAR_MISS
    assert carried.turns == (
        EarlierTurn(question="When did it begin?", answer="in 1962"),
        EarlierTurn(question="Who owned it?", answer="No answer."),
    )
    # An id of a case holds no "#".
    assert carried.id.startswith("C_1_q-2-")
    assert len({each.id for each in dataset.cases}) == 3


def test_a_story_of_coqa_is_asked_in_turns_and_answered_in_either_words(tmp_path: Path) -> None:
    dataset = imported(tmp_path, coqa())
    shut, again, paid = dataset.cases
    assert [document.title for document in dataset.documents] == ["harbour.txt"]
    assert shut.references == ("in spring", "March")
    assert [gold.quote for gold in (*again.gold, *again.instead)] == ["It opened again", "opened again"]
    assert paid.unanswerable is Unanswerable.NEAR_MISS
    assert [turn.answer for turn in paid.turns if isinstance(turn, EarlierTurn)] == ["in spring", "Yes"]
    assert meets("It was closed in March.", shut.must[0])
    assert meets("It was in spring.", shut.must[0])
    assert not meets("It was closed.", shut.must[0])
    assert meets("Yes, it did.", again.must[0])
    assert not meets("They said yes to cranes.", again.must[0])


def test_judged_queries_of_beir_are_cases(tmp_path: Path) -> None:
    dataset = import_source(beir(tmp_path / "tiny"))
    assert [document.id for document in dataset.documents] == ["d1", "d2", "d3"]
    assert dataset.documents[2].text == "Only a title"
    ferry, bought = dataset.cases
    assert ferry.gold == (Gold(document="d1"),)  # d2 is judged to be no evidence
    assert bought.gold == (Gold(document="d2"), Gold(document="d3"))
    assert dataset.left_out == {"nothing is judged to answer them": 1}


def test_judgements_of_beir_are_found_in_a_folder_and_in_trecs_form(tmp_path: Path) -> None:
    folder = beir(tmp_path / "tiny")
    (folder / "qrels.tsv").unlink()
    (folder / "qrels").mkdir()
    (folder / "qrels/test.tsv").write_text("q1 0 d2 1\n")
    assert [(each.question, each.gold[0].document) for each in import_source(folder).cases] == [
        ("When does the ferry leave?", "d2")
    ]


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("qrels.tsv", "q1\td1", "qrels.tsv, line 6: write query-id, corpus-id and score, with tabs between."),
        ("qrels.tsv", "q9\td1\t1", "qrels.tsv, line 6, query-id: 'q9' is not in queries.jsonl; add or"),
        ("qrels.tsv", "q1\td9\t1", "qrels.tsv, line 6, corpus-id: 'd9' is not in corpus.jsonl; add or"),
        ("corpus.jsonl", '{"_id": "d1", "text": "x"}', "corpus.jsonl, line 4, _id: 'd1' stands on a line"),
        ("corpus.jsonl", "{", "corpus.jsonl, line 4: this is no JSON; write one object a line."),
        ("queries.jsonl", '{"_id": "q4", "text": " "}', "queries.jsonl, line 4, text: String should have at"),
    ],
)
def test_what_is_wrong_with_a_beir_folder_is_told_with_its_line(
    tmp_path: Path, file: str, line: str, message: str
) -> None:
    folder = beir(tmp_path / "tiny")
    with (folder / file).open("a") as added:
        added.write(line + "\n")
    assert refused(folder).startswith(message)


def _message(role: str, content: Any) -> dict[str, Any]:
    return {"role": role, "content": content}


_FERRY = [
    _message("system", "Be brief."),
    _message("user", "When does the ferry leave?"),
    _message("assistant", "At nine."),
]
_BACK = _message("user", "And when is it back?")


def conversations(folder: Path, *lines: Any) -> ImportedDataset:
    return import_source(written_lines(folder / "chats.jsonl", *lines))


def test_each_question_with_a_reply_is_a_case_with_the_turns_before(tmp_path: Path) -> None:
    line = {"messages": [*_FERRY, _BACK, _message("assistant", "At six.")]}
    dataset = conversations(tmp_path, line, {"messages": [_BACK]})
    first, second = dataset.cases
    assert (first.id, first.references) == ("line-1-1", ("At nine.",))
    assert second.turns == (EarlierTurn(question="When does the ferry leave?", answer="At nine."),)
    assert first.cluster == second.cluster == "line-1"
    assert dataset.documents == ()
    assert dataset.left_out == {"nothing says what should be answered": 1}


def test_with_an_ideal_or_unanswerable_the_last_question_alone_is_a_case(tmp_path: Path) -> None:
    (ideal,) = conversations(
        tmp_path, {"input": [*_FERRY, _BACK], "ideal": ["At six.", "six"], "id": "f"}
    ).cases
    assert (ideal.id, ideal.question, ideal.references) == ("f-2", "And when is it back?", ("At six.", "six"))
    assert len(ideal.turns) == 1
    for value, reason in ((True, Unanswerable.NEAR_MISS), ("out_of_scope", Unanswerable.OUT_OF_SCOPE)):
        (silent,) = conversations(tmp_path, {"messages": [*_FERRY, _BACK], "unanswerable": value}).cases
        assert (silent.question, silent.unanswerable) == ("And when is it back?", reason)


def test_contexts_are_documents_in_which_the_answer_stands(tmp_path: Path) -> None:
    dataset = conversations(
        tmp_path, {"messages": _FERRY, "contexts": ["It leaves at nine.", "Boats are blue."]}
    )
    assert [document.text for document in dataset.documents] == ["It leaves at nine.", "Boats are blue."]
    assert dataset.cases[0].gold == (Gold(document="line-1-1"),)
    assert dataset.cases[0].instead == (Gold(document="line-1-2"),)


def test_parts_calls_and_messages_in_a_row_are_read_as_words(tmp_path: Path) -> None:
    parts = [{"type": "text", "text": "When does"}, {"type": "image_url", "image_url": {"url": "x"}}]
    line = [
        _message("user", parts),
        _message("user", "the ferry leave?"),
        {"role": "assistant", "content": None, "tool_calls": [{}]},
        _message("tool", "09:00"),
        _message("assistant", "At nine."),
    ]
    (only,) = conversations(tmp_path, {"messages": line}).cases
    assert (only.question, only.references) == ("When does the ferry leave?", ("At nine.",))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"messages": [_message("system", "x")]}, "messages: no message has the role 'user' and words; add"),
        ({"messages": [{"content": "x"}]}, "messages.0.role: Field required."),
        ({"messages": []}, "messages: Tuple should have at least 1 item"),
        ({"talk": []}, "messages: Field required."),
        ({"messages": _FERRY, "unanswerable": "perhaps"}, "unanswerable"),
    ],
)
def test_what_is_wrong_with_a_conversation_is_told_with_its_line(
    tmp_path: Path, line: Any, message: str
) -> None:
    path = written_lines(tmp_path / "chats.jsonl", {"messages": _FERRY}, line)
    assert refused(path).startswith(f"chats.jsonl, line 2, {message}")


def _first_question(source: dict[str, Any]) -> dict[str, Any]:
    return source["data"][0]["paragraphs"][0]["qas"][0]  # type: ignore[no-any-return]


def _add_french(source: dict[str, Any]) -> None:
    questions = [
        asked(n, f"Quelle est la capitale de la {n}e république française ?", "Paris") for n in range(4)
    ]
    source["data"][0]["paragraphs"][0]["qas"] += questions


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda made: _first_question(made).pop("question"), "data.0.paragraphs.0.qas.0.question: Field req"),
        (
            lambda made: made["data"][0]["paragraphs"][1].update(context=" "),
            "data.0.paragraphs.1.context: String should have at least 1 character.",
        ),
        (
            lambda made: _first_question(made).update(answers=[]),
            "data.0.paragraphs.0.qas.0: the question a1 has no answers and is not",
        ),
        (lambda made: _first_question(made).update(id="a2"), "set.json has the id a2 twice, for “When"),
        (lambda made: made["data"][0]["paragraphs"].clear(), "set.json has no questions to ask"),
        (_add_french, "set.json is in another language than those that Concord answers in"),
    ],
)
def test_what_is_wrong_with_squad_is_told_with_its_field(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], object], message: str
) -> None:
    source = squad()
    spoil(source)
    assert refused(written(tmp_path / "set.json", source)).removeprefix("set.json, ").startswith(message)


def test_answers_of_coqa_that_are_too_few_are_told(tmp_path: Path) -> None:
    source = coqa()
    source["data"][0]["additional_answers"]["0"].pop()
    message = "data.0.additional_answers.0: there are 2 answers to 3 questions; make them as many."
    assert refused(written(tmp_path / "coqa.json", source)) == f"coqa.json, {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"data": [', "set.json, line 1: this is no JSON (Expecting value); correct it."),
        ('{"data":\n [1,]}', "set.json, line 2: this is no JSON"),
        ("", "set.json, line 1: this is no JSON"),
        ("[" * 100_000, "set.json is no JSON that can be read; correct it."),
        ("[1]", "set.json is in none of the formats that are read: SQuAD or KorQuAD"),
        ('{"data": []}', "set.json is in none of the formats"),
        ('{"data": [{"rows": 1}]}', "set.json is in none of the formats"),
        ('{"data": [{"paragraphs": 1}]}', "set.json, data.0.paragraphs: Input should be a valid"),
    ],
)
def test_what_is_no_data_set_is_told_in_a_sentence(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "set.json").write_text(text)
    assert refused(tmp_path / "set.json").startswith(message)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path / "none.json")
    assert "is no data set; name" in refused(tmp_path)
    (tmp_path / "latin.json").write_bytes(b"\xff")
    assert refused(tmp_path / "latin.json") == "latin.json is not UTF-8; save it as UTF-8."


# Article 0 has two cases, article 1 four, and so on to article 9 with twenty: 110 in all.
CASES = [case(id=f"{a}-{i}", cluster=f"article {a}") for a in range(10) for i in range(2 * (a + 1))]


def test_a_sample_takes_of_each_article_its_share_to_within_one() -> None:
    sample = take_sample(CASES, 55, seed=1)
    counts = Counter(each.cluster for each in sample)
    assert len(sample) == 55
    # Half of 2 · (a + 1).
    assert all(abs(counts[f"article {a}"] - (a + 1)) <= 1 for a in range(10))
    assert sample == [each for each in CASES if each in sample] == take_sample(CASES, 55, seed=1)
    assert sample != take_sample(CASES, 55, seed=2)
    assert take_sample(CASES, 110, seed=1) == take_sample(CASES, 500, seed=1) == CASES


def test_a_sample_takes_of_each_tag_its_share() -> None:
    # In each article of twenty cases four cannot be answered: of half of all a hundred, ten.
    tagged = [
        each.model_copy(update={"cluster": f"article {i // 20}", "tags": ("silent",) if i % 5 == 0 else ()})
        for i, each in enumerate(CASES[:100])
    ]
    counts = [sum(bool(each.tags) for each in take_sample(tagged, 50, seed)) for seed in range(8)]
    assert counts == [10] * 8


def test_halves_share_no_article_and_make_the_whole() -> None:
    dev, held_out = take_half(CASES, Half.DEV, 3), take_half(CASES, Half.HELD_OUT, 3)
    articles = [{each.cluster for each in half} for half in (dev, held_out)]
    assert not articles[0] & articles[1]
    assert [len(each) for each in articles] == [5, 5]
    assert sorted(each.id for each in (*dev, *held_out)) == sorted(each.id for each in CASES)
    assert take_half(CASES, Half.DEV, 3) == dev != take_half(CASES, Half.DEV, 4)


def test_a_source_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "set.json").write_text("\ufeff" + json.dumps(squad()), encoding="utf-8")
    assert len(import_source(tmp_path / "set.json").cases) == 3
