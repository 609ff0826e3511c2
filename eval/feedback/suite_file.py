"""Add a case to the end of a suite's file, whose comments and order stay as they are."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.models import Audience
from eval.datasets.case import Case
from eval.datasets.dataset import SUFFIXES, read_dataset, to_yaml
from eval.errors import DatasetError
from eval.files import PRIVATE, PUBLIC, replace_text

if sys.platform != "win32":
    import fcntl

_STAFF_SUFFIX = "-staff"
_HEADER = "description: Cases that came out of questions from the chat.\ncases:\n"
_STAFF_HEADER = (
    "# FOR STAFF ONLY: these questions were asked by staff, or their answers are for staff. Do not publish.\n"
    "description: Cases that came out of staff's questions from the chat; for staff only.\ncases:\n"
)


def suite_for(path: Path, *audiences: Audience) -> Path:
    """The file for a case of these audiences: what is for staff goes into a file of its own that says so."""
    if Audience.STAFF not in audiences or path.stem.endswith(_STAFF_SUFFIX):
        return path
    return path.with_name(f"{path.stem}{_STAFF_SUFFIX}{path.suffix}")


def add_case(path: Path, case: Case) -> None:
    """Add the case to a suite in one step, so that no stop leaves half of it; creates the file.

    A case that is there already is left as it is. Raises DatasetError where another one has its id, or the
    file is no suite to which a case can be appended.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise DatasetError(f"{path.name} is neither YAML nor JSON Lines; name it {path.stem}.yaml or .jsonl.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path.parent.resolve()):
            _add_case(path, case)
    except OSError as problem:
        raise DatasetError(
            f"{path} cannot be written ({problem.strerror}); name another with --suite."
        ) from problem


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock against other threads and processes, where the system has such locks."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a folder on a network may know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _add_case(path: Path, case: Case) -> None:
    is_new = not path.exists() or not path.stat().st_size
    cases = () if is_new else read_dataset(path).cases
    same = next((known for known in cases if known.id == case.id), None)
    if same == case:
        return
    if same is not None:
        raise DatasetError(f"{path.name} has another case {case.id!r}; give this one another id.")
    for_staff = path.stem.endswith(_STAFF_SUFFIX)
    # As bytes: the line ends stay as they are.
    text = "" if is_new else path.read_bytes().decode("utf-8")
    if path.suffix.lower() == ".jsonl":
        text = _end_line(text) + json.dumps(case.model_dump(mode="json", exclude_defaults=True)) + "\n"
    else:
        text = _end_line(text or (_STAFF_HEADER if for_staff else _HEADER))
        text += _to_block(text, case)
    mode = PRIVATE if for_staff else PUBLIC
    trial = path.with_name(f".{path.stem}.trial{path.suffix}")
    try:
        replace_text(trial, text, mode=PRIVATE)
        is_valid = read_dataset(trial).cases == (*cases, case)
    except DatasetError:
        is_valid = False
    finally:
        trial.unlink(missing_ok=True)
    if not is_valid:
        raise DatasetError(
            f"A case cannot be added to {path.name} as it is written; end it with a list of cases, one a "
            f"block, or add this one by hand:\n{to_yaml(case.model_dump(mode='json', exclude_defaults=True))}"
        )
    replace_text(path, text, mode=mode)


def _to_block(text: str, case: Case) -> str:
    """The case as an element of the YAML list that ends the text; in full where the suite has defaults."""
    dash = re.search(r"^\ufeff?( *)- ", text, re.MULTILINE)
    indent = len(dash[1]) if dash else 2
    has_defaults = re.search(r"^defaults:", text, re.MULTILINE) is not None
    values = case.model_dump(mode="json", exclude_none=True, exclude_defaults=not has_defaults)
    block = to_yaml(values, indent=indent)
    return block.replace("\n", "\r\n") if "\r\n" in text else block


def _end_line(text: str) -> str:
    return text if not text or text.endswith("\n") else text + ("\r\n" if "\r\n" in text else "\n")
