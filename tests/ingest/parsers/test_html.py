import datetime as dt

import pytest

from ingest.errors import DocumentError
from tests.ingest.parsers.makers import blocks, only


def _texts(source: str) -> list[str]:
    return [text for _, _, text in blocks(source, ".html")]


def test_headings_paragraphs_and_lists_come_in_reading_order() -> None:
    source = "<h1>Pact</h1><div>loose <p>first<p>second</div><ul><li>a<ul><li>b</ul><li><p>c</p></ul>tail"
    assert blocks(source, ".html") == [
        ("heading", 1, "Pact"),
        ("paragraph", 0, "loose"),
        ("paragraph", 0, "first"),
        ("paragraph", 0, "second"),
        ("item", 1, "a"),
        ("item", 2, "b"),
        ("item", 1, "c"),
        ("paragraph", 0, "tail"),
    ]


def test_words_in_inline_elements_are_not_torn_apart() -> None:
    assert _texts("<p>Sing<b>apore</b>\n and <i>Korea</i></p>") == ["Singapore and Korea"]


def test_a_page_keeps_the_words_of_a_link_without_its_address() -> None:
    assert _texts('<p>See <a href="https://a.example">here</a>.</p>') == ["See here."]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>secret</script>",
        "<style>secret</style>",
        "<nav>secret</nav>",
        "<div role=navigation>secret</div>",
        "<template>secret</template>",
        "<!-- secret -->",
        "<p hidden>secret</p>",
        "<div style='display : none'><p>secret</p></div>",
        "<div style='visibility:hidden'>secret</div>",
        "<div style='display/**/:none'>secret</div>",
        "<span style='font-size:0'>secret</span>",
        "<span style='font-size:0.0em!important;color:red'>secret</span>",
        "<span style='opacity:0'>secret</span>",
        "<DIV HIDDEN>secret</DIV>",
        "<select><option>secret</select>",
        "<svg><text>secret</text></svg>",
    ],
)
def test_what_a_browser_would_not_show_is_not_text(hidden: str) -> None:
    assert _texts(f"<p>shown</p>{hidden}<p>too</p>") == ["shown", "too"]


def test_small_but_visible_text_stays() -> None:
    assert _texts("<p style='font-size:0.9em;opacity:0.5'>shown</p>") == ["shown"]


def test_text_behind_a_hidden_element_stays() -> None:
    assert _texts("<p>a <b hidden>x <i>y</i> z</b> b</p>") == ["a b"]


def test_a_table_is_one_block_with_spans_filled_and_its_caption_before() -> None:
    source = """<table><caption>Who does what</caption>
      <tr><th rowspan=2>Body<th colspan=2>Role</tr><tr><td>agenda</td><td>plan</td></tr>
      <tr><td>AISG<td><ul><li>one<li>two</ul><td></tr></table>"""
    assert blocks(source, ".html") == [
        ("paragraph", 0, "Who does what"),
        ("table", 0, "Body | Role | \nBody | agenda | plan\nAISG | one two | "),
    ]


def test_a_table_that_only_arranges_the_page_is_read_as_page() -> None:
    assert blocks("<table><tr><td><h2>News</h2><p>Text</p></td></tr></table>", ".html") == [
        ("heading", 2, "News"),
        ("paragraph", 0, "Text"),
    ]


def test_an_attribute_with_a_name_that_is_none_does_no_harm() -> None:
    assert _texts("<p {% if x %} {{y}}>shown</p>") == ["shown"]


def test_absurd_spans_do_no_harm() -> None:
    source = "<table><tr><td rowspan=99999 colspan=99999>a<td>b</tr><tr><td>c<td colspan=x>d</table>"
    assert _texts(source)[0].startswith("a | ")


def test_the_head_declares_title_author_date_language_and_address() -> None:
    source = """<html lang="ko-KR"><head><title>Pact &amp; fund</title><meta name=author content="MSIT">
      <meta property="article:published_time" content="2026-03-02T10:00:00+09:00">
      <link rel=canonical href="https://a.example/pact"></head><body>x</body></html>"""
    assert only(source, ".html").declared == {
        "title": "Pact & fund",
        "publisher": "MSIT",
        "date": dt.date(2026, 3, 2),
        "language": "ko",
        "sources": ("https://a.example/pact",),
    }


def test_a_head_that_cannot_be_read_costs_nothing_else() -> None:
    source = "<html lang='?'><head><meta name=date content='yesterday'></head><body>text</body></html>"
    parsed = only(source, ".html")
    assert parsed.declared == {}
    assert [block.text for block in parsed.blocks] == ["text"]


def test_only_the_main_part_is_read_where_a_page_names_it() -> None:
    main = "The fund targets USD 300 million. " * 8
    assert _texts(f"<header>Menu</header><main><p>{main}</p></main><footer>Contact</footer>") == [
        main.strip()
    ]


def test_a_page_in_euc_kr_is_read_by_its_own_declaration() -> None:
    source = "<html><head><meta charset=euc-kr><title>협력</title></head><body><p>연구</p></body></html>"
    parsed = only(source.encode("euc_kr"), ".html")
    assert parsed.declared["title"] == "협력"
    assert parsed.blocks[0].text == "연구"


def test_lines_that_are_broken_by_hand_stay_lines() -> None:
    assert _texts("<p>a<br>b\nc</p><pre>d\n e</pre>") == ["a\nb c", "d\ne"]


def test_hundreds_of_nested_elements_do_not_overflow() -> None:
    assert _texts("<div>" * 900 + "core" + "</div>" * 900) == ["core"]


def test_a_page_of_which_the_parser_would_lose_the_rest_is_refused() -> None:
    with pytest.raises(DocumentError, match="too deeply"):
        only("<p>before</p>" + "<div>" * 5_000 + "core", ".html")


def test_a_page_without_visible_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="no text in the file"):
        only("<html><body><script>x</script></body></html>", ".html")
