import os
import unicodedata
from pathlib import Path

import pytest

from ingest.errors import DocumentError
from ingest.models import ParsedDocument
from ingest.parsers.limits import BadPart, Limits
from ingest.parsers.registry import SUFFIXES, parse_bytes, parse_file
from tests.ingest.parsers.makers import refusal_of


def _read(path: Path, limits: Limits | None = None) -> list[ParsedDocument | BadPart]:
    return list(parse_file(path, limits or Limits()))


def test_every_promised_format_is_read() -> None:
    assert {".md", ".txt", ".html", ".pdf", ".docx", ".hwp", ".hwpx", ".jsonl"} <= SUFFIXES


def test_a_file_is_read_by_its_ending_in_any_case(tmp_path: Path) -> None:
    (tmp_path / "A.MD").write_text("# Pact", encoding="utf-8")
    (part,) = _read(tmp_path / "A.MD")
    assert isinstance(part, ParsedDocument)
    assert part.blocks[0].text == "Pact"


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@pytest.mark.parametrize("content", [b"", b" \n\n "], ids=["nothing", "blank"])
def test_an_empty_file_is_refused_with_a_remedy(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=r"empty; put .* in or remove it"):
        _read(path)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_random_bytes_under_any_ending_get_a_sentence(suffix: str) -> None:
    noise = bytes((number * 7919 + number // 3) % 256 for number in range(5_000))
    refusal = refusal_of(noise, suffix)
    if suffix in (".jsonl", ".ndjson"):
        assert all(isinstance(part, BadPart) for part in parse_bytes(noise, suffix, Limits()))
    else:
        assert ";" in refusal


@pytest.mark.parametrize("suffix", [".txt", ".jsonl"])
def test_a_file_over_the_limit_is_refused_by_its_size_without_being_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"big{suffix}"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)  # a sparse file: 200 MB that take no space
    limits = Limits(max_file_bytes=1_000_000, max_bulk_bytes=1_000_000)
    with pytest.raises(DocumentError, match="has 200 MB, over the limit of 977 KB; split it"):
        _read(path, limits)


def test_fetched_bytes_over_the_limit_are_refused() -> None:
    with pytest.raises(DocumentError, match="over the limit"):
        list(parse_bytes(b"x" * 11, ".txt", Limits(max_file_bytes=10)))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(DocumentError, match="permission to read"):
        _read(path)


def test_a_refusal_of_the_system_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text("x", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DocumentError, match="permission to read"):
        _read(path)


def test_a_file_that_has_vanished_is_said_to_be_gone(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="gone"):
        _read(tmp_path / "a.md")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    os.mkfifo(path)
    with pytest.raises(DocumentError, match="no ordinary file"):
        _read(path)


def test_an_unknown_ending_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"\.docx, .*\.pdf"):
        _read(path)


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
def test_decomposed_hangul_is_composed_in_every_text_format(suffix: str) -> None:
    (part,) = parse_bytes(unicodedata.normalize("NFD", "협력 강화").encode(), suffix, Limits())
    assert isinstance(part, ParsedDocument)
    assert part.blocks[0].text == "협력 강화"
