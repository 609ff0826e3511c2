"""Page, Markdown and JSON say the same; the page opens from a file in a browser and loads nothing."""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.analysis.compare import compare
from eval.analysis.gate import RuleVerdict
from eval.analysis.run import Run, summarise
from eval.models import Kind, Result, ResultCitation, ResultPassage
from eval.reports.html import report_html
from eval.reports.outcomes import RefusalStep, calibration, calibration_error, outcomes_of, refusal_curve
from eval.reports.tables import (
    comparison_table,
    confidence_tables,
    format_value,
    metrics_table,
    slices_table,
)
from eval.reports.text import report_json, report_markdown, summary_json, verdicts_json
from eval.scorers.metrics import METRICS
from tests.eval.samples import make_run, own_case

pytestmark = pytest.mark.slow

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")

EVIL = "<script>document.title = 'broken'</script> & </script>"
CASES = [
    own_case("fund", tags=["figures"], must=["90 million"]),
    own_case("evil", tags=["a \"b\" & 'c'"], question=EVIL),
    own_case("silent", unanswerable="near_miss", language="ko", question="무엇입니까?"),
    own_case("leak", unanswerable="staff_only", must_not=["77"]),
    own_case("needless", tags=["figures"]),
    own_case("down"),
]
RESULTS = (
    Result(
        case="fund",
        kind=Kind.ANSWER,
        text="The fund holds 90 million. [1]",
        citations=(
            ResultCitation(document="fund.md", quote="The fund holds 90 million.", section="Money", n=1),
        ),
        passages=(ResultPassage(document="fund.md", text="Before. The fund holds 90 million. After."),),
        confidence=0.9,
        seconds=0.2,
    ),
    Result(case="evil", kind=Kind.ANSWER, text=EVIL, confidence=0.4, seconds=0.4),
    Result(case="silent", kind=Kind.REFUSAL, text="문서에 없습니다.", confidence=0.1, seconds=0.1),
    Result(case="leak", kind=Kind.ANSWER, text="It is 77.", confidence=0.6, seconds=0.3),
    Result(case="needless", kind=Kind.REFUSAL, text="They do not say.", seconds=0.1),
    Result(case="down", kind=Kind.FAILURE, failure="It hung up."),
)
SCORES: Mapping[str, Sequence[float | None]] = {
    "right": [1, 0, 1, 0, 0, 0],
    "audience": [1, 1, 1, 0, 1, 1],
    "refusals": [0, 0, 3, 2, 1, 0],
    "seconds": [0.2, 0.4, 0.1, 0.3, 0.1, None],
}
RUN = replace(make_run(CASES, SCORES), results=RESULTS)
# The same cases, of which `evil` became right.
BETTER = replace(
    make_run(CASES, {**SCORES, "right": [1, 1, 1, 0, 0, 0]}, "better"),
    results=RESULTS,
    suites={case.id: "other" if case.id == "needless" else "first" for case in CASES},
)
PAGE = report_html(BETTER, summarise(BETTER), RUN)


def answered(*pairs: tuple[float, int]) -> Run:
    """A run of answers, each with its confidence and whether it is right."""
    cases = [own_case(f"c{place}") for place in range(len(pairs))]
    results = tuple(
        Result(case=case.id, kind=Kind.ANSWER, confidence=confidence)
        for case, (confidence, _) in zip(cases, pairs, strict=True)
    )
    return replace(make_run(cases, {"right": [right for _, right in pairs]}), results=results)


TEN = answered(*((place / 10, int(place >= 5)) for place in range(10)))


def test_each_result_has_the_outcome_that_says_most() -> None:
    assert {outcome.case.id: outcome.name for outcome in outcomes_of(RUN)} == {
        "fund": "right",
        "evil": "wrong answer",
        "silent": "right",
        "leak": "leaked",
        "needless": "needless refusal",
        "down": "failed",
    }
    assert next(outcome.reason for outcome in outcomes_of(RUN) if outcome.name == "leaked") == "why leak"


def test_a_case_that_does_not_say_what_is_right_is_not_scored() -> None:
    results = (
        Result(case="a", kind=Kind.ANSWER, confidence=0.5),
        Result(case="b", kind=Kind.REFUSAL),
        Result(case="c", kind=Kind.ANSWER, confidence=0.9),
    )
    partly = replace(make_run([own_case(n) for n in "abc"], {"right": [None, None, 1]}), results=results)
    assert [outcome.name for outcome in outcomes_of(partly)] == ["not scored", "needless refusal", "right"]
    assert refusal_curve(partly) == [RefusalStep(0.9, 1.0, 1.0)]


