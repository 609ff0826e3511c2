"""The indexed documents as scorers look at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.factory import build_index
from bot.models import Audience
from bot.settings import load_settings


@dataclass(frozen=True, slots=True)
class IndexCorpus:
    """The stored texts of documents by id, and which are for staff only (a `Corpus`)."""

    texts: Mapping[str, str]
    staff: frozenset[str]
    is_known: bool = True

    @classmethod
    def load_if_built(cls, folder: Path) -> IndexCorpus:
        """As `load`; empty and unknown where there is no index."""
        if build_index(load_settings(folder)).is_built():
            return cls.load(folder, {})
        return cls({}, frozenset(), is_known=False)

    @classmethod
    def load(cls, folder: Path, overrides: Mapping[str, str]) -> IndexCorpus:
        """The index of the settings in `folder`; raises ConcordError where there is none."""
        index = build_index(load_settings(folder, overrides))
        ids, public, documents = index.read(
            lambda snapshot: (
                ids := [entry.id for entry in snapshot.documents(Audience.STAFF)],
                {entry.id for entry in snapshot.documents(Audience.PUBLIC)},
                [snapshot.document(identifier, Audience.STAFF) for identifier in ids],
            )
        )
        texts = {name: stored.text for name, stored in zip(ids, documents, strict=True) if stored is not None}
        return cls(texts, frozenset(ids) - public)

    def text(self, document: str) -> str | None:
        return self.texts.get(document)

    def is_for_staff(self, document: str) -> bool:
        return document in self.staff
