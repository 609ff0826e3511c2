"""The secret behind the askers' keys is made once, kept to its owner, or set by hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.conversation.secret import secret_in
from ingest.errors import ConfigurationError

NONE = SecretStr("")


def test_it_is_made_once_though_many_begin_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(20) as threads:
        made = set(threads.map(lambda _: secret_in(tmp_path / "new", NONE), range(50)))
    assert len(made) == 1
    assert len(made.pop()) == 32
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["askers.secret"]


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    secret_in(tmp_path, NONE)
    assert (tmp_path / "askers.secret").stat().st_mode & 0o077 == 0


def test_one_that_is_set_is_the_same_on_every_machine(tmp_path: Path) -> None:
    chosen = SecretStr("correct horse")
    assert secret_in(tmp_path / "one", chosen) == secret_in(tmp_path / "two", chosen)
    assert secret_in(tmp_path, chosen) != secret_in(tmp_path, NONE)
    assert not (tmp_path / "one").exists()


@pytest.mark.parametrize("content", ["", "00", "no digits", "ff" * 33])
def test_a_damaged_file_is_not_replaced_in_silence(tmp_path: Path, content: str) -> None:
    (tmp_path / "askers.secret").write_text(content)
    with pytest.raises(ConfigurationError, match="remove it"):
        secret_in(tmp_path, NONE)
