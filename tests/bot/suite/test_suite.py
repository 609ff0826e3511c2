"""The paraphrased questions and the follow-up chains, asked of the shipped documents.

The floors are a little under what was measured when they were set (`make suite` prints the figures); they
are there to notice a loss, not to state the quality.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.cli.running import find_suites
from eval.datasets.case import Case
from eval.models import Result, Score
from eval.runner.targets import ConcordTarget, IndexCorpus
from eval.scorers.metrics import score_results
from tests.bot.conftest import DOCUMENTS

pytestmark = pytest.mark.slow

Scored = list[tuple[Case, Result, dict[str, Score]]]


def ask(suite: str, folder: Path, index: Path) -> Scored:
    settings = {"index.folder": str(index)}
    target = ConcordTarget.build(folder, folder, settings)
    (dataset,) = find_suites([suite])
    results = [target.answer(case, 0) for case in dataset.cases]
    scores = score_results(dataset.cases, results, IndexCorpus.load(folder, settings))
    return [(case, result, scores[case.id, 0]) for case, result in zip(dataset.cases, results, strict=True)]


@pytest.fixture(scope="module")
def scored(corpus_index: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scored]:
    """The scored results of each suite."""
    folder = tmp_path_factory.mktemp("suite")
    return {suite: ask(suite, folder, corpus_index) for suite in ("paraphrases", "chains")}


def share_right(scored: Scored, tag: str = "", *, unanswerable: bool = False) -> float:
    values = [
        scores["right"].value
        for case, _, scores in scored
        if tag in ("", *case.tags) and (case.unanswerable is not None) is unanswerable
    ]
    return sum(values) / len(values)


@pytest.mark.parametrize("suite", ["paraphrases", "chains"])
def test_quotes_are_verbatim_nothing_leaks_and_replies_are_in_the_questions_language(
    scored: dict[str, Scored], suite: str
) -> None:
    for scorer in ("quotes_to_the_letter", "audience", "language"):
        values = {case.id: scores[scorer] for case, _, scores in scored[suite] if scorer in scores}
        assert {name: score.explanation for name, score in values.items() if score.value < 1} == {}
        assert len(values) > len(scored[suite]) / 2


def test_the_shares_of_right_replies_hold(scored: dict[str, Scored]) -> None:
    assert share_right(scored["paraphrases"]) >= 0.56
    assert share_right(scored["paraphrases"], unanswerable=True) >= 0.45
    for half, floor in (("dev", 0.57), ("held-out", 0.60)):
        of_half = [each for each in scored["chains"] if half in each[0].tags]
        assert share_right(of_half, "follow-up") >= floor
    assert share_right(scored["chains"], "standalone") >= 0.83


def test_what_a_right_answer_to_a_chain_quotes_stands_in_the_documents(scored: dict[str, Scored]) -> None:
    documents = " ".join(" ".join(path.read_text().split()) for path in DOCUMENTS.glob("*.md"))
    for case, _, _ in scored["chains"]:
        for wanted in case.must:
            words = [wanted] if isinstance(wanted, str) else wanted.model_dump()["any"]
            assert all(each in documents for each in words), case.id
