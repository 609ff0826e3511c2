"""The shipped suites, and the shipped documents as they are stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.datasets.case import Case
from eval.datasets.dataset import Dataset, read_dataset
from ingest.models import Audience, Document
from ingest.parsers.limits import Limits
from ingest.sources.discovery import Source
from ingest.sources.loader import DocumentIds, ParsedSource, parse_source

_ROOT = Path(__file__).parents[3]
_DOCUMENTS = _ROOT / "documents"
_SUITES = _ROOT / "eval" / "suites"


@pytest.fixture(scope="session")
def suites() -> tuple[Dataset, ...]:
    """Every shipped suite; one that is not valid fails the tests with its file, line and field."""
    return tuple(read_dataset(path) for path in sorted(_SUITES.glob("*.yaml")))


@pytest.fixture(scope="session")
def cases(suites: tuple[Dataset, ...]) -> tuple[Case, ...]:
    """The cases of all suites."""
    return tuple(case for suite in suites for case in suite.cases)


@pytest.fixture(scope="session")
def stored() -> dict[str, Document]:
    """The shipped documents by id; one without an audience would be for staff."""
    return {document.id: document for path in _DOCUMENTS.glob("*.md") for document in _read(path)}


def _read(path: Path) -> list[Document]:
    parts = parse_source(Source(str(path), path.name), {}, Limits(), Audience.STAFF, DocumentIds({}))
    return [part.document for part in parts if isinstance(part, ParsedSource)]
