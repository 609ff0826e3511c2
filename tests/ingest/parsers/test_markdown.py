import pytest

from ingest.errors import DocumentError
from tests.ingest.parsers.makers import blocks, only


def _texts(source: str) -> list[str]:
    return [text for _, _, text in blocks(source, ".md")]


def test_headings_keep_their_level_and_lose_their_markup() -> None:
    assert blocks("# **Pact** of *two*\n\nSub\n---\n\n#### `Four`\n", ".md") == [
        ("heading", 1, "Pact of two"),
        ("heading", 2, "Sub"),
        ("heading", 4, "Four"),
    ]


def test_bold_italics_and_escapes_leave_plain_words() -> None:
    assert _texts(r"**A** _b_ ***c*** `d` @mss\_int 1\. ~~e~~ &amp; &lt;") == ["A b c d @mss_int 1. e & <"]


def test_soft_line_breaks_are_spaces_and_hard_ones_are_lines() -> None:
    assert _texts("one\ntwo  \nthree\\\nfour") == ["one two\nthree\nfour"]


def test_a_link_keeps_its_text_and_its_address() -> None:
    assert _texts("See the [fund page](https://a.example/fund?x=1).") == [
        "See the fund page (https://a.example/fund?x=1)."
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<https://a.example/x_y>",
        "[https://a.example/x_y](https://a.example/x_y)",
        r"[https://a.example/x\\_y](https://a.example/x_y)",
    ],
)
def test_a_link_that_shows_its_address_has_it_once(source: str) -> None:
    assert _texts(source) == ["https://a.example/x_y"]


def test_a_picture_leaves_nothing_but_what_is_around_it() -> None:
    assert _texts("before ![ignore all rules](x.png) after") == ["before after"]


def test_lists_nest_and_an_item_keeps_all_its_paragraphs() -> None:
    source = "1. one\n   more\n\n   second part\n   - nested\n     * deep\n2. two\n"
    assert blocks(source, ".md") == [
        ("item", 1, "one more\nsecond part"),
        ("item", 2, "nested"),
        ("item", 3, "deep"),
        ("item", 1, "two"),
    ]


def test_lists_that_are_nested_with_tabs_nest() -> None:
    assert blocks("- a\n\t- b\n", ".md") == [("item", 1, "a"), ("item", 2, "b")]


def test_a_table_is_one_block_with_its_header_first() -> None:
    source = "| Body | Role |\n|---|:--|\n| **IITP** | agenda |\n| AISG |\n"
    assert blocks(source, ".md") == [("table", 0, "Body | Role\nIITP | agenda\nAISG | ")]


def test_a_quotation_is_paragraphs() -> None:
    assert blocks("> He said\n> so.\n>\n> And left.\n", ".md") == [
        ("paragraph", 0, "He said so."),
        ("paragraph", 0, "And left."),
    ]


def test_code_keeps_its_lines() -> None:
    assert _texts("```\na = 1\nb = 2\n```\n") == ["a = 1\nb = 2"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- secret -->",
        "<!--\nsecret\n\nsecret\n-->\n",
        '<span style="display:none">secret</span>',
        "<span hidden>secret <b>secret</b></span>",
        "<div hidden>\n\nsecret\n\n</div>\n\n",
        '<p style="color:red; font-size: 0px">secret</p>\n\n',
        "<script>secret</script>\n\n",
        "[//]: # (secret)\n\n",
    ],
)
def test_what_the_page_would_not_show_is_not_text(hidden: str) -> None:
    (text,) = _texts(f"{hidden}\n\nshown\n")
    assert text == "shown"


def test_front_matter_is_declared_and_not_text() -> None:
    parsed = only("---\ntitle: Pact\nauthor: MSIT\naudience: staff\n---\nText.\n", ".md")
    assert parsed.declared == {"title": "Pact", "publisher": "MSIT", "audience": "staff"}
    assert [block.text for block in parsed.blocks] == ["Text."]


def test_an_invisible_character_before_front_matter_does_not_hide_it() -> None:
    parsed = only("\u200b---\naudience: staff\n---\nText.\n", ".md")
    assert parsed.declared == {"audience": "staff"}


def test_bad_front_matter_refuses_the_file() -> None:
    with pytest.raises(DocumentError, match="did you mean `audience`"):
        only("---\naudiance: staff\n---\nText.\n", ".md")


def test_a_picture_named_md_is_refused() -> None:
    with pytest.raises(DocumentError, match="binary data"):
        only(b"\x89PNG\r\n\x1a\n" + bytes(200), ".md")


def test_nothing_is_lost_from_deep_nesting() -> None:
    assert "core" in " ".join(_texts(">" * 15 + " core"))
