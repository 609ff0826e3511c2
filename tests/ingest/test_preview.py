"""A preview tells what a run would do, and leaves everything as it is."""

from __future__ import annotations

from pathlib import Path

from ingest.report import Outcome
from tests.ingest.texts import HARBOUR, ORCHARD
from tests.ingest.workshop import Workshop, outcomes


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
