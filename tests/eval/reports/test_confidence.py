"""What confidence is worth is told in two tables, with the error that chance alone would show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.analysis.deciding.judged_run import JudgedRun
from eval.reports.confidence import confidence_tables
from eval.reports.curves import calibration_error, error_by_chance
from eval.runner.result import Kind, Result
from tests.eval.analysis.deciding.made import case, made


def answered(*pairs: tuple[float, int]) -> JudgedRun:
    """A run of answers, each with its confidence and whether it is right."""
    cases = [case(f"c{place}") for place in range(len(pairs))]
    results = tuple(
        Result(case=each.id, kind=Kind.ANSWER, confidence=sure)
        for each, (sure, _) in zip(cases, pairs, strict=True)
    )
    return replace(made(cases, {"right": [right for _, right in pairs]}), results=results)


TEN = answered(*((place / 10, int(place >= 5)) for place in range(10)))


def test_the_error_is_the_mean_distance_over_the_bins() -> None:
    # Five bins of two: confidence 0.05, 0.25, 0.45, 0.65, 0.85, and right 0, 0, 0.5, 1, 1.
    assert calibration_error(TEN) == pytest.approx((0.05 + 0.25 + 0.05 + 0.35 + 0.15) / 5)


def test_chance_alone_shows_an_error_that_shrinks_with_the_number_of_answers() -> None:
    # A bin of one answer with confidence 0.5 is off by 0.5, whatever comes.
    assert error_by_chance(answered(*[(0.5, 1)] * 5)) == pytest.approx(0.5)
    # Five bins of 20: the mean of |binomial(20, 0.5) - 10| / 20 is 0.088.
    assert error_by_chance(answered(*[(0.5, 1)] * 100)) == pytest.approx(0.088, abs=0.005)
    assert error_by_chance(answered(*[(1.0, 1)] * 5)) == 0.0


def test_the_tables_tell_calibration_and_risk() -> None:
    calibration, risks = confidence_tables(TEN)
    assert calibration.rows[2] == ("0.450", "0.500", "2")
    assert "missed (0.170; " in calibration.notes[1]
    assert risks.rows[0] == ("0.000", "1.000", "0.500")
    # Half of the answers are left from 0.5 on, and all these are right; of a quarter, 0.2 is the next below.
    assert ("0.500", "0.500", "0.000") in risks.rows
    assert risks.rows[-1] == ("0.800", "0.200", "0.000")


def test_without_confidences_there_is_nothing_to_tell() -> None:
    assert confidence_tables(made([case("a")], {"right": [1]})) == []
