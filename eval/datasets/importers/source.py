"""What importers share: reading JSON with models, cleaning text, and collecting documents."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from eval.datasets.case import Case
from eval.errors import SourceError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9._:-]+")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MAX_ID_CHARS = 100
_DIGEST_CHARS = 12
# Unicode categories of control and format characters, which no index keeps.
_INVISIBLE = {"Cc", "Cf", "Cs"}


class SourceModel(BaseModel):
    """Base of the data sets' models; unknown keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


_Model = TypeVar("_Model", bound=SourceModel)


@dataclass(frozen=True, slots=True)
class Source:
    """A JSON value and where it stands, such as `chats.jsonl, line 3`."""

    where: str
    value: Any

    def parse(self, model: type[_Model]) -> _Model:
        """Raises SourceError with the field of the first problem."""
        try:
            return model.model_validate(self.value)
        except ValidationError as invalid:
            error = invalid.errors()[0]
            raise self.error(error["loc"], error["msg"].removeprefix("Value error, ")) from invalid

    def error(self, path: tuple[str | int, ...], message: str) -> SourceError:
        steps = ", ".join(filter(None, (self.where, ".".join(map(str, path)))))
        return SourceError(f"{steps}: {message.rstrip('.')}.")


def read_text(path: Path) -> str:
    """Raises SourceError where the file cannot be read as UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as problem:
        raise SourceError(f"{path} cannot be read ({problem.strerror}); check the path.") from problem
    except UnicodeDecodeError as problem:
        raise SourceError(f"{path.name} is not UTF-8; save it as UTF-8.") from problem


def parse_json(file: str, text: str) -> Source:
    try:
        return Source(file, json.loads(text))
    except json.JSONDecodeError as problem:
        raise SourceError(
            f"{file}, line {problem.lineno}: this is no JSON ({problem.msg}); correct it."
        ) from problem
    except (ValueError, RecursionError) as problem:
        raise SourceError(f"{file} is no JSON that can be read; correct it.") from problem


def parse_json_lines(file: str, text: str) -> Iterator[Source]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = f"{file}, line {number}"
            try:
                yield Source(where, json.loads(line))
            except (ValueError, RecursionError) as problem:
                raise SourceError(f"{where}: this is no JSON; write one object a line.") from problem


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A line of the JSON Lines corpus that `concord-ingest` reads."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportedDataset:
    """The cases in the order of their source; `left_out` counts, by reason, what became no case."""

    cases: tuple[Case, ...]
    documents: tuple[SourceDocument, ...]
    left_out: dict[str, int] = field(default_factory=dict)


class DocumentCollector:
    """Collects documents, each text once, under unique ids."""

    def __init__(self) -> None:
        self._by_text: dict[str, SourceDocument] = {}
        self._ids: set[str] = set()

    def add(self, name: str, title: str, text: str) -> str:
        """Add a document, or find the one with this text; returns its id, made of `name`."""
        text = clean(text)
        if text not in self._by_text:
            name = identifier = one_line(name)
            number = 1
            while identifier in self._ids:
                number += 1
                identifier = f"{name}-{number}"
            self._ids.add(identifier)
            self._by_text[text] = SourceDocument(identifier, one_line(title), text)
        return self._by_text[text].id

    @property
    def documents(self) -> tuple[SourceDocument, ...]:
        return tuple(self._by_text.values())


def clean(text: str) -> str:
    """The text as an index stores it: NFC, nothing invisible, single spaces, no blank ends."""
    ended = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    visible = "".join(c for c in ended if c == "\n" or unicodedata.category(c) not in _INVISIBLE)
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", visible).split("\n"))
    return "\n".join(lines).strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def unique_lines(texts: Iterator[str]) -> list[str]:
    """The cleaned texts without empty ones and repetitions."""
    return [text for text in dict.fromkeys(one_line(text) for text in texts) if text]


def case_id(name: str) -> str:
    """The name as a valid case id; where characters are replaced, a digest keeps it unique."""
    fit = _NOT_IN_AN_ID.sub("-", name).strip("-._:")
    if fit == name and len(fit) <= _MAX_ID_CHARS:
        return fit
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGEST_CHARS]
    return f"{fit[: _MAX_ID_CHARS - _DIGEST_CHARS - 1]}-{digest}" if fit else digest
