"""The ministry's announcement as it was published: nothing of it may be lost on the way in."""

import os
import re
from pathlib import Path

import pytest

from ingest.models import Audience, BlockKind, ParsedDocument
from ingest.parsers.limits import Limits
from ingest.parsers.metadata import complete_metadata
from ingest.parsers.registry import parse_file

_FOLDER = os.environ.get("CONCORD_TEST_DATA", "")
pytestmark = pytest.mark.skipif(
    not _FOLDER, reason="CONCORD_TEST_DATA does not name the folder of the test data"
)


@pytest.fixture
def path() -> Path:
    return Path(_FOLDER) / "documents" / "announcement.md"


@pytest.fixture
def document(path: Path) -> ParsedDocument:
    (part,) = parse_file(path, Limits())
    assert isinstance(part, ParsedDocument)
    return part


def _words(text: str) -> list[str]:
    """The words and figures, in order, as letters and digits only."""
    return re.findall(r"\w+", text)


def test_every_word_and_figure_is_kept_in_order(path: Path, document: ParsedDocument) -> None:
    source = path.read_text(encoding="utf-8")
    last_link = re.compile(r"\[(https:[^\]]*)\]\([^)]*\)")  # its text and its address are the same
    plain = last_link.sub(r"\1", source).replace("\\", "").replace("*", "")
    assert _words(" ".join(block.text for block in document.blocks)) == _words(plain)


def test_no_markup_is_left(document: ParsedDocument) -> None:
    assert not re.search(r"\*|\\|^#|^- |^>", "\n".join(block.text for block in document.blocks), re.MULTILINE)


def test_its_five_agreements_stay_items_behind_their_lead_in(document: ParsedDocument) -> None:
    lead = next(n for n, block in enumerate(document.blocks) if block.text == "The agreements include:")
    kinds = [block.kind for block in document.blocks[lead + 1 : lead + 7]]
    assert kinds == [BlockKind.ITEM] * 5 + [BlockKind.PARAGRAPH]


def test_its_headings_keep_their_levels(document: ParsedDocument) -> None:
    levels = [block.level for block in document.blocks if block.kind is BlockKind.HEADING]
    assert levels == [2, 3, 3, 3, 3, 4, 4]


def test_its_title_is_the_heading_that_opens_it(document: ParsedDocument) -> None:
    found = complete_metadata(document, "announcement", Audience.PUBLIC)
    assert found.title.startswith("Korea and Singapore Launch Strategic AI Partnership")
    assert found.language == "en"
