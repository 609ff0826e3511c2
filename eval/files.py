"""Files that no stop leaves half written: replace one in a step, append a line, read the whole lines."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

PRIVATE, PUBLIC = 0o600, 0o644
_Model = TypeVar("_Model", bound=BaseModel)


def replace_text(path: Path, text: str, *, mode: int = PUBLIC) -> None:
    """Replace a file in one step, line ends as they are; an existing file keeps its mode. Raises OSError."""
    target = path.resolve()  # a link stays one
    mode = target.stat().st_mode & 0o777 if target.exists() else mode
    new = target.with_name(f".{target.name}.new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    new.chmod(mode)
    new.replace(target)


def append_line(path: Path, line: str, *, mode: int = PUBLIC) -> None:
    """Append a line, on its own also behind a cut off one, and wait for the disk. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_RDWR, mode)
    with os.fdopen(handle, "ab+") as file:
        size = file.seek(0, os.SEEK_END)
        is_cut = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        file.write((b"\n" if is_cut else b"") + line.encode("utf-8") + b"\n")
        file.flush()
        os.fsync(handle)


def read_models(path: Path, model: type[_Model]) -> list[_Model]:
    """The models in a JSON Lines file, none without a file; a line cut off is skipped. Raises OSError."""
    models = []
    # As bytes: JSON allows U+2028 and the like within a text, and a stop may cut a character in two.
    for line in path.read_bytes().split(b"\n") if path.exists() else ():
        try:
            models.append(model.model_validate_json(line))
        except ValidationError:
            continue
    return models
