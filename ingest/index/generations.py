"""The folders of an index: generations, the pointer to the current one, and what a killed build left.

The pointer is one small file that is replaced in one step, so an index is as before or as after, never
between.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest.errors import IndexNotBuiltError
from ingest.index.disk import writable

_CURRENT = "current"
_IDENTITY = "identity"
_GENERATIONS = "generations"
_NAME = re.compile(r"\d{6,}-[0-9a-f]{6}")


class Generations:
    """The generations below one index folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def current(self) -> str | None:
        """The name of the generation that answers, or None before the first or if it was removed by hand.

        Raises IndexNotBuiltError where the pointer is damaged.
        """
        name = self._named()
        while name is not None and not self.folder(name).is_dir():
            # It is gone: either an ingest has just put another in its place, or somebody removed the folder.
            if (again := self._named()) == name:
                return None
            name = again
        return name

    def _named(self) -> str | None:
        path = self._folder / _CURRENT
        try:
            name = path.read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return None
        if _NAME.fullmatch(name) is None:
            raise IndexNotBuiltError(f"The file {path} is damaged; remove it and run concord-ingest.")
        return name

    def folder(self, generation: str) -> Path:
        """Where a generation's files are."""
        return self._folder / _GENERATIONS / generation

    def identity(self) -> str:
        """A short random name of this index, made once; it tells apart indexes that share a Chroma server."""
        path = self._folder / _IDENTITY
        if not path.exists():
            with writable(self._folder):
                self._folder.mkdir(parents=True, exist_ok=True)
                with _draft(path, secrets.token_hex(4)) as draft, suppress(FileExistsError):
                    path.hardlink_to(draft)  # unlike a rename it never replaces another process's name
        return path.read_text(encoding="ascii").strip()

    def start(self) -> str:
        """Makes the empty folder of a new generation and returns its name, which sorts after all others."""
        serial = int((self._named() or "0").split("-")[0]) + 1
        name = f"{serial:06d}-{secrets.token_hex(3)}"
        self.folder(name).mkdir(parents=True)
        return name

    def make_current(self, generation: str) -> None:
        """Lets `generation` answer from now on, once all its files are safely on the disk."""
        for path in sorted(self.folder(generation).rglob("*"), reverse=True):
            _sync(path)
        _sync(self.folder(generation))
        _sync(self._folder / _GENERATIONS)
        _replace(self._folder / _CURRENT, generation)

    def clean(self) -> None:
        """Removes every generation but the current one, and drafts; call it only under the lock."""
        parent, current = self._folder / _GENERATIONS, self.current()
        for draft in self._folder.glob(f".{_CURRENT}.*"):
            draft.unlink(missing_ok=True)
        if parent.is_dir():
            for folder in parent.iterdir():
                if folder.name != current:
                    shutil.rmtree(folder, ignore_errors=True)


def _replace(path: Path, text: str) -> None:
    with _draft(path, text) as draft:
        draft.replace(path)
    _sync(path.parent)


@contextmanager
def _draft(path: Path, text: str) -> Iterator[Path]:
    """A file beside `path` with this text, safely on the disk, that is gone afterwards."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text + "\n", encoding="ascii")
        _sync(draft)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
