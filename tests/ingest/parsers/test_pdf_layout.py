"""Lines of PDF pages become paragraphs again, and running heads go, as `cases/pdf_pages.jsonl` lists."""

from __future__ import annotations

import json

import pytest

from ingest.parsers.pdf_layout import pdf_blocks
from tests.ingest.parsers.makers import case_lines

_WIDE = "This line is about as wide as the lines of this page usually are, so it"
_CASES = [json.loads(line.replace("{WIDE}", _WIDE)) for line in case_lines("pdf_pages.jsonl")]


@pytest.mark.parametrize(
    ("pages", "expected"), [pytest.param(each["pages"], each["blocks"], id=each["case"]) for each in _CASES]
)
def test_pages_become_these_blocks(pages: list[str], expected: list[list[object]]) -> None:
    headings = {(1, "1. Aims"): 2}
    blocks = pdf_blocks(pages, headings)
    assert [[block.page, block.kind.value, block.level, block.text] for block in blocks] == expected
