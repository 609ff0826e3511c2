"""Tells by its content which format a data set has, and reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.text.language import language_of
from eval.datasets.case import Case
from eval.datasets.importers.beir import CORPUS, QUERIES, read_beir
from eval.datasets.importers.coqa import read_coqa
from eval.datasets.importers.imported import Imported
from eval.datasets.importers.messages import INPUT, MESSAGES, read_messages
from eval.datasets.importers.source import json_lines, read_text, whole
from eval.datasets.importers.squad import read_squad
from eval.errors import FixTheSource

_FORMATS = (
    "SQuAD or KorQuAD, QuAC or CoQA (JSON), conversations with `messages` (JSON Lines), or a BEIR folder "
    f"with {CORPUS} and {QUERIES}"
)
# So many questions tell the language of a data set.
_LOOKED_AT = 200


def read_source(path: Path) -> Imported:
    """The cases and documents of a data set; raises FixTheSource with a sentence for what is wrong."""
    found = _read(path)
    if not found.cases:
        why = next(iter(found.left_out), "it has none")
        raise FixTheSource(f"{path.name} has no questions to ask ({why}); name another file.")
    _refuse_twice(path, found)
    _refuse_other_languages(path, found)
    return found


def _read(path: Path) -> Imported:
    if path.is_dir():
        if not (path / CORPUS).is_file() or not (path / QUERIES).is_file():
            raise FixTheSource(f"{path} is no data set; name {_FORMATS}.")
        return read_beir(path)
    text = read_text(path)
    if _first_line(text).keys() & {MESSAGES, INPUT}:
        return read_messages(json_lines(path.name, text))
    source = whole(path.name, text)
    data = source.value.get("data") if isinstance(source.value, dict) else None
    first = data[0] if isinstance(data, list) and data else None
    if isinstance(first, dict) and "story" in first:
        return read_coqa(source)
    if isinstance(first, dict) and "paragraphs" in first:
        return read_squad(source)
    raise FixTheSource(f"{path.name} is in none of the formats that are read: {_FORMATS}.")


def _first_line(text: str) -> Mapping[str, Any]:
    """The object on the first line, where it is one by itself."""
    line = next((each for each in text.split("\n") if each.strip()), "")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _refuse_twice(path: Path, found: Imported) -> None:
    seen: dict[str, Case] = {}
    for each in found.cases:
        if seen.setdefault(each.id, each) is not each:
            other = seen[each.id].question
            raise FixTheSource(
                f"{path.name} has the id {each.id} twice, for “{other}” and “{each.question}”; change one."
            )


def _refuse_other_languages(path: Path, found: Imported) -> None:
    looked_at = found.cases[:: max(1, len(found.cases) // _LOOKED_AT)]
    others = [each.question for each in looked_at if language_of(each.question) is None]
    if 2 * len(others) > len(looked_at):
        raise FixTheSource(
            f"{path.name} is in another language than those that Concord answers in, English and Korean: "
            f"“{others[0]}”."
        )
