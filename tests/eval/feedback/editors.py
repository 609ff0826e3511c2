"""Stand-ins for a person's editor: real programs that are started as $EDITOR and write into the file."""

from __future__ import annotations

import sys
from pathlib import Path

_PROGRAM = """\
import pathlib, sys
file = pathlib.Path(sys.argv[1])
folder = pathlib.Path({folder!r})
steps = sorted(folder.glob("step-*"))
seen = sorted(folder.glob("seen-*"))
(folder / f"seen-{{len(seen)}}").write_bytes(file.read_bytes())
step = steps[min(len(seen), len(steps) - 1)].read_text(encoding="utf-8")
old, new = step.split("\\x00")
text = file.read_text(encoding="utf-8")
if old == "status":
    sys.exit(int(new))
file.write_text(new if old == "" else text.replace(old, new), encoding="utf-8")
"""


class Editor:
    """An editor that takes one step each time that it is opened, the last one again and again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "editor"
        self._folder.mkdir()
        self._program = self._folder / "editor.py"
        self._program.write_text(_PROGRAM.format(folder=str(self._folder)), encoding="utf-8")

    @property
    def command(self) -> str:
        return f"{sys.executable} {self._program}"

    def replaces(self, old: str, new: str) -> Editor:
        """Next time puts `new` in place of `old`; of all there is where that is empty."""
        number = len(list(self._folder.glob("step-*")))
        (self._folder / f"step-{number}").write_text(f"{old}\0{new}", encoding="utf-8")
        return self

    def fails(self) -> Editor:
        return self.replaces("status", "1")

    def seen(self) -> list[str]:
        return [each.read_text(encoding="utf-8") for each in sorted(self._folder.glob("seen-*"))]
