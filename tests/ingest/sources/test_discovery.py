"""What is found below the places that are named, what is refused and why, and what counts as vanished."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.sources.discovery import DiscoveredSources, discover_sources
from tests.ingest.unprivileged import folder_for_nobody, without_privileges

_SUFFIXES = (".md", ".txt")


def _found(*places: object, indexed: tuple[str, ...] = ()) -> DiscoveredSources:
    return discover_sources([str(place) for place in places], _SUFFIXES, indexed)


def _names(found: DiscoveredSources) -> list[str]:
    return [source.name for source in found.sources]


def _reason(found: DiscoveredSources) -> str:
    (refused,) = found.refused
    return refused.reason


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def test_a_folder_is_searched_in_order_and_in_depth(tmp_path: Path) -> None:
    _touch(tmp_path, "b.md", "a.txt", "deep/er/c.md")
    assert _names(_found(tmp_path)) == ["a.txt", "b.md", "deep/er/c.md"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    _touch(tmp_path, ".hidden.md", ".git/a.md", "seen.md")
    found = _found(tmp_path)
    assert _names(found) == ["seen.md"]
    assert found.refused == ()


def test_another_type_is_passed_over_in_a_folder_but_a_failure_when_asked_for(tmp_path: Path) -> None:
    _touch(tmp_path, "sheet.xlsx")
    assert [each.is_failure for each in _found(tmp_path).refused] == [False]
    asked = _found(tmp_path / "sheet.xlsx")
    assert [each.is_failure for each in asked.refused] == [True]
    assert "type .xlsx are not read; convert it to" in _reason(asked)


def test_an_ending_is_read_in_any_case(tmp_path: Path) -> None:
    _touch(tmp_path, "LOUD.MD")
    assert _names(_found(tmp_path)) == ["LOUD.MD"]


def test_a_path_that_does_not_exist_is_a_failure(tmp_path: Path) -> None:
    assert "no such file or folder; check the path" in _reason(_found(tmp_path / "none"))


def test_a_path_that_is_gone_is_none_if_something_is_indexed_from_it(tmp_path: Path) -> None:
    found = _found(tmp_path / "gone", indexed=(str(tmp_path / "gone" / "a.md"),))
    assert found.refused == ()
    assert found.covers(str(tmp_path / "gone" / "a.md"))


def test_a_path_that_no_system_takes_is_a_failure_and_hides_what_is_indexed(tmp_path: Path) -> None:
    long = tmp_path / ("a" * 5000)
    found = _found(long, indexed=(str(long / "a.md"),))
    assert "check its path and its permissions" in _reason(found)
    assert not found.covers(str(long / "a.md"))


def test_one_file_has_one_origin_however_its_path_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _touch(tmp_path, "in/a.md")
    monkeypatch.chdir(tmp_path)
    places = ("in", "./in/", tmp_path / "in" / ".." / "in", "in/a.md")
    origins = {source.origin for place in places for source in _found(place).sources}
    assert origins == {str(tmp_path / "in" / "a.md")}
    assert len(_found(*places).sources) == 1


def test_a_link_out_of_the_folder_is_refused_and_one_within_is_followed(tmp_path: Path) -> None:
    _touch(tmp_path, "outside/secret.md", "in/real.md")
    (tmp_path / "in" / "leak.md").symlink_to(tmp_path / "outside" / "secret.md")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "outside")
    (tmp_path / "in" / "same.md").symlink_to("real.md")
    found = _found(tmp_path / "in")
    assert _names(found) == ["real.md", "same.md"]
    assert {each.name for each in found.refused} == {"leak.md", "folder"}
    assert all("leads out of the folder" in each.reason and each.is_failure for each in found.refused)


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    _touch(tmp_path, "in/a.md")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "self.md").symlink_to("self.md")
    assert "a.md" in _names(_found(tmp_path / "in"))


def test_a_pipe_is_refused_since_reading_it_would_never_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    for place in (tmp_path, tmp_path / "pipe.md"):
        assert "no ordinary file" in _reason(_found(place))


def test_a_name_that_is_no_text_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "한글".encode("cp949") + b".md"
    try:
        Path(os.fsdecode(path)).write_text("x")
    except OSError:
        pytest.skip("this disk takes only UTF-8 names")
    found = _found(tmp_path)
    assert "is not UTF-8; rename it" in _reason(found)
    assert found.refused[0].name.isprintable()


def test_a_name_in_decomposed_hangul_is_called_as_people_type_it(tmp_path: Path) -> None:
    decomposed = "\u1112\u1161\u11ab\u1100\u1173\u11af.md"  # as macOS stores it
    _touch(tmp_path, decomposed)
    (source,) = _found(tmp_path).sources
    assert source.name == "한글.md"
    assert Path(source.origin).exists()


def test_a_folder_that_cannot_be_opened_hides_its_files_but_removes_none() -> None:
    with folder_for_nobody() as folder:
        _touch(folder, "open.md", "closed/a.md")
        (folder / "closed").chmod(0)
        with without_privileges():
            found = _found(folder)
            itself = _found(folder / "closed")
        assert _names(found) == ["open.md"]
        assert "cannot be opened" in _reason(found)
        assert "cannot be opened" in _reason(itself)
        assert not found.covers(str(folder / "closed" / "a.md"))
        assert not itself.covers(str(folder / "closed" / "a.md"))
        assert found.covers(str(folder / "gone.md"))


def test_a_page_covers_itself_only() -> None:
    found = _found("https://example.org/pact")
    assert found.covers("https://example.org/pact")
    assert not found.covers("https://example.org/pact/annex")


def test_a_root_covers_what_lies_below_it_and_not_its_namesakes(tmp_path: Path) -> None:
    _touch(tmp_path, "docs/a.md", "docs-old/b.md")
    found = _found(tmp_path / "docs")
    assert found.covers(str(tmp_path / "docs" / "gone.md"))
    assert not found.covers(str(tmp_path / "docs-old" / "b.md"))


def test_what_is_gone_is_called_by_its_path_below_its_root(tmp_path: Path) -> None:
    _touch(tmp_path, "docs/a.md")
    found = _found(tmp_path / "docs")
    assert found.name_of(str(tmp_path / "docs" / "deep" / "gone.md")) == "deep/gone.md"
    assert found.name_of("https://example.org/pact") == "https://example.org/pact"
