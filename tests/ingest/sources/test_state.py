"""Checksums are taken of what can be opened; what cannot is named, and its old state is left alone."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import UnavailableError
from ingest.report import NoProgress, Outcome
from ingest.sources.discovery import discover_sources
from ingest.sources.state import SourceState, inspect_sources
from ingest.sources.web_page import Page
from tests.ingest.unprivileged import folder_for_nobody, without_privileges


def _state(*places: str, recipe: str = "r") -> SourceState:
    found = discover_sources(places, (".md",), ())
    return inspect_sources(found.sources, recipe, _unavailable, (), NoProgress())


def _unavailable(address: str) -> Page:
    raise UnavailableError(f"{address} does not answer; try again.")


def test_an_unreadable_file_fails_with_the_remedy_and_the_others_go_on() -> None:
    with folder_for_nobody() as folder:
        (folder / "open.md").write_text("x")
        (folder / "closed.md").write_text("x")
        (folder / "closed.md").chmod(0)
        with without_privileges():
            state = _state(str(folder))
        assert set(state.checksums) == {str(folder / "open.md")}
        failure = state.failures[str(folder / "closed.md")]
        assert (failure.name, failure.outcome) == ("closed.md", Outcome.FAILED)
        assert failure.note == "The file cannot be opened; check its permissions and run again."


def test_a_page_that_fails_is_named_by_its_address() -> None:
    (failure,) = _state("https://example.org/pact").failures.values()
    assert failure.name == "https://example.org/pact"
    assert failure.note == "https://example.org/pact does not answer; try again."


def test_equal_bytes_have_equal_checksums_until_the_recipe_changes(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("the same")
    first, second = _state(str(tmp_path)).checksums.values()
    assert first == second
    assert first not in _state(str(tmp_path), recipe="another").checksums.values()
