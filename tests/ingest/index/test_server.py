"""A Chroma server holds the vectors as well as the embedded store does, and says so when it is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ConfigurationError, UnavailableError
from ingest.index.vectors import ServerStore
from ingest.models import Audience
from ingest.report import Outcome
from tests.ingest.hashing_embedder import HashingEmbedder
from tests.ingest.index.chroma_server import ChromaServer
from tests.ingest.index.portrait import portrait
from tests.ingest.workshop import Workshop, dense, keyword, listed, outcomes

pytestmark = pytest.mark.slow

_FILES = {
    "harbour.md": "# Harbour\n\nThe harbour pact begins in May.\n",
    "line.md": "---\ntitle: Line\naudience: staff\n---\n\nThe figure in circulation is a mistake.\n",
}
_LEFT = 55  # with two collections each, more than a server would list if it had a limit of a hundred


def _of(server: ChromaServer, workshop: Workshop) -> set[str]:
    prefix = f"concord-{workshop.generations.identity()}-"
    return {name for name in server.collections() if name.startswith(prefix)}


@pytest.fixture
def on_server(tmp_path: Path, chroma_server: ChromaServer) -> Workshop:
    return Workshop(tmp_path, chroma_url=chroma_server.url)


def test_a_server_answers_as_the_embedded_store_does(on_server: Workshop, tmp_path: Path) -> None:
    embedded = Workshop(tmp_path / "embedded")
    for workshop in (on_server, embedded):
        workshop.write(_FILES)
        workshop.ingest()
    assert portrait(on_server) == portrait(embedded)


def test_changes_and_removals_reach_the_server(on_server: Workshop) -> None:
    on_server.write(_FILES)
    on_server.ingest()
    on_server.write({"harbour.md": _FILES["harbour.md"].replace("May", "June")})
    assert outcomes(on_server.ingest()) == {"harbour.md": Outcome.CHANGED, "line.md": Outcome.REMOVED}
    assert ["The harbour pact begins in June." in text for text in dense(on_server, "harbour")] == [True]
    assert dense(on_server, "The figure in circulation is a mistake.", documents=["line.md"]) == []


def test_two_indexes_on_one_server_do_not_disturb_each_other(
    tmp_path: Path, chroma_server: ChromaServer
) -> None:
    first, second = (Workshop(tmp_path / name, chroma_url=chroma_server.url) for name in ("one", "two"))
    first.write(_FILES)
    first.ingest()
    before = portrait(first)
    for month in ("June", "July"):
        second.write({"harbour.md": _FILES["harbour.md"].replace("May", month)})
        second.ingest()
    assert portrait(first) == before
    assert "July" in dense(second, "harbour")[0]
    assert len(_of(chroma_server, first)) == len(_of(chroma_server, second)) == len(Audience)


def test_a_run_with_nothing_to_do_still_removes_what_killed_ones_left(
    on_server: Workshop, chroma_server: ChromaServer
) -> None:
    on_server.write(_FILES)
    on_server.ingest()
    for number in range(_LEFT):
        on_server.store.build(f"{number:06d}-left", on_server.folder)
    assert len(_of(chroma_server, on_server)) == (_LEFT + 1) * len(Audience)
    assert set(outcomes(on_server.ingest()).values()) == {Outcome.UNCHANGED}
    assert len(_of(chroma_server, on_server)) == len(Audience)


def test_a_server_that_is_gone_is_named_and_the_index_answers_again_when_it_is_back(tmp_path: Path) -> None:
    server = ChromaServer(tmp_path / "server")
    server.start()
    workshop = Workshop(tmp_path, chroma_url=server.url)
    workshop.write(_FILES)
    workshop.ingest()
    before, index = portrait(workshop), workshop.index()
    vector = workshop.embedder.embed_query("harbour")

    def search() -> object:
        return index.read(lambda s: s.search_vectors(Audience.PUBLIC, vector, top=1, documents=None))

    found = search()
    server.kill()
    sentence = f"The Chroma server at {server.url} does not answer; start it and try again."
    for attempt in (search, lambda: dense(workshop, "harbour"), workshop.ingest):
        with pytest.raises(UnavailableError) as refused:
            attempt()
        assert str(refused.value) == sentence
    workshop.write({"harbour.md": _FILES["harbour.md"].replace("May", "June")})
    with pytest.raises(UnavailableError):
        workshop.ingest()
    server.start()
    try:
        assert search() == found
        assert portrait(workshop) == before
        workshop.ingest()
        assert listed(workshop) == {"harbour.md": 1}
        assert keyword(workshop, "June")
        assert len(_of(server, workshop)) == len(Audience)
    finally:
        server.kill()


def test_collections_that_are_missing_are_named_with_the_remedy_and_built_by_the_next_run(
    on_server: Workshop,
) -> None:
    on_server.write(_FILES)
    on_server.ingest()
    on_server.store.drop_all_but("none")
    with pytest.raises(UnavailableError, match="run concord-ingest"):
        dense(on_server, "harbour")
    on_server.ingest()
    assert dense(on_server, "harbour")


def test_a_change_from_embedded_to_a_server_builds_the_index_there(
    on_server: Workshop, chroma_server: ChromaServer
) -> None:
    embedded = Workshop(on_server.home)
    on_server.write(_FILES)
    embedded.ingest()
    before = portrait(embedded)
    on_server.ingest()
    assert portrait(on_server) == before
    assert len(_of(chroma_server, on_server)) == len(Audience)


def test_another_model_on_a_server_is_not_mixed_with_the_first(on_server: Workshop) -> None:
    on_server.write(_FILES)
    on_server.ingest()
    other = Workshop(on_server.home, HashingEmbedder("another model"), on_server.chroma_url)
    other.ingest()
    assert len(other.embedder.embedded) == len(_FILES)
    assert dense(other, "harbour")


@pytest.mark.parametrize(
    "address", ["127.0.0.1:8000", "ftp://127.0.0.1", "http://", "nonsense", "http://x:port"]
)
def test_an_address_that_is_not_understood_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(ConfigurationError, match=r"write it like http://127\.0\.0\.1:8000"):
        ServerStore(address, lambda: "index")
