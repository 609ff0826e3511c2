"""Ingesting adds, changes, keeps and removes, loses nothing, and embeds no text twice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ingest.errors import IndexNotBuiltError
from ingest.models import Audience
from ingest.report import Outcome
from ingest.sources.web_page import Page
from tests.ingest.hashing_embedder import HashingEmbedder
from tests.ingest.index.portrait import portrait
from tests.ingest.texts import HARBOUR, ORCHARD, STAFF_ONLY
from tests.ingest.workshop import Workshop, dense, keyword, listed, notes, outcomes

pytestmark = pytest.mark.slow


def test_new_files_are_added_with_their_chunks(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "deep/orchard.md": ORCHARD})
    report = workshop.ingest()
    assert outcomes(report) == {"harbour.md": Outcome.ADDED, "deep/orchard.md": Outcome.ADDED}
    assert [(each.documents, each.chunks) for each in report.files] == [(1, 1), (1, 1)]
    assert listed(workshop) == {"harbour.md": 1, "deep/orchard.md": 1}


def test_a_changed_file_answers_with_its_new_words_only(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    workshop.write({"harbour.md": HARBOUR.replace("May", "June"), "orchard.md": ORCHARD})
    report = workshop.ingest()
    assert outcomes(report) == {"harbour.md": Outcome.CHANGED, "orchard.md": Outcome.UNCHANGED}
    assert "The harbour pact begins in June." in "".join(dense(workshop, "harbour"))
    assert keyword(workshop, "May") == []
    assert not any("May" in text for text in dense(workshop, "harbour pact begins in May"))


def test_a_second_run_changes_nothing_and_builds_nothing(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    first = workshop.ingest()
    embedded = list(workshop.embedder.embedded)
    second = workshop.ingest()
    assert set(outcomes(second).values()) == {Outcome.UNCHANGED}
    assert second.generation == first.generation
    assert workshop.embedder.embedded == embedded


def test_a_removed_document_never_answers_again(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    workshop.write({"orchard.md": ORCHARD})
    assert outcomes(workshop.ingest())["harbour.md"] is Outcome.REMOVED
    question = "The harbour pact begins in May."
    assert not any("harbour" in text for text in dense(workshop, question) + keyword(workshop, question))
    assert dense(workshop, question, documents=["harbour.md"]) == []
    assert keyword(workshop, question, documents=["harbour.md"]) == []
    assert listed(workshop) == {"orchard.md": 1}
    assert workshop.index().read(lambda s: s.document("harbour.md", Audience.STAFF)) is None


def test_a_folder_that_is_gone_takes_its_documents_with_it(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR})
    workshop.ingest()
    shutil.rmtree(workshop.documents)
    report = workshop.ingest(str(workshop.home / "documents"))
    assert outcomes(report) == {"harbour.md": Outcome.REMOVED}
    assert listed(workshop) == {}
    assert dense(workshop, "harbour") == keyword(workshop, "harbour") == []


def test_only_the_places_that_are_named_are_touched(workshop: Workshop) -> None:
    workshop.write({"a/harbour.md": HARBOUR, "b/orchard.md": ORCHARD})
    workshop.ingest()
    workshop.write({})
    report = workshop.ingest(str(workshop.documents / "a"))
    assert outcomes(report) == {"harbour.md": Outcome.REMOVED}
    assert listed(workshop) == {"b/orchard.md": 1}


def test_one_page_does_not_remove_another_below_its_address(workshop: Workshop) -> None:
    places = ["https://example.org/pact", "https://example.org/pact/annex"]
    for address, words in zip(places, ("The pact is short.", "The annex is long."), strict=True):
        workshop.pages[address] = Page(f"<p>{words}</p>".encode(), ".html", address)
    workshop.ingest(*places)
    workshop.ingest(places[0])
    assert set(listed(workshop)) == set(places)


def test_a_document_that_becomes_staff_only_leaves_the_public_partition(workshop: Workshop) -> None:
    workshop.write({"line.md": STAFF_ONLY.replace("staff", "public"), "orchard.md": ORCHARD})
    workshop.ingest()
    assert keyword(workshop, "mistake", Audience.PUBLIC)
    workshop.write({"line.md": STAFF_ONLY, "orchard.md": ORCHARD})
    workshop.ingest()
    assert keyword(workshop, "mistake", Audience.PUBLIC) == []
    assert not any("mistake" in text for text in dense(workshop, "mistake", Audience.PUBLIC))
    assert listed(workshop, Audience.PUBLIC) == {"orchard.md": 1}


def test_a_line_that_moves_to_another_file_stays_indexed(workshop: Workshop) -> None:
    first, second = (json.dumps({"_id": name, "title": name, "text": f"All on {name}."}) for name in "xy")
    workshop.write(
        {"a.jsonl": f"{first}\n{second}\n", "b.jsonl": '{"_id": "z", "title": "z", "text": "All on z."}'}
    )
    workshop.ingest()
    workshop.write({"a.jsonl": first, "b.jsonl": second})
    report = workshop.ingest()
    assert set(outcomes(report).values()) == {Outcome.CHANGED}, notes(report)
    assert listed(workshop) == {"x": 1, "y": 1}


def test_nothing_to_read_makes_an_empty_index_that_can_be_asked(workshop: Workshop) -> None:
    workshop.ingest()
    assert listed(workshop) == {}
    assert dense(workshop, "anything") == keyword(workshop, "anything") == []


def test_without_an_index_the_remedy_is_named(workshop: Workshop) -> None:
    with pytest.raises(IndexNotBuiltError, match="run concord-ingest"):
        listed(workshop)


def test_a_preview_says_what_would_happen_and_changes_nothing(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    workshop.write({"harbour.md": HARBOUR + "\nMore.\n", "pear.md": "A pear.\n"})
    before = _files_below(workshop.folder)
    plan = workshop.preview()
    assert outcomes(plan) == {
        "harbour.md": Outcome.CHANGED,
        "orchard.md": Outcome.REMOVED,
        "pear.md": Outcome.ADDED,
    }
    assert _files_below(workshop.folder) == before


def test_a_preview_before_the_first_run_makes_no_index(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR})
    assert outcomes(workshop.preview()) == {"harbour.md": Outcome.ADDED}
    assert not workshop.folder.exists()


def _files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_chunks_vectors_and_keyword_rows_agree_after_every_change(workshop: Workshop) -> None:
    long = "# Long\n\n" + "\n\n".join(
        f"Paragraph {n} speaks of matter {n} at some length." for n in range(60)
    )
    states = (
        {"harbour.md": HARBOUR, "long.md": long, "line.md": STAFF_ONLY},
        {"harbour.md": HARBOUR, "long.md": long[: len(long) // 2], "line.md": STAFF_ONLY},
        {"line.md": STAFF_ONLY.replace("staff", "public"), "orchard.md": ORCHARD},
        {"harbour.md": HARBOUR, "long.md": long, "line.md": STAFF_ONLY},
    )
    for state in states:
        workshop.write(state)
        workshop.ingest()
        counts = portrait(workshop).counts
        assert all(count == (count[0],) * 3 for count in counts), counts
        assert sum(count[0] for count in counts) == sum(listed(workshop).values())
        texts = dense(workshop, "matter harbour orchard figure")
        assert len(texts) == len(set(texts)) == sum(listed(workshop).values())


def test_no_chunk_of_a_long_document_is_lost(workshop: Workshop) -> None:
    paragraphs = [f"Paragraph {n} speaks of matter{n} at some length." for n in range(120)]
    workshop.write({"long.md": "# Long\n\n" + "\n\n".join(paragraphs)})
    (result,) = workshop.ingest().files
    assert result.chunks == listed(workshop)["long.md"] > 10
    for n in (0, 1, 60, 118, 119):
        assert any(paragraphs[n] in text for text in keyword(workshop, f"matter{n}"))
    stored = workshop.index().read(lambda s: s.document("long.md", Audience.PUBLIC))
    assert stored is not None
    chunks = workshop.index().read(lambda s: s.chunks(Audience.PUBLIC, range(result.chunks)))
    assert all(stored.text[c.chunk.start : c.chunk.end] == c.chunk.text for c in chunks.values())
    assert set("\n".join(paragraphs).split()) <= set(" ".join(c.chunk.text for c in chunks.values()).split())


def test_unchanged_text_is_not_embedded_again(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    before = len(workshop.embedder.embedded)
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD + "\n# Pears\n\nA new line on pears.\n"})
    workshop.ingest()
    fresh = workshop.embedder.embedded[before:]
    assert len(fresh) == 1
    assert "pears" in fresh[0]


def test_text_that_comes_back_is_not_embedded_again(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    before = len(workshop.embedder.embedded)
    workshop.write({"orchard.md": ORCHARD})
    workshop.ingest()
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    workshop.ingest()
    assert len(workshop.embedder.embedded) == before
    assert listed(workshop) == {"harbour.md": 1, "orchard.md": 1}


def test_another_model_rebuilds_every_vector(workshop: Workshop) -> None:
    workshop.write({"harbour.md": HARBOUR, "orchard.md": ORCHARD})
    first = workshop.ingest()
    other = Workshop(workshop.home, HashingEmbedder("another model"))
    second = other.ingest()
    assert second.generation != first.generation
    assert len(other.embedder.embedded) == len(workshop.embedder.embedded) == 2
    # In its own space a chunk's passage is its exact neighbour; a vector of the first model would not be.
    vectors = other.index().read(
        lambda s: {
            text: s.search_vectors(Audience.PUBLIC, other.embedder.embed_query(text), top=1, documents=None)[
                0
            ][1]
            for text in other.embedder.embedded
        }
    )
    assert all(similarity > 0.999 for similarity in vectors.values())
    assert all(count == (count[0],) * 3 for count in portrait(other).counts)
    back = workshop.ingest()
    assert back.generation not in (first.generation, second.generation)
    assert len(workshop.embedder.embedded) == 2  # the first model's vectors were still in the cache
