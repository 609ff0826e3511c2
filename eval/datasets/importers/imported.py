"""What an importer gives: cases, and the documents in which their answers stand."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

from eval.datasets.case import Case

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9._:-]+")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LONGEST_ID = 100
_DIGEST = 12
# Control and format characters, which no reader of a page sees and no index keeps.
_INVISIBLE = {"Cc", "Cf", "Cs"}


@dataclass(frozen=True, slots=True)
class Document:
    """A line of the JSON Lines corpus that `concord-ingest` reads."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """The cases in the order of their source; `left_out` counts, by reason, what became none."""

    cases: tuple[Case, ...]
    documents: tuple[Document, ...]
    left_out: dict[str, int] = field(default_factory=dict)


class Documents:
    """Collects documents, each text once, under ids that differ."""

    def __init__(self) -> None:
        self._by_text: dict[str, Document] = {}
        self._ids: set[str] = set()

    def add(self, name: str, title: str, text: str) -> str:
        """The id of the document with this text: of the one that is there, else of a new one like `name`."""
        text = plain(text)
        known = self._by_text.get(text)
        if known is None:
            known = Document(_unlike(one_line(name), self._ids), one_line(title), text)
            self._by_text[text] = known
            self._ids.add(known.id)
        return known.id

    @property
    def all(self) -> tuple[Document, ...]:
        """The documents in the order in which they came."""
        return tuple(self._by_text.values())


def plain(text: str) -> str:
    """The text as an index stores it: composed letters, nothing invisible, single spaces, no empty ends."""
    ended = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    seen = "".join(each for each in ended if each == "\n" or unicodedata.category(each) not in _INVISIBLE)
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", seen).split("\n"))
    return "\n".join(lines).strip()


def one_line(text: str) -> str:
    """The text as by `plain`, on one line."""
    return " ".join(plain(text).split())


def case_id(name: str) -> str:
    """The name as the id of a case: what an id cannot hold becomes a hyphen, told apart by a digest."""
    fit = _NOT_IN_AN_ID.sub("-", name).strip("-._:")
    if fit == name and len(fit) <= _LONGEST_ID:
        return fit
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGEST]
    return f"{fit[: _LONGEST_ID - _DIGEST - 1]}-{digest}" if fit else digest


def _unlike(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found