def test_refusing_less_confident_answers_leaves_fewer_of_which_more_are_right() -> None:
    # Of six results three are answers with a confidence: 0.4 (wrong), 0.6 (a leak) and 0.9 (right).
    assert refusal_curve(RUN) == [
        RefusalStep(0.4, 3 / 6, 1 / 3),
        RefusalStep(0.6, 2 / 6, 1 / 2),
        RefusalStep(0.9, 1 / 6, 1.0),
    ]
    assert refusal_curve(answered((0.5, 1), (0.5, 0))) == [RefusalStep(0.5, 1.0, 0.5)]


def test_calibration_is_the_mean_distance_over_bins_of_equal_size() -> None:
    bins = calibration(TEN)
    assert [each.confidence for each in bins] == pytest.approx([0.05, 0.25, 0.45, 0.65, 0.85])
    assert [(each.right, each.answers) for each in bins] == [(0, 2), (0, 2), (0.5, 2), (1, 2), (1, 2)]
    assert calibration_error(TEN) == pytest.approx((0.05 + 0.25 + 0.05 + 0.35 + 0.15) / 5)
    calibrated, risks = confidence_tables(TEN)
    assert calibrated.rows[2] == ("0.450", "0.500", "2")
    assert "missed (0.170)" in calibrated.notes[1]
    assert risks.rows[0] == ("0.000", "1.000", "0.500")
    # Half of the answers are left from 0.5 on, and all these are right; of a quarter, 0.2 is the next below.
    assert ("0.500", "0.500", "0.000") in risks.rows
    assert risks.rows[-1] == ("0.800", "0.200", "0.000")


def test_without_confidences_there_is_no_calibration() -> None:
    plain = make_run([own_case("a")], {"right": [1]})
    assert (calibration(plain), refusal_curve(plain), confidence_tables(plain)) == ([], [], [])


def look_at(folder: Path, page: str, script: str = "") -> str:
    """The document as it is in the browser after some JavaScript, with any error in its title."""
    watch = "<script>window.onerror = (m) => { document.title = 'error: ' + m; };</script>"
    page = page.replace("<style>", watch + "<style>", 1)
    (folder / "page.html").write_text(page.replace("</body>", f"<script>{script}</script></body>"), "utf-8")
    assert BROWSER is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    command = [BROWSER, *options, "--dump-dom", (folder / "page.html").as_uri()]
    return subprocess.run(command, capture_output=True, timeout=600, check=True).stdout.decode()


def shown_cases(dom: str) -> list[str]:
    opened = re.findall(r'<details class="case"([^>]*)><summary><b>([^<]+)</b>', dom)
    return [name for attributes, name in opened if "hidden" not in attributes.replace("data-", "")]


@needs_browser
def test_the_page_opens_with_headline_tables_and_cases_the_wrong_ones_first(tmp_path: Path) -> None:
    dom = look_at(tmp_path, PAGE)
    assert "<title>better</title>" in dom  # neither an error nor what an answer would have made of it
    # 3 of 6 are right; one of these six leaked.
    assert "50.0% right (3 of 6, 95 % interval" in dom
    assert "1 leaks: this run must not ship." in dom
    assert re.findall("<h2>([^<]+)", dom) == [
        "better, all cases",
        "right, by slice",
        "Calibration",
        "Risk and coverage",
        "made → better",
        "Cases",
        "What was run",
    ]
    assert shown_cases(dom) == ["leak", "down", "needless", "fund", "evil", "silent"]
    assert '<output id="shown">6 of 6</output>' in dom
    assert "Before. <mark>The fund holds 90 million.</mark> After." in dom
    assert "Gained 1: evil." in dom
    assert dom.count("Answer of the other run") == 1


@needs_browser
@pytest.mark.parametrize(
    ("control", "value", "left"),
    [
        ("outcome", "leaked", ["leak"]),
        ("language", "ko", ["silent"]),
        ("suite", "other", ["needless"]),
        ("tag", "a \\\"b\\\" & 'c'", ["evil"]),
        ("words", "HUNG up", ["down"]),
    ],
)
def test_filters_leave_what_they_say(tmp_path: Path, control: str, value: str, left: list[str]) -> None:
    script = (
        f'const it = document.getElementById("{control}"); it.value = "{value}"; '
        "it.dispatchEvent(new Event('input', {bubbles: true}));"
    )
    dom = look_at(tmp_path, PAGE, script)
    assert shown_cases(dom) == left
    assert f'<output id="shown">{len(left)} of 6</output>' in dom


