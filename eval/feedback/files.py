"""Write files so that no stop, at whatever moment, leaves half of one."""

from __future__ import annotations

import os
from pathlib import Path

PRIVATE, PUBLIC = 0o600, 0o644


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
