"""Each line is a document or is reported; headings and broken lines in exported text are made out."""

from __future__ import annotations

import json

import pytest

from ingest.models import BlockKind, ParsedDocument
from ingest.parsers.jsonl import split_headings, unwrap
from ingest.parsers.limits import BadPart, Limits
from tests.ingest.parsers.makers import parts

_GOOD = '{"_id": "a", "title": "T", "text": "One."}\n'
# Broken by hand at 66 characters: each line ends where the next one's first word would have passed it.
_BROKEN = (
    "The two ministries will publish the agenda of the joint programme\n"
    "in the first half of 2027, once the agencies of both countries\n"
    "have agreed on it."
)
_WHOLE = _BROKEN.replace("\n", " ")


def _document(data: str | bytes) -> ParsedDocument:
    (part,) = parts(data)
    assert isinstance(part, ParsedDocument)
    return part


def test_each_line_is_a_document_with_its_key() -> None:
    first, second = parts(_GOOD + '{"_id": 7, "text": "Two."}\n')
    assert isinstance(first, ParsedDocument)
    assert isinstance(second, ParsedDocument)
    assert (first.key, first.declared, first.blocks[0].text) == ("a", {"title": "T"}, "One.")
    assert (second.key, second.blocks[0].text) == ("7", "Two.")
    assert _document('{"text": "x"}').key == "1"
    assert _document(b"\xef\xbb\xbf" + _GOOD.encode()).key == "a"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Head\nbody\n\n \nsecond\r\n\r\nthird", ["Head\nbody", "second", "third"]),
        (_BROKEN, [_WHOLE]),
    ],
)
def test_empty_lines_part_paragraphs_and_only_broken_lines_are_joined(
    text: str, paragraphs: list[str]
) -> None:
    document = _document(json.dumps({"_id": "a", "title": "T", "text": text}))
    assert [block.text for block in document.blocks] == paragraphs


def test_without_a_title_the_short_lines_that_open_the_text_are_headings() -> None:
    document = _document('{"_id": "a", "title": "", "text": "Page\\nSection\\nA sentence.\\nAnother."}')
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"_id": "b", "text": ', "not valid JSON"),
        ('{"_id": "a", "text": "again"}', "stands on a line before"),
        ('{"_id": "b", "text": "' + "x" * 5_000 + '"}', "longer than"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_others_go_on(line: str, reason: str) -> None:
    first, bad, last = parts(_GOOD + line + '\n\n{"_id": "z", "text": "Last."}', Limits(max_line_bytes=100))
    assert isinstance(bad, BadPart)
    assert bad.where == "line 2"
    assert reason in bad.reason
    assert isinstance(first, ParsedDocument)
    assert isinstance(last, ParsedDocument)


@pytest.mark.parametrize(
    ("text", "headings", "rest"),
    [
        (
            "Health\nSurgery\nIt is free.\n\nMore.",
            ["Health", "Surgery"],
            "It is free.\n\nMore.",
        ),
        ("One\nTwo\nThree\nFour.", ["One", "Two"], "Three\nFour."),
        *(
            (text, [], text)
            for text in (
                "Some surgery is available.\nMore of it.",
                "Among these:\nfirst\nsecond",
                "A paragraph without an end\n\nand another",
                "한국과 싱가포르가 협력한다.\n다음 문장이다.",
                "x" * 151 + "\ntext",
                "Only one line",
                "",
            )
        ),
    ],
)
def test_short_lines_that_open_a_text_are_headings_but_no_sentences_or_leads(
    text: str, headings: list[str], rest: str
) -> None:
    assert split_headings(text) == (headings, rest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_BROKEN, _WHOLE),
        (f"{_BROKEN}\n\npublic health\nagricultural trade", f"{_WHOLE}\n\npublic health\nagricultural trade"),
        *(
            (text, text)
            for text in (
                "The agenda of the joint research programme is made every two years.\nIt is public.",
                "Health\nTrade and industry\nCustoms",  # they tell of no width
                f"{_WHOLE}\nin other words",
            )
        ),
    ],
)
def test_only_lines_broken_at_a_fixed_width_become_one(text: str, expected: str) -> None:
    assert unwrap(text) == expected
