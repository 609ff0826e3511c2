"""Candidates and decisions are kept so that no stop loses one."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from eval.feedback.candidate import FixTheCandidates, Said
from eval.feedback.pool import Decision, Pool, Verdict
from tests.bot.records.samples import NOON
from tests.eval.feedback.made import candidate

ONE, TWO = candidate("One?"), candidate("Two?")
REJECTED = Decision(key=ONE.key, verdict=Verdict.REJECTED, at=NOON)


@pytest.fixture
def pool(tmp_path: Path) -> Pool:
    return Pool(tmp_path / "candidates.jsonl")


def test_what_is_kept_is_read_again_with_hostile_words(pool: Pool) -> None:
    hostile = candidate("One? \x1b[31m \u2028 \x85", remarks=(Said(wrong="a\nb\x00"),))
    pool.keep([hostile, TWO])
    assert pool.candidates() == [hostile, TWO]


def test_where_nothing_was_harvested_there_is_nothing(pool: Pool) -> None:
    assert (pool.candidates(), pool.decided(), pool.undecided()) == ([], {}, [])


def test_what_was_decided_is_not_shown_again(pool: Pool) -> None:
    pool.keep([ONE, TWO])
    pool.decide(REJECTED)
    assert pool.undecided() == [TWO]
    assert pool.decided() == {ONE.key: REJECTED}


def test_what_somebody_spoke_of_comes_first_and_then_what_is_asked_often(pool: Pool) -> None:
    rare, often = candidate("Rare?", remarks=()), candidate("Often?", remarks=(), count=9)
    pool.keep([rare, often, ONE])
    assert pool.undecided() == [ONE, often, rare]


def test_a_decision_that_a_stop_cut_off_costs_no_other(pool: Pool) -> None:
    pool.keep([ONE, TWO])
    pool.decisions_file.write_text('{"key":"' + TWO.key)
    pool.decide(REJECTED)
    assert set(pool.decided()) == {ONE.key}
    assert pool.undecided() == [TWO]


def test_decisions_of_rejected_questions_hold_no_word_of_them(pool: Pool) -> None:
    pool.keep([ONE])
    pool.decide(REJECTED)
    pool.drop_decided()
    assert pool.candidates() == []
    assert "One" not in pool.decisions_file.read_text() + pool.path.read_text()


def test_only_the_owner_may_read_what_people_asked(pool: Pool) -> None:
    pool.keep([ONE])
    pool.decide(REJECTED)
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (pool.path, pool.decisions_file)]
    assert modes == [0o600, 0o600]


def test_a_draft_goes_with_its_candidate(pool: Pool, tmp_path: Path) -> None:
    other = tmp_path / "candidates.other.yaml"
    for file in (pool.draft(ONE.key), pool.draft(TWO.key), other):
        file.write_text("- id: half")
    pool.keep([TWO])
    assert not pool.draft(ONE.key).exists()
    assert other.exists()
    pool.decide(Decision(key=TWO.key, verdict=Verdict.REJECTED, at=NOON))
    assert not pool.draft(TWO.key).exists()


def test_a_line_that_is_no_candidate_is_told_with_its_number(pool: Pool) -> None:
    pool.keep([ONE])
    with pool.path.open("a") as file:
        file.write('{"key": 1}\n')
    with pytest.raises(FixTheCandidates, match=r"candidates\.jsonl, line 2: this is no candidate"):
        pool.candidates()


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "candidates.jsonl").mkdir()
    pool = Pool(tmp_path / "candidates.jsonl")
    with pytest.raises(FixTheCandidates, match="cannot be read"):
        pool.candidates()
    with pytest.raises(FixTheCandidates, match="cannot be written"):
        pool.keep([ONE])
