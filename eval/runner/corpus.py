"""What is indexed, as scores look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.factory import build_index
from bot.models import Audience
from bot.settings import load_settings


@dataclass(frozen=True, slots=True)
class Indexed:
    """The stored texts of documents by id, and which are for staff only (see `eval.scorers.score.Corpus`)."""

    texts: Mapping[str, str]
    staff: frozenset[str]
    is_known: bool = True

    @classmethod
    def here_if_any(cls, folder: Path) -> Indexed:
        """As `here`, or nothing where there is no index: answers can be judged without one, up to a point."""
        if build_index(load_settings(folder)).is_built():
            return cls.here(folder, {})
        return cls({}, frozenset(), is_known=False)

    @classmethod
    def here(cls, folder: Path, overrides: Mapping[str, str]) -> Indexed:
        """What the index holds that the settings in `folder` name.

        Raises ConcordError where there is none.
        """
        index = build_index(load_settings(folder, overrides))
        entries, public, found = index.read(
            lambda snapshot: (
                names := [entry.id for entry in snapshot.documents(Audience.STAFF)],
                {entry.id for entry in snapshot.documents(Audience.PUBLIC)},
                [snapshot.document(name, Audience.STAFF) for name in names],
            )
        )
        texts = {name: each.text for name, each in zip(entries, found, strict=True) if each is not None}
        return cls(texts, frozenset(entries) - public)

    def text(self, document: str) -> str | None:
        """The stored text of a document, None where there is none of that id."""
        return self.texts.get(document)

    def is_for_staff(self, document: str) -> bool:
        """Whether a document is for staff only; one that is not indexed is nobody's."""
        return document in self.staff
