"""The assistant is evaluated as people get it, and another system's answers as a file has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.models import Citation
from eval.datasets.case import Case
from eval.datasets.dataset import read_dataset
from eval.errors import RunError
from eval.models import Kind, ResultCitation
from eval.runner.targets import AnswersFile, ConcordTarget, IndexCorpus
from eval.scorers.answers import score_right
from ingest.errors import ConfigurationError
from tests.eval.samples import Papers, case

pytestmark = pytest.mark.slow

FUND = case(question="How much does the harbour fund hold?")
BATCH_SUITE = """\
- {id: a1, language: en, question: When does it start, must: [{value: 2031}]}
- {id: u1, language: en, question: Who leads it, unanswerable: near_miss}
- {id: n1, language: en, question: How many seats, must_not: [three], gold: [{document: library.md}]}
- {id: n2, language: en, question: How many boats, must_not: [two], gold: [{document: pole.md}]}
"""
# As `concord ask --json --file` writes it; n2 has no line.
BATCH = [
    {
        "id": "a1",
        "kind": "answer",
        "answer_id": "9k1ps8yr",
        "mode": "verbatim",
        "framing": "In the documents' words:",
        "notice": "",
        "text": "The survey starts in 2031. [1]",
        "citations": [
            {
                "n": 1,
                "document": "fish.md",
                "title": "Fishery",
                "section": "Fishery",
                "page": None,
                "quote": "The survey starts in 2031.",
                "start": 40,
                "end": 66,
                "url": "",
                "date": None,
                "superseded_by": None,
                "span_start": 61,
                "span_end": 65,
                "also_in": [],
            }
        ],
        "passages": [{"document": "fish.md", "section": "Fishery", "score": 0.894}],
        "confidence": 0.9144,
        "unsure": False,
        "language": "en",
        "latency_ms": 4156.6,
    },
    {"id": "u1", "kind": "refusal", "mode": "", "text": "The documents do not say.", "confidence": 0.05},
    {"id": "n1", "kind": "error", "text": "The index is being rebuilt; try again."},
    {"id": None, "kind": "error", "text": "Line 4 is not a question."},
]


def test_an_answer_is_kept_with_all_that_scorers_look_at(harbour: Path, tmp_path: Path) -> None:
    result = ConcordTarget.build(harbour, tmp_path, {}).answer(FUND, 0)
    assert (result.kind, result.language, result.mode) == (Kind.ANSWER, "en", "verbatim")
    cited = result.citations[0]
    assert (cited.document, cited.quote) == ("harbour.md", "The harbour fund holds 90 million dollars.")
    assert {passage.document for passage in result.passages} == {"harbour.md"}
    assert result.seconds is not None
    assert result.answer
    assert (tmp_path / "records.sqlite").exists()


def test_a_question_of_an_earlier_turn_is_asked_first(harbour: Path, tmp_path: Path) -> None:
    follow_up = case(
        question="And when does it enter into force?", turns=["What is the harbour agreement about?"]
    )
    assert "1 May 2026" in ConcordTarget.build(harbour, tmp_path, {}).answer(follow_up, 0).text


def test_settings_can_be_changed_for_a_run(harbour: Path, tmp_path: Path) -> None:
    target = ConcordTarget.build(harbour, tmp_path, {"retrieval.top": "1", "answer.refuse_below": "1"})
    assert target.answer(FUND, 0).kind is Kind.REFUSAL
    settings = target.describe()["settings"]
    assert isinstance(settings, dict)
    assert settings["retrieval"]["top"] == 1  # type: ignore[index, call-overload]
    with pytest.raises(ConfigurationError, match="is not a setting"):
        ConcordTarget.build(harbour, tmp_path, {"retrieval.tops": "1"})


def test_a_failure_is_a_result(harbour: Path, tmp_path: Path) -> None:
    target = ConcordTarget.build(harbour, tmp_path, {"index.folder": str(tmp_path / "nothing")})
    result = target.answer(FUND, 0)
    assert result.kind is Kind.FAILURE
    assert "concord-ingest" in result.failure


def test_scorers_see_the_stored_texts_and_which_are_for_staff(harbour: Path) -> None:
    corpus = IndexCorpus.load(harbour, {})
    assert "90 million" in (corpus.text("harbour.md") or "")
    assert corpus.text("gone.md") is None
    for_staff = [corpus.is_for_staff(name) for name in ("harbour.md", "line.md", "gone.md")]
    assert for_staff == [False, True, False]


def test_the_words_of_a_span_are_kept() -> None:
    citation = Citation(
        n=1,
        document="brief.md",
        title="Brief",
        section="Money",
        page=None,
        quote="It starts in 2027.",
        start=40,
        end=58,
        url="",
        date=None,
    )
    assert ResultCitation.of(citation).span == ""
    # The quote begins at 40, and "2027" at its 13th character.
    spanned = citation.model_copy(update={"span_start": 53, "span_end": 57})
    assert ResultCitation.of(spanned).span == "2027"


def batch(folder: Path) -> tuple[tuple[Case, ...], AnswersFile]:
    (folder / "suite.yaml").write_text(BATCH_SUITE)
    (folder / "batch.jsonl").write_text("\n".join(map(json.dumps, BATCH)))
    return read_dataset(folder / "suite.yaml").cases, AnswersFile.read(folder / "batch.jsonl")


def test_what_concord_ask_writes_is_taken_as_it_is(tmp_path: Path) -> None:
    cases, file = batch(tmp_path)
    answer, refusal, error, missing = (file.answer(each, 0) for each in cases)
    assert (answer.kind, answer.mode) == (Kind.ANSWER, "verbatim")
    assert answer.seconds == pytest.approx(4.1566)
    assert (answer.citations[0].span, answer.citations[0].start) == ("2031", 40)
    assert answer.passages[0].document == "fish.md"
    assert (refusal.kind, refusal.confidence) == (Kind.REFUSAL, 0.05)
    assert (error.kind, error.failure) == (Kind.FAILURE, "The index is being rebuilt; try again.")
    assert (missing.kind, missing.failure) == (Kind.FAILURE, "batch.jsonl has no answer to it")


def test_every_case_of_a_file_counts_for_right_also_those_that_failed(tmp_path: Path) -> None:
    cases, file = batch(tmp_path)
    scores = [score_right(each, file.answer(each, 0), Papers()) for each in cases]
    assert [score.value for score in scores if score] == [1.0, 1.0, 0.0, 0.0]


def test_a_shorter_line_is_an_answer_or_where_it_says_nothing_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_text(
        '{"id": "c0", "answer": "In 2027.", "citations": [{"document": "a.md"}]}\n\n{"id": "c1", "text": ""}'
    )
    target = AnswersFile.read(tmp_path / "other.jsonl")
    first, second = (target.answer(case(id=name), 0) for name in ("c0", "c1"))
    assert (first.kind, first.text, first.citations[0].document) == (Kind.ANSWER, "In 2027.", "a.md")
    assert second.kind is Kind.REFUSAL
    assert target.name == "other"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1, the line: "),
        ('{"answer": "x"}', "line 1, id: "),
        ('{"id": "a"}\n{"id": "a"}', "line 2: 'a' stands there twice"),
        ('\n{"id": "a", "confidence": 1.1}', "line 2, confidence: Input should be less than or equal to 1."),
        ('{"id": "a", "confidence": NaN}', "line 1, "),
        ('{"id": "a", "seconds": -1}', "line 1, seconds: "),
        ('{"id": "a", "kind": "maybe"}', "line 1, kind: "),
    ],
)
def test_a_file_that_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "other.jsonl").write_text(text)
    with pytest.raises(RunError, match=message):
        AnswersFile.read(tmp_path / "other.jsonl")
