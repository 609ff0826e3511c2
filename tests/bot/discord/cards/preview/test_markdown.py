"""Discord's dialect of Markdown is read as its client reads it."""

from __future__ import annotations

import pytest

from bot.discord.cards.preview.markdown import Kind, Node, read


def _text(words: str) -> Node:
    return Node(Kind.TEXT, words)


@pytest.mark.parametrize(
    ("written", "node"),
    [
        ("words", _text("words")),
        (r"\*words\*", _text("*words*")),
        ("**words**", Node(Kind.STRONG, inside=(_text("words"),))),
        ("*words*", Node(Kind.EMPHASIS, inside=(_text("words"),))),
        ("__words__", Node(Kind.UNDERLINED, inside=(_text("words"),))),
        ("~~words~~", Node(Kind.STRUCK, inside=(_text("words"),))),
        ("||words||", Node(Kind.SPOILER, inside=(_text("words"),))),
        ("`**a**`", Node(Kind.CODE, "**a**")),
        ("```py\na = 1\n```", Node(Kind.CODE_BLOCK, "a = 1")),
        ("### words", Node(Kind.HEADING, "###", (_text("words"),))),
        ("-# words", Node(Kind.SMALL, inside=(_text("words"),))),
        ("> words\n> more", Node(Kind.QUOTE, inside=(_text("words\nmore"),))),
        ("[words](https://a.b/c)", Node(Kind.LINK, "https://a.b/c", (_text("words"),))),
        ("<https://a.b/c>", Node(Kind.LINK, "https://a.b/c")),
        ("https://a.b/c", Node(Kind.LINK, "https://a.b/c")),
        ("@everyone", Node(Kind.MENTION, "@everyone")),
        ("<@123>", Node(Kind.MENTION, "<@123>")),
        ("<t:17:R>", Node(Kind.TIME, "<t:17:R>")),
        ("<:a:1>", Node(Kind.EMOJI, "<:a:1>")),
    ],
)
def test_it_is_read(written: str, node: Node) -> None:
    assert read(written) == (node,)


def test_a_heading_begins_a_line() -> None:
    assert read("a # b") == (_text("a # b"),)
    assert [each.kind for each in read("a\n# b")] == [Kind.TEXT, Kind.HEADING]


def test_bold_goes_to_the_end_of_the_words_past_escaped_stars() -> None:
    assert read(r"**a\*\*b**") == (Node(Kind.STRONG, inside=(_text("a**b"),)),)


def test_a_backslash_inside_the_words_of_a_link_takes_nothing_from_it() -> None:
    # So that one has to be escaped before its parenthesis.
    (link,) = read(r"[a\](https://a.b)")
    assert link.kind is Kind.LINK
    assert {each.kind for each in read(r"[a\]\(https\://a.b)")} == {Kind.TEXT}
