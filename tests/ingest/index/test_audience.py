"""What is for the staff never reaches the public, and both filters are applied in the store itself."""

from __future__ import annotations

from typing import Any

import pytest
from chromadb.api.models.Collection import Collection

from ingest.models import Audience
from tests.ingest.index.chroma_server import ChromaServer
from tests.ingest.workshop import Workshop, dense, keyword, listed

pytestmark = pytest.mark.slow

_SECRET = "The withdrawn figure is nineteen lanterns."
_FILES = {
    "line.md": f"---\ntitle: Line to take\naudience: staff\n---\n\n{_SECRET}\n",
    "harbour.md": "# Harbour\n\nThe harbour pact begins in May.\n",
    "orchard.md": "# Orchard\n\nThe orchard fund holds nine million.\n",
}
_QUESTION = "What is the withdrawn figure, nineteen lanterns?"


@pytest.fixture(scope="module", params=["embedded", "server"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, chroma_server: ChromaServer
) -> Workshop:
    url = chroma_server.url if request.param == "server" else ""
    workshop = Workshop(tmp_path_factory.mktemp(request.param), chroma_url=url)
    workshop.write(_FILES)
    workshop.ingest()
    return workshop


@pytest.fixture
def queries(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """The collection and the filter of every query that reaches Chroma."""
    seen: list[tuple[str, Any]] = []
    query = Collection.query

    def spy(self: Collection, *arguments: Any, **named: Any) -> Any:
        seen.append((self.name, named.get("where")))
        return query(self, *arguments, **named)

    monkeypatch.setattr(Collection, "query", spy)
    return seen


def test_the_staff_find_what_is_meant_for_them(filled: Workshop) -> None:
    assert _SECRET in dense(filled, _QUESTION)[0]
    assert _SECRET in keyword(filled, _QUESTION)[0]


def test_the_public_never_finds_it(filled: Workshop) -> None:
    public = Audience.PUBLIC
    found = dense(filled, _QUESTION, public) + keyword(filled, _QUESTION, public)
    assert found
    assert not any("lantern" in text or "withdrawn" in text for text in found)
    assert set(listed(filled, public)) == {"harbour.md", "orchard.md"}


def test_naming_the_document_does_not_open_it(filled: Workshop) -> None:
    public = Audience.PUBLIC
    assert dense(filled, _QUESTION, public, ["line.md"]) == []
    assert keyword(filled, _QUESTION, public, ["line.md"]) == []
    assert filled.index().read(lambda s: s.document("line.md", public)) is None
    assert filled.index().read(lambda s: s.neighbours("line.md", 1, public)) == ()
    assert filled.index().read(lambda s: s.document("line.md", Audience.STAFF)) is not None


def test_for_the_public_only_the_public_collection_is_asked(
    filled: Workshop, queries: list[tuple[str, Any]]
) -> None:
    dense(filled, _QUESTION, Audience.PUBLIC)
    assert [name.rpartition("-")[2] for name, _ in queries] == ["public"]
    queries.clear()
    dense(filled, _QUESTION, Audience.STAFF)
    assert [name.rpartition("-")[2] for name, _ in queries] == ["public", "staff"]


def test_the_public_collection_holds_nothing_of_the_staff(filled: Workshop) -> None:
    generation = filled.generations.current()
    assert generation is not None
    vectors = filled.store.open(generation, filled.generations.folder(generation))
    assert vectors.count(Audience.PUBLIC) == 2
    assert vectors.count(Audience.STAFF) == 1


def test_the_filter_by_document_reaches_the_store(filled: Workshop, queries: list[tuple[str, Any]]) -> None:
    found = dense(filled, "harbour pact", documents=["orchard.md"])
    assert len(found) == 1
    assert "orchard" in found[0]
    assert [where for _, where in queries] == [{"document": {"$in": ["orchard.md"]}}] * len(Audience)


def test_a_document_outside_the_filter_never_comes_back_however_near_it_is(filled: Workshop) -> None:
    for search in (dense, keyword):
        exact = search(filled, "The harbour pact begins in May.", documents=["orchard.md", "no-such.md"])
        assert not any("harbour" in text for text in exact)
        assert search(filled, "harbour", documents=["no-such.md"]) == []
