"""Text formats (HTML, Markdown, plain text, JSON Lines) give the blocks and metadata that `cases/` lists."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import pytest

from ingest.errors import DocumentError, PossiblyStaffDocumentError
from ingest.parsers.limits import BadPart, Limits
from ingest.parsers.registry import parse_bytes
from tests.ingest.parsers.makers import blocks, case_lines, only

pytestmark = pytest.mark.slow


def _cases(name: str, *keys: str) -> Sequence[Any]:
    """The values under `keys` of each case, named by what it shows."""
    records = [json.loads(line) for line in case_lines(name)]
    return [pytest.param(*(record.get(key) for key in keys), id=record["case"]) for record in records]


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _texts(source: str, suffix: str) -> list[str]:
    return [text for _, _, text in blocks(source, suffix)]


@pytest.mark.parametrize(
    ("suffix", "source", "outline", "texts"), _cases("blocks.jsonl", "suffix", "source", "blocks", "texts")
)
def test_a_source_becomes_these_blocks(
    suffix: str, source: str, outline: list[list[object]] | None, texts: list[str] | None
) -> None:
    found = blocks(source, suffix)
    if outline is not None:
        assert [list(block) for block in found] == outline
    else:
        assert [text for _, _, text in found] == texts


@pytest.mark.parametrize("hidden", case_lines("unseen.html.txt"))
def test_words_that_nobody_can_see_are_not_text(hidden: str) -> None:
    assert _texts(f"<p>shown</p>{hidden}<p>too</p>", ".html") == ["shown", "too"]


@pytest.mark.parametrize("source", case_lines("seen.html.txt"))
def test_words_that_can_be_seen_stay(source: str) -> None:
    assert _texts(f"<html><head></head>{source}</html>", ".html") == ["shown"]


@pytest.mark.parametrize(
    ("suffix", "source", "declared"), _cases("declared.jsonl", "suffix", "source", "declared")
)
def test_a_source_declares_this(suffix: str, source: str, declared: dict[str, object]) -> None:
    parsed = only(source, suffix)
    plain = {key: _plain(value) for key, value in parsed.declared.items()}
    assert plain == declared
    assert "audience" not in " ".join(block.text for block in parsed.blocks)


@pytest.mark.parametrize(
    ("suffix", "source", "reason", "may_be_for_staff"),
    [
        *_cases("refused.jsonl", "suffix", "source", "reason", "may_be_for_staff"),
        (".md", f"---\n{'[' * 5_000}\n---\ntext", "not valid YAML", True),
        (".md", f"---\nx: {'{a: ' * 3_000}\n---\ntext", "not valid YAML", True),
        (".html", "<p>before</p>" + "<div>" * 5_000 + "core", "too deeply", False),
        (".jsonl", "[" * 100_000, "not valid JSON", False),
        (".md", b"\x89PNG\r\n\x1a\n" + bytes(200), "binary data", False),
        (".jsonl", '{"_id": "a", "text": "협력"}'.encode("cp949"), "save the file as UTF-8", False),
    ],
)
def test_a_source_is_refused_with_the_reason(
    suffix: str, source: str | bytes, reason: str, may_be_for_staff: bool
) -> None:
    data = source.encode() if isinstance(source, str) else source
    try:
        (part,) = parse_bytes(data, suffix, Limits())
    except DocumentError as refusal:
        found, is_unsure = str(refusal), isinstance(refusal, PossiblyStaffDocumentError)
    else:
        assert isinstance(part, BadPart)
        found, is_unsure = part.reason, part.may_be_for_staff
    assert reason in found
    assert is_unsure == may_be_for_staff


def test_a_page_in_euc_kr_is_read_by_its_own_declaration() -> None:
    source = "<html><head><meta charset=euc-kr><title>협력</title></head><body><p>연구</p></body></html>"
    parsed = only(source.encode("euc_kr"), ".html")
    assert parsed.declared["title"] == "협력"
    assert parsed.blocks[0].text == "연구"


def test_korean_text_in_cp949_is_read() -> None:
    text = "공동 연구 규모는 500억 원이다."
    assert blocks(text.encode("cp949"), ".txt")[0][2] == text


def test_absurd_spans_do_no_harm() -> None:
    source = "<table><tr><td rowspan=99999 colspan=99999>a<td>b</tr><tr><td>c<td colspan=x>d</table>"
    assert _texts(source, ".html")[0].startswith("a | ")


def test_nothing_is_lost_from_deep_nesting() -> None:
    assert _texts("<div>" * 900 + "core" + "</div>" * 900, ".html") == ["core"]
    assert "core" in " ".join(_texts(">" * 15 + " core", ".md"))


def test_a_paragraph_of_many_lines_takes_no_quadratic_time() -> None:
    assert len(blocks("word\n" * 200_000, ".txt")[0][2]) == 200_000 * 5 - 1
