"""Keeps the secret with which the names of askers are hashed: a random one, made once beside the store."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from pydantic import SecretStr

from ingest.errors import ConfigurationError
from ingest.index.storage_errors import translate_disk_errors

_FILE = "askers.secret"
_BYTES = 32
_FOR_THE_OWNER = 0o600


def secret_in(folder: Path, setting: SecretStr) -> bytes:
    """The secret of `setting`, or where it is empty that of `folder`, made where there is none; 32 bytes.

    Raises ConfigurationError where its file is damaged or closed, and StorageFullError where it cannot be
    written.
    """
    if chosen := setting.get_secret_value():
        return blake2b(chosen.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    path = folder / _FILE
    if not path.exists():
        with translate_disk_errors(folder):
            _make(path)
    return _read(path)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{_FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FOR_THE_OWNER)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES))
            file.flush()
            os.fsync(handle)
        with suppress(FileExistsError):
            path.hardlink_to(draft)  # unlike a rename it never replaces another process's secret
    finally:
        draft.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii", errors="replace").strip())
    except (OSError, ValueError):
        secret = b""
    if len(secret) != _BYTES:
        raise ConfigurationError(
            f"The file {path} is damaged or closed to you; give yourself permission, or remove it "
            "(earlier conversations are then not found again)."
        )
    return secret
