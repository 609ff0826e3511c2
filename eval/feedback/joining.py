"""Adds a case to the end of a suite's file, whose comments and order stay as they are."""

from __future__ import annotations

import json
from pathlib import Path

from bot.models import Audience
from bot.storage.guard import alone
from eval.datasets.case import Case
from eval.datasets.located import read_yaml
from eval.datasets.suite import SUFFIXES, read_suite
from eval.datasets.written import place_for_next, values_of, yaml_of
from eval.errors import FixTheSuite
from eval.feedback.files import replace_text

_FOR_STAFF = "-staff"
_OPENING = "description: Cases that came out of questions from the chat.\ncases:\n"
_OPENING_FOR_STAFF = (
    "# FOR STAFF ONLY: these questions were asked by staff, or their answers are for staff. Do not publish.\n"
    "description: Cases that came out of staff's questions from the chat; for staff only.\ncases:\n"
)
_PRIVATE, _PUBLIC = 0o600, 0o644


def suite_for(path: Path, *audiences: Audience) -> Path:
    """The file for a case of these audiences: what is for staff goes into a file of its own that says so."""
    if Audience.STAFF not in audiences or path.stem.endswith(_FOR_STAFF):
        return path
    return path.with_name(f"{path.stem}{_FOR_STAFF}{path.suffix}")


def join(path: Path, case: Case) -> None:
    """Adds the case to the suite in `path`, in one step, so that no stop leaves half of it; makes the file.

    A case that is there already is left as it is. Raises FixTheSuite where another one has its id, or the
    file is no suite to which a case can be added.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise FixTheSuite(f"{path.name} is neither YAML nor JSON Lines; name it {path.stem}.yaml or .jsonl.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone(path.parent.resolve()):
            _join(path, case)
    except OSError as problem:
        raise FixTheSuite(
            f"{path} cannot be written ({problem.strerror}); name another with --suite."
        ) from problem


def _join(path: Path, case: Case) -> None:
    is_for_staff = path.stem.endswith(_FOR_STAFF)
    is_new = not path.exists() or not path.stat().st_size
    before = () if is_new else read_suite(path).cases
    same = next((each for each in before if each.id == case.id), None)
    if same == case:
        return
    if same is not None:
        raise FixTheSuite(f"{path.name} has another case {case.id!r}; give this one another id.")
    # As bytes: the line ends stay as they are.
    text = "" if is_new else path.read_bytes().decode("utf-8")
    if is_new and path.suffix.lower() != ".jsonl":
        text = _OPENING_FOR_STAFF if is_for_staff else _OPENING
    new = _with_line(text, case) if path.suffix.lower() == ".jsonl" else _with_block(text, case, path, is_new)
    _try_out(path, new, (*before, case))
    replace_text(path, new, mode=_PRIVATE if is_for_staff else _PUBLIC)


def _with_line(text: str, case: Case) -> str:
    return _ended(text) + json.dumps(values_of(case), ensure_ascii=False) + "\n"


def _with_block(text: str, case: Case, path: Path, is_new: bool) -> str:
    """The text of a suite in YAML with the case behind the others."""
    if is_new:
        return text + yaml_of(values_of(case), indent=2)
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    place = place_for_next(body)
    if place is None:
        raise _cannot(path, case)
    whole = read_yaml(body, path.name).value
    defaults = whole.get("defaults") if isinstance(whole, dict) else None
    block = yaml_of(values_of(case, always=defaults or {}), indent=place.indent)
    if "\r\n" in body:
        block = block.replace("\n", "\r\n")
    return mark + _ended(body[: place.offset]) + block + body[place.offset :]


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + ("\r\n" if "\r\n" in text else "\n")


def _try_out(path: Path, text: str, cases: tuple[Case, ...]) -> None:
    """Raises FixTheSuite, before anything is written, unless the text is the suite of these cases."""
    trial = path.with_name(f".{path.stem}.trial{path.suffix}")
    try:
        replace_text(trial, text, mode=_PRIVATE)
        is_right = read_suite(trial).cases == cases
    except FixTheSuite:
        is_right = False
    finally:
        trial.unlink(missing_ok=True)
    if not is_right:
        raise _cannot(path, cases[-1])


def _cannot(path: Path, case: Case) -> FixTheSuite:
    block = yaml_of(values_of(case))
    return FixTheSuite(
        f"A case cannot be added to {path.name} as it is written; end it with a list of cases, one a block, "
        f"or add this one by hand:\n{block}"
    )