def test_the_page_is_always_the_same_and_loads_nothing() -> None:
    assert report_html(BETTER, summarise(BETTER), RUN) == PAGE
    assert not re.search(r"<(?:link|img|iframe|script src)|@import|url\(|https?://", PAGE)
    assert "default-src 'none'" in PAGE
    assert EVIL not in PAGE


def test_one_case_alone_is_told_without_an_interval() -> None:
    single = make_run([own_case("a")], {"right": [1]})
    page = report_html(single, summarise(single), None)
    assert "100.0% right (1 of 1, no interval)" in page
    assert "nan" not in page


def test_a_page_that_would_be_too_large_keeps_the_cases_that_went_wrong() -> None:
    cases = [own_case("right"), own_case("wrong"), own_case("long")]
    # Two cases of eleven million characters are more than a page takes, so the last in order has no room.
    results = tuple(Result(case=case.id, kind=Kind.ANSWER, text="x" * 11_000_000) for case in cases)
    large = replace(make_run(cases, {"right": [1, 0, 1]}), results=results)
    page = report_html(large, summarise(large), None)
    assert page.count('<details class="case"') == 1
    assert "<b>wrong</b>" in page
    assert "2 more cases, the last in this order, are left out" in page


def test_markdown_and_json_have_the_figures_and_what_changed() -> None:
    text = report_markdown(BETTER, summarise(BETTER), RUN)
    for line in (
        "| right | 0.500 |",
        "**made → better**",
        "**Not right: 3**",
        "| down | down? |  | why down |",
    ):
        assert line in text
    assert json.loads(report_json(BETTER, summarise(BETTER), RUN))["comparison"]["gained"] == ["evil"]
    rows = summary_json(summarise(RUN))["rows"]
    assert isinstance(rows, list)
    assert {"score": "right", "slice": "all", "value": 2 / 6, "n": 6}.items() <= rows[0].items()  # type: ignore[union-attr]
    verdicts = [RuleVerdict("a", True, "x"), RuleVerdict("b", False, "y")]
    assert verdicts_json("made", verdicts)["is_kept"] is False


def test_a_comparison_says_what_is_more_than_chance_and_what_could_be_seen() -> None:
    rows = {row[0]: row for row in comparison_table(compare(RUN, BETTER)).rows}
    # One of six cases gained: 1/6 more, with a standard error of 1/6 and Student's t of 2.571 for five
    # degrees of freedom; and with either sign of that one the sum is as large.
    assert rows["right"][1:4] == ("0.333 → 0.500", "-0.262…+0.595", "1.000")
    pair = [own_case("a"), own_case("b")]
    (row,) = comparison_table(
        compare(make_run(pair, {"right": [0, 0]}), make_run(pair, {"right": [1, 0]}))
    ).rows
    assert row[2:] == ("-1.000…+1.000", "1.000", "none")
    (row,) = comparison_table(
        compare(make_run(pair[:1], {"right": [0]}), make_run(pair[:1], {"right": [1]}))
    ).rows
    assert row[2:] == ("–", "1.000", "–")


def test_intervals_that_surprise_are_explained_where_there_are_any() -> None:
    one, two = own_case("a"), own_case("b")
    alone = metrics_table(summarise(make_run([one], {"right": [0.5]})))
    assert alone.rows[0] == ("right", "0.500", "–", "1", "higher")
    assert [note.split(":")[0] for note in alone.notes] == ["A dash"]
    flawless = slices_table(summarise(make_run([one, two], {"right": [1, 1]})))
    assert [note.split(" or")[0] for note in flawless.notes] == ["Of a score of 0"]
    assert metrics_table(summarise(make_run([one, two], {"right": [1, 0]}))).notes == ()


@pytest.mark.parametrize(
    ("metric", "value", "text"),
    [
        ("right", 0.5, "0.500"),
        ("cost", 0.000123456, "0.0001235"),
        ("seconds", 0.4594949, "0.459"),
        ("prompt_tokens", 1234.56, "1235"),
        ("right", math.nan, "–"),
    ],
)
def test_figures_have_as_many_digits_as_say_something(metric: str, value: float, text: str) -> None:
    assert format_value(METRICS[metric], value) == text
