"""In a browser nothing overflows its card at any width, and nothing is asked for elsewhere."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.discord.buttons import button_for
from bot.discord.cards import Card, Tone
from bot.discord.cards.model import Excerpt, Line, SourceLine, Voice
from bot.discord.cards.preview.page import Shown
from bot.discord.cards.preview.page import page as page_of

_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(
    _CHROMIUM is None, reason="no Chromium here: `apt-get install chromium` brings one"
)
# A narrow phone, a tablet, a desk: in pixels.
_WIDTHS = (360, 760, 1300)
_WITHIN_S = 90
# In each frame: what is wider than its box, what reaches out of its card, what is empty, what was fetched.
_MEASURE = """
addEventListener("load", () => {
  const told = [...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentDocument, all = [...page.querySelectorAll("body *")];
    const name = each => each.className + ": " + each.textContent.slice(0, 60);
    const out = all.filter(each => {
      const card = each.closest(".container, .plain, .message"), box = each.getBoundingClientRect();
      return box.width > 0 && card && box.right > card.getBoundingClientRect().right + 1;
    });
    return {
      width: frame.clientWidth, cards: page.querySelectorAll(".card").length,
      wide: [page.documentElement, ...all].filter(each => each.scrollWidth > each.clientWidth + 1 &&
        !["inline", "none"].includes(frame.contentWindow.getComputedStyle(each).display)).map(name),
      out: out.map(name), empty: [...page.querySelectorAll(".text")].filter(e => !e.offsetHeight).length,
      fetched: frame.contentWindow.performance.getEntriesByType("resource").map(each => each.name),
    };
  });
  document.body.textContent = "told:" + JSON.stringify(told) + ":told";
});
"""


@dataclass(frozen=True)
class Frame:
    """What the browser tells of the page at one width."""

    width: int
    cards: int
    wide: list[str]
    out: list[str]
    empty: int
    fetched: list[str]


def _measured(page: str, folder: Path) -> list[Frame]:
    """The page at each width, in frames: a window of Chromium's is never as narrow as a phone."""
    frames = "".join(
        f'<iframe style="width:{width}px;height:900px;border:0" srcdoc="{html.escape(page)}"></iframe>'
        for width in _WIDTHS
    )
    file = folder / "frames.html"
    file.write_text(f"<!doctype html><meta charset=utf-8><script>{_MEASURE}</script>{frames}", "utf-8")
    switches = (
        "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
        "disable-component-update disable-sync disable-dev-shm-usage dump-dom virtual-time-budget=5000"
    )
    shown = subprocess.run(
        [
            str(_CHROMIUM),
            *(f"--{switch}" for switch in switches.split()),
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder / 'profile'}",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=_WITHIN_S,
        check=True,
    ).stdout
    told = re.search(r"told:(\[.*\]):told", shown, re.DOTALL)
    assert told is not None, shown[:2000]
    return [Frame(**each) for each in json.loads(html.unescape(told[1]))]


@pytest.fixture(scope="module")
def frames(page: str, tmp_path_factory: pytest.TempPathFactory) -> list[Frame]:
    return _measured(page, tmp_path_factory.mktemp("browser"))


def test_nothing_overflows_its_card_at_any_width(frames: list[Frame]) -> None:
    assert [frame.width for frame in frames] == list(_WIDTHS)
    for frame in frames:
        assert (frame.wide, frame.out) == ([], []), frame.width


def test_every_text_has_room_in_both_languages(frames: list[Frame], page: str) -> None:
    for frame in frames:
        assert frame.cards == page.count('class="card"')
        assert frame.empty == 0


def test_nothing_is_asked_for_elsewhere(frames: list[Frame]) -> None:
    assert [frame.fetched for frame in frames] == [[], [], []]


def test_words_without_a_blank_stay_in_their_card(tmp_path: Path) -> None:
    endless = "x" * 400 + "가" * 400
    source = SourceLine(1, endless, endless, url="https://example.org", excerpt=Excerpt(endless, "a ", " b"))
    card = Card(Tone.ANSWER, title=endless, lines=(Line(endless, (1,), Voice.DOCUMENT),), sources=(source,))
    for frame in _measured(page_of([Shown("Endless", card)], "Endless", button_for), tmp_path):
        assert (frame.wide, frame.out) == ([], []), frame.width


def test_what_overflows_would_be_seen(tmp_path: Path) -> None:
    wide = '<div class="container"><div style="width:2000px">wide</div></div>'
    for frame in _measured(f'<div class="card">{wide}</div>', tmp_path):
        assert frame.out
