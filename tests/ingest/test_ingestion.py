"""Ingesting: adds, changes, keeps and removes, embeds nothing twice, leaves neither doubles nor orphans."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ingest.errors import BuildTheIndexFirst
from ingest.index.snapshot import KEYWORDS, Snapshot
from ingest.models import Audience
from ingest.report import Outcome
from ingest.web.fetch import Page
from tests.ingest.hashing_embedder import HashingEmbedder
from tests.ingest.index.portrait import keyword_rows
from tests.ingest.workshop import Workshop, dense, keyword, listed, notes, outcomes

_HARBOUR = "# Harbour\n\nThe harbour pact begins in May.\n"
_ORCHARD = "# Orchard\n\nThe orchard fund holds nine million.\n"
_COMMON_WORDS = "harbour orchard figure matter"  # of which every chunk below has one
_STAFF = "---\ntitle: Line\naudience: staff\n---\n\nThe figure in circulation is a mistake.\n"


def _balance(workshop: Workshop) -> dict[Audience, tuple[int, int, int]]:
    """Chunks, vectors and keyword rows of each audience."""
    generation = workshop.generations.current()
    assert generation is not None
    folder = workshop.generations.folder(generation)
    vectors = workshop.store.open(generation, folder)

    def count(snapshot: Snapshot) -> dict[Audience, tuple[int, int, int]]:
        return {
            audience: (
                snapshot.size(audience),
                vectors.count(audience),
                keyword_rows(folder / KEYWORDS / audience.value, _COMMON_WORDS),
            )
            for audience in Audience
        }

    return workshop.index().read(count)


def test_new_files_are_added_with_their_chunks(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR, "deep/orchard.md": _ORCHARD})
    report = workshop.ingest()
    assert outcomes(report) == {"harbour.md": Outcome.ADDED, "deep/orchard.md": Outcome.ADDED}
    assert [(each.documents, each.chunks) for each in report.files] == [(1, 1), (1, 1)]
    assert listed(workshop) == {"harbour.md": 1, "deep/orchard.md": 1}


def test_a_changed_file_answers_with_its_new_words_only(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD})
    workshop.ingest()
    workshop.write({"harbour.md": _HARBOUR.replace("May", "June"), "orchard.md": _ORCHARD})
    report = workshop.ingest()
    assert outcomes(report) == {"harbour.md": Outcome.CHANGED, "orchard.md": Outcome.UNCHANGED}
    assert "The harbour pact begins in June." in "".join(dense(workshop, "harbour"))
    assert keyword(workshop, "May") == []
    assert not any("May" in text for text in dense(workshop, "harbour pact begins in May"))


def test_a_second_run_changes_nothing_and_builds_nothing(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD})
    first = workshop.ingest()
    embedded = list(workshop.embedder.embedded)
    second = workshop.ingest()
    assert set(outcomes(second).values()) == {Outcome.UNCHANGED}
    assert second.generation == first.generation
    assert workshop.embedder.embedded == embedded


def test_a_removed_document_never_answers_again(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD})
    workshop.ingest()
    workshop.write({"orchard.md": _ORCHARD})
    assert outcomes(workshop.ingest())["harbour.md"] is Outcome.REMOVED
    question = "The harbour pact begins in May."
    assert not any("harbour" in text for text in dense(workshop, question) + keyword(workshop, question))
    assert dense(workshop, question, documents=["harbour.md"]) == []
    assert keyword(workshop, question, documents=["harbour.md"]) == []
    assert listed(workshop) == {"orchard.md": 1}
    assert workshop.index().read(lambda s: s.document("harbour.md", Audience.STAFF)) is None


def test_a_folder_that_is_gone_takes_its_documents_with_it(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR})
    workshop.ingest()
    shutil.rmtree(workshop.documents)
    report = workshop.ingest(str(workshop.home / "documents"))
    assert outcomes(report) == {"harbour.md": Outcome.REMOVED}
    assert listed(workshop) == {}
    assert dense(workshop, "harbour") == keyword(workshop, "harbour") == []


def test_only_the_places_that_are_named_are_touched(workshop: Workshop) -> None:
    workshop.write({"a/harbour.md": _HARBOUR, "b/orchard.md": _ORCHARD})
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


def test_a_page_that_fails_keeps_what_was_indexed(workshop: Workshop) -> None:
    address = "https://example.org/pact"
    workshop.pages[address] = Page(b"<p>The pact is short.</p>", ".html", address)
    workshop.ingest(address)
    workshop.pages.clear()
    report = workshop.ingest(address)
    assert notes(report) == {address: "The page is gone; check its address."}
    assert listed(workshop) == {address: 1}


def test_unchanged_text_is_not_embedded_again(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD})
    workshop.ingest()
    before = len(workshop.embedder.embedded)
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD + "\n# Pears\n\nA new line on pears.\n"})
    workshop.ingest()
    fresh = workshop.embedder.embedded[before:]
    assert len(fresh) == 1
    assert "pears" in fresh[0]


def test_text_that_comes_back_is_not_embedded_again(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD})
    workshop.ingest()
    before = len(workshop.embedder.embedded)
    workshop.write({"orchard.md": _ORCHARD})
    workshop.ingest()
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD})
    workshop.ingest()
    assert len(workshop.embedder.embedded) == before
    assert listed(workshop) == {"harbour.md": 1, "orchard.md": 1}


def test_another_model_rebuilds_every_vector(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD})
    first = workshop.ingest()
    other = Workshop(workshop.home, HashingEmbedder("another model"))
    second = other.ingest()
    assert second.generation != first.generation
    assert len(other.embedder.embedded) == len(workshop.embedder.embedded) == 2
    # In its own space a chunk's passage is its exact neighbour; a vector of the first model would not be.
    vectors = other.index().read(
        lambda s: {
            text: s.nearest(Audience.PUBLIC, other.embedder.embed_query(text), top=1, documents=None)[0][1]
            for text in other.embedder.embedded
        }
    )
    assert all(similarity > 0.999 for similarity in vectors.values())
    assert all(count == (count[0],) * 3 for count in _balance(other).values())
    back = workshop.ingest()
    assert back.generation not in (first.generation, second.generation)
    assert len(workshop.embedder.embedded) == 2  # the first model's vectors were still in the cache


def test_chunks_vectors_and_keyword_rows_agree_after_every_change(workshop: Workshop) -> None:
    long = "# Long\n\n" + "\n\n".join(
        f"Paragraph {n} speaks of matter {n} at some length." for n in range(60)
    )
    states = (
        {"harbour.md": _HARBOUR, "long.md": long, "line.md": _STAFF},
        {"harbour.md": _HARBOUR, "long.md": long[: len(long) // 2], "line.md": _STAFF},
        {"line.md": _STAFF.replace("staff", "public"), "orchard.md": _ORCHARD},
        {"harbour.md": _HARBOUR, "long.md": long, "line.md": _STAFF},
    )
    for state in states:
        workshop.write(state)
        workshop.ingest()
        balance = _balance(workshop)
        assert all(count == (count[0],) * 3 for count in balance.values()), balance
        assert sum(count[0] for count in balance.values()) == sum(listed(workshop).values())
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


def test_a_document_that_becomes_staff_only_leaves_the_public_partition(workshop: Workshop) -> None:
    workshop.write({"line.md": _STAFF.replace("staff", "public"), "orchard.md": _ORCHARD})
    workshop.ingest()
    assert keyword(workshop, "mistake", Audience.PUBLIC)
    workshop.write({"line.md": _STAFF, "orchard.md": _ORCHARD})
    workshop.ingest()
    assert keyword(workshop, "mistake", Audience.PUBLIC) == []
    assert not any("mistake" in text for text in dense(workshop, "mistake", Audience.PUBLIC))
    assert listed(workshop, Audience.PUBLIC) == {"orchard.md": 1}


def test_a_preview_says_what_would_happen_and_changes_nothing(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD})
    workshop.ingest()
    workshop.write({"harbour.md": _HARBOUR + "\nMore.\n", "pear.md": "A pear.\n"})
    before = _files_below(workshop.folder)
    plan = workshop.preview()
    assert outcomes(plan) == {
        "harbour.md": Outcome.CHANGED,
        "orchard.md": Outcome.REMOVED,
        "pear.md": Outcome.ADDED,
    }
    assert _files_below(workshop.folder) == before


def test_a_preview_before_the_first_run_makes_no_index(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR})
    assert outcomes(workshop.preview()) == {"harbour.md": Outcome.ADDED}
    assert not workshop.folder.exists()


def test_a_broken_line_neither_stops_the_others_nor_loses_what_was_indexed(workshop: Workshop) -> None:
    rows = [
        json.dumps({"_id": f"d{n}", "title": f"T{n}", "text": f"Row {n} tells of tale{n}."}) for n in range(3)
    ]
    workshop.write({"rows.jsonl": "\n".join(rows)})
    workshop.ingest()
    rows[1] = rows[1][:-5]
    workshop.write(
        {"rows.jsonl": "\n".join([*rows, json.dumps({"_id": "d9", "title": "T", "text": "A ninth."})])}
    )
    report = workshop.ingest()
    assert outcomes(report) == {"rows.jsonl": Outcome.FAILED}
    assert notes(report)["rows.jsonl"].startswith("line 2: The line is not valid JSON")
    assert listed(workshop) == {"d0": 1, "d1": 1, "d2": 1, "d9": 1}
    assert keyword(workshop, "tale1")
    workshop.write({"rows.jsonl": "\n".join([rows[0], rows[2]])})
    assert outcomes(workshop.ingest()) == {"rows.jsonl": Outcome.CHANGED}
    assert listed(workshop) == {"d0": 1, "d2": 1}
    assert keyword(workshop, "tale1") == []


def test_a_file_that_breaks_keeps_answering_with_its_last_good_state(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD})
    workshop.ingest()
    workshop.write({"harbour.md": "", "orchard.md": _ORCHARD + "\nAnd a pear.\n"})
    report = workshop.ingest()
    assert outcomes(report) == {"harbour.md": Outcome.FAILED, "orchard.md": Outcome.CHANGED}
    assert listed(workshop) == {"harbour.md": 1, "orchard.md": 1}
    assert keyword(workshop, "harbour")
    workshop.write({"harbour.md": _HARBOUR, "orchard.md": _ORCHARD})
    assert outcomes(workshop.ingest())["harbour.md"] is Outcome.UNCHANGED


def test_nothing_is_built_anew_while_the_same_file_stays_broken(workshop: Workshop) -> None:
    workshop.write({"harbour.md": _HARBOUR, "empty.md": ""})
    first = workshop.ingest()
    second = workshop.ingest()
    assert outcomes(second) == {"harbour.md": Outcome.UNCHANGED, "empty.md": Outcome.FAILED}
    assert second.generation == first.generation
    assert [each.name for each in _generation_folders(workshop)] == [first.generation]


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


def test_two_files_of_one_id_are_refused_by_name_and_the_first_stays(workshop: Workshop) -> None:
    row = json.dumps({"_id": "same", "title": "T", "text": "The first one."})
    workshop.write({"a.jsonl": row, "b.jsonl": row.replace("first", "second")})
    report = workshop.ingest()
    assert outcomes(report) == {"a.jsonl": Outcome.ADDED, "b.jsonl": Outcome.FAILED}
    assert "'same' already belongs to" in notes(report)["b.jsonl"]
    assert "The first one." in keyword(workshop, "one")[0]


def test_nothing_to_read_makes_an_empty_index_that_can_be_asked(workshop: Workshop) -> None:
    workshop.ingest()
    assert listed(workshop) == {}
    assert dense(workshop, "anything") == keyword(workshop, "anything") == []


def test_without_an_index_the_remedy_is_named(workshop: Workshop) -> None:
    with pytest.raises(BuildTheIndexFirst, match="run concord-ingest"):
        listed(workshop)


def _generation_folders(workshop: Workshop) -> list[Path]:
    return list((workshop.folder / "generations").iterdir())


def _files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
