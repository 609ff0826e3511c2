import datetime as dt

import pytest

from ingest.errors import DocumentError
from ingest.models import Audience, BlockKind, ParsedDocument
from ingest.parsers.limits import BadPart, Limits
from tests.ingest.parsers.makers import parts

_GOOD = '{"_id": "a", "title": "T", "text": "One."}\n'


def test_each_line_is_a_document_with_its_key() -> None:
    first, second = parts(_GOOD + '{"_id": 7, "text": "Two."}\n')
    assert isinstance(first, ParsedDocument)
    assert isinstance(second, ParsedDocument)
    assert (first.key, first.declared, first.blocks[0].text) == ("a", {"title": "T"}, "One.")
    assert (second.key, second.blocks[0].text) == ("7", "Two.")


def test_empty_lines_in_the_text_part_paragraphs_and_other_lines_stay() -> None:
    (part,) = parts('{"_id": "a", "title": "T", "text": "Head\\nbody\\n\\n \\nsecond\\r\\n\\r\\nthird"}')
    assert isinstance(part, ParsedDocument)
    assert [block.text for block in part.blocks] == ["Head\nbody", "second", "third"]


def test_without_a_title_the_short_lines_that_open_the_text_are_headings() -> None:
    (part,) = parts('{"_id": "a", "title": "", "text": "Page\\nSection\\nA sentence.\\nAnother."}')
    assert isinstance(part, ParsedDocument)
    assert [(block.kind, block.level) for block in part.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_a_line_may_declare_metadata() -> None:
    (part,) = parts(
        '{"_id": "a", "text": "x", "date": "2026-03-02", "lang": "ko", "url": "https://a.example",'
        ' "audience": "staff", "other": {}}'
    )
    assert isinstance(part, ParsedDocument)
    assert part.declared == {
        "date": dt.date(2026, 3, 2),
        "language": "ko",
        "sources": ("https://a.example",),
        "audience": Audience.STAFF,
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"_id": "b", "text": ', "not valid JSON"),
        ("[1, 2]", "no JSON object"),
        ('{"_id": "b", "title": "T"}', "has no text"),
        ('{"_id": "b", "text": " \\u200b "}', "has no text"),
        ('{"_id": "b", "text": 5}', "has no text"),
        ('{"_id": "a", "text": "again"}', "stands on a line before"),
        ('{"_id": "b", "text": "x", "audience": "stafff"}', "write `public` or `staff`"),
        ('{"_id": "b", "text": "x", "audiance": "staff"}', "did you mean `audience`"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_others_go_on(line: str, reason: str) -> None:
    first, bad, last = parts(_GOOD + line + '\n\n{"_id": "z", "text": "Last."}')
    assert isinstance(bad, BadPart)
    assert bad.where == "line 2"
    assert reason in bad.reason
    assert isinstance(first, ParsedDocument)
    assert isinstance(last, ParsedDocument)


def test_a_line_that_is_not_utf_8_is_reported() -> None:
    (bad,) = parts('{"_id": "a", "text": "협력"}'.encode("cp949"))
    assert isinstance(bad, BadPart)
    assert "save the file as UTF-8" in bad.reason


def test_a_line_that_is_too_long_is_passed_over_without_being_held() -> None:
    long = '{"_id": "b", "text": "' + "x" * 5_000 + '"}\n'
    found = parts(_GOOD + long + '{"_id": "z", "text": "Last."}', Limits(max_line_bytes=100))
    assert [type(part) for part in found] == [ParsedDocument, BadPart, ParsedDocument]
    assert isinstance(found[1], BadPart)
    assert found[1].where == "line 2"


def test_a_line_without_an_id_is_named_by_its_number() -> None:
    (part,) = parts('{"text": "x"}')
    assert isinstance(part, ParsedDocument)
    assert part.key == "1"


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    (part,) = parts(b"\xef\xbb\xbf" + _GOOD.encode())
    assert isinstance(part, ParsedDocument)


def test_a_file_of_empty_lines_is_refused() -> None:
    with pytest.raises(DocumentError, match="empty"):
        parts("\n\n")


def test_lines_broken_at_a_fixed_width_are_one_sentence() -> None:
    first = "The two ministries will publish the agenda of the joint programme"
    (part,) = parts(f'{{"_id": "a", "title": "T", "text": "{first}\\nin the first half of 2027."}}\n')
    assert isinstance(part, ParsedDocument)
    assert [block.text for block in part.blocks] == [f"{first} in the first half of 2027."]
