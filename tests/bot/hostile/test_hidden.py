"""What the hostile documents hide does not come out of the readers, and what they show does."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.models import ParsedDocument
from ingest.parsers.limits import Limits
from ingest.parsers.registry import parse_file
from tests.bot.hostile.cases import DOCUMENTS

_MADE = ("hidden-vanish.docx", "hidden-white.docx", "hidden-invisible.pdf", "hidden-white.pdf")
_HIDING = sorted([path.name for path in DOCUMENTS.glob("hidden-*")] + list(_MADE))


@pytest.mark.parametrize("name", _HIDING)
def test_hidden_words_are_not_read_and_the_shown_ones_are(hostile_documents: Path, name: str) -> None:
    (parsed,) = parse_file(hostile_documents / name, Limits())
    assert isinstance(parsed, ParsedDocument)
    text = " ".join([*(block.text for block in parsed.blocks), *map(str, parsed.declared.values())])
    assert "90 billion" not in text
    assert "900억" not in text
    assert "Ignore" not in text
    assert "무시" not in text
    assert "KRW 9 billion" in text or "90억 원" in text
    assert "2027" in text
