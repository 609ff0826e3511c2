"""What a person who looks at a page cannot see is not read, and no word that can be seen is lost by that."""

import pytest

from tests.ingest.parsers.makers import blocks, only


def _texts(source: str, suffix: str = ".html") -> list[str]:
    return [text for _, _, text in blocks(source, suffix)]


_UNSEEN = [
    "<p style='color:#fff'>secret</p>",
    "<p style='color:white'>secret</p>",
    "<p style='color: rgb(254, 254, 254)'>secret</p>",
    "<p style='color:rgba(0,0,0,0.02)'>secret</p>",
    "<p style='color:hsl(0, 0%, 97%)'>secret</p>",
    "<p style='color:#FDFDFD !important'>secret</p>",
    "<p style='color:transparent'>secret</p>",
    "<p style='-webkit-text-fill-color:#fff'>secret</p>",
    "<div style='color:#fff'><p><b>secret</b></p></div>",
    "<p><font color=white>secret</font></p>",
    "<div style='background:#222;color:#262626'>secret</div>",
    "<div style='background:navy'><p style='color:#000088'>secret</p></div>",
    "<table bgcolor=#336699><tr><td><font color=#336699>secret</font></td></tr></table>",
    "<style>.note { color: #fff }</style><p class='lead note'>secret</p>",
    "<style>#x{color:white}</style><p id=x>secret</p>",
    "<style>p.tiny{font-size:1px}</style><p class=tiny>secret</p>",
    "<style><!-- .off{position:absolute;left:-9999px} --></style><p class=off>secret</p>",
    "<style>.gone{display:none}</style><p class=gone>secret</p>",
    "<p style='font-size:1px'>secret</p>",
    "<p style='font-size:.05em'>secret</p>",
    "<p style='font-size:1%'>secret</p>",
    "<p style='font:0/0 serif'>secret</p>",
    "<p style='opacity:0.01'>secret</p>",
    "<div style='opacity:.2'><p style='opacity:.2'>secret</p></div>",
    "<p style='position:absolute;left:-9999px'>secret</p>",
    "<p style='position:fixed;top:-200em'>secret</p>",
    "<p style='text-indent:-9999px'>secret</p>",
    "<p style='margin-left:-5000px'>secret</p>",
    "<p style='transform:translateX(-9999px)'>secret</p>",
    "<p style='transform:scale(0)'>secret</p>",
    "<p style='position:absolute;clip:rect(0,0,0,0)'>secret</p>",
    "<p style='clip-path:inset(100%)'>secret</p>",
    "<p style='height:0;overflow:hidden'>secret</p>",
    "<p style='width:1px;height:1px;overflow:hidden'>secret</p>",
    "<p style='content-visibility:hidden'>secret</p>",
]


@pytest.mark.parametrize("hidden", _UNSEEN)
def test_words_that_nobody_can_see_are_not_text(hidden: str) -> None:
    assert _texts(f"<p>shown</p>{hidden}<p>too</p>") == ["shown", "too"]


def test_html_within_markdown_is_judged_like_a_page() -> None:
    source = 'Shown <span style="color:#fff">secret</span> too.\n\n<p style="font-size:0">secret</p>\n'
    assert _texts(source, ".md") == ["Shown too."]


_SEEN = [
    "<p style='color:#fff;background:#003366'>shown</p>",
    "<div style='background-color:navy'><p style='color:white'>shown</p></div>",
    "<body bgcolor=black text=white><p>shown</p></body>",
    "<table><tr style='background:#333'><th style='color:#fff'>shown</th></tr></table>",
    "<div style='background:url(sky.jpg)'><p style='color:#fff'>shown</p></div>",
    "<div style='background:linear-gradient(#000,#333)'><p style='color:#fff'>shown</p></div>",
    "<div style='background:var(--brand)'><p style='color:#fff'>shown</p></div>",
    "<table background=sky.jpg><tr><td><font color=white>shown</font></td></tr></table>",
    "<link rel=stylesheet href=site.css><p class=hero style='color:#fff'>shown</p>",
    "<style>@import url(site.css);</style><h1 style='color:#fff'>shown</h1>",
    "<style>.dark p{background:#000}</style><div class=dark><p style='color:#fff'>shown</p></div>",
    "<style>.w{color:#fff} .k{background:#111}</style><div class=k><p class=w>shown</p></div>",
    "<style>.w{background-color:#fff}</style><p class=w style='background:#111;color:#fff'>shown</p>",
    "<style>.w{color:#fff}</style><p class=w style='color:#000'>shown</p>",
    "<style>p{color:#fff} p.k{color:#000}</style><p class=k>shown</p>",
    "<style>.k{color:#000 !important}</style><p class=k style='color:#fff'>shown</p>",
    "<style>@media print{.p{display:none}}</style><p class=p>shown</p>",
    "<style media=print>.p{display:none}</style><p class=p>shown</p>",
    "<style>.p:hover{color:#fff}</style><p class=p>shown</p>",
    "<style>p::before{color:#fff;font-size:0}</style><p>shown</p>",
    "<style>:root{--x:1;color:#123}</style><p>shown</p>",
    "<div style='position:absolute;color:#fff'>shown</div>",
    "<p style='color:#fff;text-shadow:0 0 3px #000'>shown</p>",
    "<p style='color:transparent;background:linear-gradient(red,blue);background-clip:text'>shown</p>",
    "<div style='color:#fff'><a href=x>shown</a></div>",
    "<div style='color:#fff'><mark>shown</mark></div>",
    "<p style='color:#ddd'>shown</p>",
    "<p style='color:some-new-name'>shown</p>",
    "<div style='font-size:0'><span style='font-size:14px'>shown</span></div>",
    "<div style='visibility:hidden'><p style='visibility:visible'>shown</p></div>",
    "<p style='font-size:8px'>shown</p>",
    "<p style='font:700 12px/1 serif'>shown</p>",
    "<p style='font-size:smaller'>shown</p>",
    "<p style='left:-9999px'>shown</p>",
    "<p style='position:relative;left:-20px;text-indent:-2em;margin-left:-10px'>shown</p>",
    "<div style='margin:0 -9999px;padding:0 9999px'>shown</div>",
    "<p style='opacity:0;animation:fade 1s forwards'>shown</p>",
    "<p style='overflow:hidden;height:40px'>shown</p>",
]


@pytest.mark.parametrize("source", _SEEN)
def test_words_that_can_be_seen_stay(source: str) -> None:
    assert _texts(f"<html><head></head>{source}</html>") == ["shown"]


def test_the_title_in_the_head_is_no_text_of_the_page_and_keeps_its_words() -> None:
    source = (
        "<html style='color:#fff'><head><title>Pact</title></head><body style='color:#000'>x</body></html>"
    )
    assert only(source, ".html").declared["title"] == "Pact"


def test_a_header_row_in_white_on_a_dark_ground_stays_in_its_table() -> None:
    source = """<style>th { background: #1f3864; color: #ffffff }</style>
      <table><tr><th>Measure<th>Sum</tr><tr><td>Fund<td>USD 300 million</tr></table>"""
    assert _texts(source) == ["Measure | Sum\nFund | USD 300 million"]


def test_a_style_sheet_that_cannot_be_read_hides_nothing() -> None:
    assert _texts("<style>}}{ p { color: #fff; @@@ {{{ </style><p>shown</p>") == ["shown"]
