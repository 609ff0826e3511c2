"""Candidates, decisions and suites are written so that no stop loses one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.models import Audience
from eval.datasets.dataset import read_dataset
from eval.errors import CandidateError, DatasetError
from eval.feedback.candidate import RemarkText
from eval.feedback.pool import CandidatePool, Decision, DecisionKind
from eval.feedback.suite_file import add_case, suite_for
from tests.bot.storage.samples import NOON
from tests.eval.feedback.samples import candidate
from tests.eval.samples import case

ONE, TWO = candidate("One?"), candidate("Two?")
REJECTED = Decision(key=ONE.key, verdict=DecisionKind.REJECTED, at=NOON)
FUND, OTHER = case(id="fund", must=[{"value": "2027"}]), case(id="other")
FIRST = "- id: first   # the oldest\n  language: en\n  question: Which?\n  must: [x]   # as the treaty says\n"


@pytest.fixture
def pool(tmp_path: Path) -> CandidatePool:
    return CandidatePool(tmp_path / "candidates.jsonl")


def ids(path: Path) -> list[str]:
    return [each.id for each in read_dataset(path).cases]


def test_candidates_are_read_again_with_hostile_words(pool: CandidatePool) -> None:
    assert (pool.candidates(), pool.decisions(), pool.undecided()) == ([], {}, [])
    hostile = candidate("One? \x1b[31m \u2028 \x85", remarks=(RemarkText(wrong="a\nb\x00"),))
    pool.write([hostile, TWO])
    assert pool.candidates() == [hostile, TWO]


def test_remarks_come_first_then_what_is_asked_often_and_never_what_was_decided(pool: CandidatePool) -> None:
    rare, often = candidate("Rare?", remarks=()), candidate("Often?", remarks=(), count=9)
    pool.write([rare, often, ONE])
    assert pool.undecided() == [ONE, often, rare]
    pool.decide(REJECTED)
    assert pool.undecided() == [often, rare]
    assert pool.decisions() == {ONE.key: REJECTED}


def test_a_decision_that_a_stop_cut_off_costs_no_other(pool: CandidatePool) -> None:
    pool.write([ONE, TWO])
    pool.decisions_file.write_text('{"key":"' + TWO.key)
    pool.decide(REJECTED)
    assert set(pool.decisions()) == {ONE.key}
    assert pool.undecided() == [TWO]


def test_decisions_on_rejected_questions_hold_no_word_of_them(pool: CandidatePool) -> None:
    pool.write([ONE])
    pool.decide(REJECTED)
    pool.drop_decided()
    assert pool.candidates() == []
    assert "One" not in pool.decisions_file.read_text() + pool.path.read_text()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (pool.path, pool.decisions_file)]
    assert modes == [0o600, 0o600]


def test_a_draft_goes_with_its_candidate(pool: CandidatePool, tmp_path: Path) -> None:
    other = tmp_path / "candidates.other.yaml"
    for file in (pool.draft(ONE.key), pool.draft(TWO.key), other):
        file.write_text("- id: half")
    pool.write([TWO])
    assert not pool.draft(ONE.key).exists()
    pool.decide(Decision(key=TWO.key, verdict=DecisionKind.REJECTED, at=NOON))
    assert not pool.draft(TWO.key).exists()
    assert other.exists()


def test_what_cannot_be_read_or_written_is_told(pool: CandidatePool, tmp_path: Path) -> None:
    pool.write([ONE])
    with pool.path.open("a") as file:
        file.write('{"key": 1}\n')
    with pytest.raises(CandidateError, match=r"candidates\.jsonl, line 2: this is no candidate"):
        pool.candidates()
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(CandidateError, match="cannot be read"):
        CandidatePool(tmp_path / "folder.jsonl").candidates()
    with pytest.raises(CandidateError, match="cannot be written"):
        CandidatePool(tmp_path / "folder.jsonl").write([ONE])


@pytest.mark.parametrize("name", ["new/regressions.yaml", "regressions.yml", "regressions.jsonl"])
def test_the_first_case_makes_the_suite_and_adding_twice_is_adding_once(tmp_path: Path, name: str) -> None:
    for each in (FUND, OTHER, FUND):
        add_case(tmp_path / name, each)
    assert read_dataset(tmp_path / name).cases == (FUND, OTHER)


@pytest.mark.parametrize(
    "before",
    [
        "# ours\n" + FIRST + "\n# the end\n",
        "# ours\r\n" + FIRST.replace("\n", "\r\n"),
        FIRST.rstrip("\n"),
        "\ufeff" + FIRST,
        "cases:\n  - {id: first, language: en, question: Which one, must: [x]}\n",
        "defaults: {audience: staff, tags: [t]}\ncases:\n" + FIRST,
    ],
)
def test_what_stood_there_stays_to_the_byte(tmp_path: Path, before: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(before.encode())
    add_case(path, FUND)
    after = path.read_bytes().decode()
    assert after.startswith(before)
    assert ids(path) == ["first", "fund"]
    assert read_dataset(path).cases[1] == FUND
    assert ("\n" in after.replace("\r\n", "")) == ("\r\n" not in before)


@pytest.mark.parametrize(
    "text",
    [
        "cases: [{id: first, language: en, question: Which one, must: [x]}]\n",
        FIRST + "...\n",
        "cases:\n" + FIRST + "description: behind the cases\n",
        "defaults: {unanswerable: hostile}\ncases:\n- {id: first, language: en, question: Which one}\n",
    ],
)
def test_where_a_case_cannot_be_appended_it_is_shown_to_be_added_by_hand(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(text)
    with pytest.raises(DatasetError, match="add this one by hand:\n- id: fund"):
        add_case(path, FUND)
    assert path.read_text() == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_suite_that_cannot_take_the_case_is_left_alone_and_told(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    add_case(path, FUND)
    with pytest.raises(DatasetError, match=r"s\.yaml has another case 'fund'; give this one another id"):
        add_case(path, case(id="fund", question="How little?"))
    path.write_text("- id: first\n")
    with pytest.raises(DatasetError, match="line 1"):
        add_case(path, FUND)
    assert path.read_text() == "- id: first\n"
    with pytest.raises(DatasetError, match=r"name it s\.yaml or \.jsonl"):
        add_case(tmp_path / "s.txt", FUND)
    with pytest.raises(DatasetError, match="cannot be written"):
        add_case(path / "s.yaml", FUND)


def test_what_is_staffs_goes_into_a_file_that_says_so(tmp_path: Path) -> None:
    path = suite_for(tmp_path / "s.yaml", Audience.STAFF, Audience.PUBLIC)
    add_case(path, case(audience="staff"))
    assert path.name == "s-staff.yaml"
    assert "FOR STAFF ONLY" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert suite_for(path, Audience.STAFF) == path
    assert suite_for(tmp_path / "s.yaml", Audience.PUBLIC) == tmp_path / "s.yaml"


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "s.yaml"
    real.write_text(FIRST)
    real.chmod(0o664)
    link.symlink_to(real)
    add_case(link, FUND)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o664
    assert ids(real) == ["first", "fund"]


def test_a_stop_in_the_middle_leaves_the_old_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(FIRST)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", stop)
        with pytest.raises(KeyboardInterrupt):
            add_case(path, FUND)
    assert path.read_text() == FIRST
    add_case(path, FUND)
    assert ids(path) == ["first", "fund"]
