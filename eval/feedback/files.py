"""Writes files so that no stop, at whatever moment, leaves half of one."""

from __future__ import annotations

import os
from pathlib import Path

_LINE_END = b"\n"


def replace_text(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Puts the text, as UTF-8 and with its line ends as they are, into the file's place in one step.

    A file that is there keeps its permissions, a new one gets `mode`. Raises OSError.
    """
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


def append_line(path: Path, line: str, *, mode: int = 0o644) -> None:
    """Adds a line, on its own also behind one that a stop cut off, and waits until the disk has it.

    A new file gets `mode`. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_RDWR, mode)
    with os.fdopen(handle, "ab+") as file:
        written = line.encode("utf-8") + _LINE_END
        file.seek(0, os.SEEK_END)
        if file.tell() and _last_byte(file.fileno(), file.tell()) != _LINE_END:
            written = _LINE_END + written
        file.write(written)
        file.flush()
        os.fsync(file.fileno())


def _last_byte(handle: int, size: int) -> bytes:
    return os.pread(handle, 1, size - 1)
