"""The assistant is evaluated as people get it, with its records beside the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.datasets.case import Case
from eval.runner.concord import Concord
from eval.runner.corpus import Indexed
from eval.runner.result import Kind
from ingest.errors import ConfigurationError

_FUND = "How much does the harbour fund hold?"


def _case(question: str = _FUND, **values: object) -> Case:
    return Case.model_validate({"id": "c", "language": "en", "question": question, "must": ["x"], **values})


def test_an_answer_is_kept_with_all_that_scores_look_at(harbour: Path, tmp_path: Path) -> None:
    result = Concord.here(harbour, tmp_path, {}).answer(_case(), 0)
    assert result.kind is Kind.ANSWER
    assert (result.language, result.mode) == ("en", "verbatim")
    cited = result.citations[0]
    assert (cited.document, cited.quote) == ("harbour.md", "The harbour fund holds 90 million dollars.")
    assert {each.document for each in result.passages} == {"harbour.md"}
    assert result.seconds is not None
    assert (tmp_path / "answers.sqlite").exists()
    assert result.answer


def test_a_question_of_an_earlier_turn_is_asked_and_leant_on(harbour: Path, tmp_path: Path) -> None:
    leaning = _case("And when does it enter into force?", turns=["What is the harbour agreement about?"])
    assert "1 May 2026" in Concord.here(harbour, tmp_path, {}).answer(leaning, 0).text


def test_settings_can_be_others_for_a_run(harbour: Path, tmp_path: Path) -> None:
    system = Concord.here(harbour, tmp_path, {"retrieval.top": "1", "answer.refuse_below": "1"})
    result = system.answer(_case(), 0)
    assert result.kind is Kind.REFUSAL
    settings = system.describe()["settings"]
    assert isinstance(settings, dict)
    assert settings["retrieval"]["top"] == 1  # type: ignore[index, call-overload]


@pytest.mark.parametrize("path", ["retrieval.tops", "retreival.top", "top"])
def test_a_setting_that_is_none_is_told(harbour: Path, tmp_path: Path, path: str) -> None:
    with pytest.raises(ConfigurationError, match="is not a setting"):
        Concord.here(harbour, tmp_path, {path: "1"})


def test_a_failure_is_a_result(harbour: Path, tmp_path: Path) -> None:
    system = Concord.here(harbour, tmp_path, {"index.folder": str(tmp_path / "nothing")})
    result = system.answer(_case(), 0)
    assert result.kind is Kind.FAILURE
    assert "concord-ingest" in result.failure


def test_scores_see_the_stored_texts_and_which_are_for_staff(harbour: Path) -> None:
    corpus = Indexed.here(harbour, {})
    assert "90 million" in (corpus.text("harbour.md") or "")
    assert corpus.text("gone.md") is None
    assert [corpus.is_for_staff(name) for name in ("harbour.md", "line.md", "gone.md")] == [
        False,
        True,
        False,
    ]
