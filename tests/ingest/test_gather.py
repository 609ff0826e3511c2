"""Checksums are taken of what can be opened; what cannot is named, and its old state is left alone."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import UnavailableError
from ingest.report import NoProgress, Outcome
from ingest.sources.discovery import discover
from ingest.sources.gather import Gathered, gather
from ingest.sources.web.fetch import Page
from tests.ingest.unprivileged import folder_for_nobody, without_privileges


def _gathered(*places: str, recipe: str = "r") -> Gathered:
    return gather(discover(places, (".md",), ()), recipe, _gone, (), NoProgress())


def _gone(address: str) -> Page:
    raise UnavailableError(f"{address} does not answer; try again.")


def test_an_unreadable_file_fails_with_the_remedy_and_the_others_go_on() -> None:
    with folder_for_nobody() as folder:
        (folder / "open.md").write_text("x")
        (folder / "closed.md").write_text("x")
        (folder / "closed.md").chmod(0)
        with without_privileges():
            found = _gathered(str(folder))
        assert set(found.checksums) == {str(folder / "open.md")}
        (failure,) = found.failures
        assert (failure.name, failure.outcome) == ("closed.md", Outcome.FAILED)
        assert failure.note == "The file cannot be opened; check its permissions and run again."
        assert found.failed_origins == {str(folder / "closed.md")}


def test_a_page_that_fails_is_named_by_its_address() -> None:
    (failure,) = _gathered("https://example.org/pact").failures
    assert failure.name == "https://example.org/pact"
    assert failure.note == "https://example.org/pact does not answer; try again."


def test_equal_bytes_have_equal_checksums_until_the_recipe_changes(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("the same")
    first, second = _gathered(str(tmp_path)).checksums.values()
    assert first == second
    assert first not in _gathered(str(tmp_path), recipe="another").checksums.values()
