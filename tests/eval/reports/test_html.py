"""The page is looked at in a browser: it opens from a file, filters, and loads nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from eval.analysis.deciding.summary import summarise
from eval.reports.html import report_html
from eval.runner.result import Kind, Result
from tests.eval.analysis.deciding.made import case, made
from tests.eval.reports.made import better, run

_BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(_BROWSER is None, reason="Chromium is not installed")


def _page() -> str:
    return report_html(better(), summarise(better()), run())


def _looked_at(folder: Path, page: str, doing: str = "") -> str:
    """The document as it is in the browser after some JavaScript, with any error in its title."""
    watch = "<script>window.onerror = (m) => { document.title = 'error: ' + m; };</script>"
    page = page.replace("<style>", watch + "<style>", 1).replace(
        "</body>", f"<script>{doing}</script></body>"
    )
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    assert _BROWSER is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    done = subprocess.run(
        [_BROWSER, *options, "--dump-dom", file.as_uri()], capture_output=True, timeout=120, check=True
    )
    return done.stdout.decode()


def _shown(dom: str) -> list[str]:
    """The ids of the cases that are not hidden."""
    opened = re.findall(r'<details class="case"([^>]*)><summary><b>([^<]+)</b>', dom)
    return [name for attributes, name in opened if "hidden" not in attributes.replace("data-", "")]


@needs_browser
def test_the_page_opens_with_its_headline_plots_and_cases_the_wrong_ones_first(tmp_path: Path) -> None:
    dom = _looked_at(tmp_path, _page())
    assert "<title>better</title>" in dom  # neither an error nor what an answer would have made of it
    # 3 of 6 are right; one of these six leaked.
    assert "50.0% right (3 of 6, 95 % interval" in dom
    assert "1 leaks: this run must not ship." in dom
    assert dom.count("<figure>") == 4
    assert _shown(dom) == ["leak", "down", "needless", "fund", "evil", "silent"]
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
        ("tag", "figures", ["needless", "fund"]),
        ("suite", "other", ["needless"]),
        ("tag", "a \\\"b\\\" & 'c'", ["evil"]),
        ("words", "HUNG up", ["down"]),
    ],
)
def test_filters_leave_what_they_say(tmp_path: Path, control: str, value: str, left: list[str]) -> None:
    doing = (
        f'const it = document.getElementById("{control}"); it.value = "{value}"; '
        "it.dispatchEvent(new Event('input', {bubbles: true}));"
    )
    dom = _looked_at(tmp_path, _page(), doing)
    assert _shown(dom) == left
    assert f'<output id="shown">{len(left)} of 6</output>' in dom


def test_one_case_alone_is_told_without_an_interval() -> None:
    one = made([case("a")], {"right": [1]})
    page = report_html(one, summarise(one), None)
    assert "100.0% right (1 of 1, no interval)" in page
    assert "nan" not in page


def test_a_page_that_would_be_too_large_keeps_the_cases_that_went_wrong() -> None:
    cases = [case("right"), case("wrong"), case("long")]
    # Two cases of eleven million characters are more than a page takes, so the last in order has no room.
    results = tuple(Result(case=each.id, kind=Kind.ANSWER, text="x" * 11_000_000) for each in cases)
    large = replace(made(cases, {"right": [1, 0, 1]}), results=results)
    page = report_html(large, summarise(large), None)
    assert page.count('<details class="case"') == 1
    assert "<b>wrong</b>" in page
    assert "2 more cases, the last in this order, are left out" in page


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = _page()
    assert not re.search(r"<(?:link|img|iframe|script src)|@import|url\(|https?://", page)
    assert "default-src 'none'" in page


def test_the_same_run_gives_the_same_page() -> None:
    assert _page() == _page()
