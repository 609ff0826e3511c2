"""The settings of the records of answers."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from ingest.settings import Section

_NAME = "answers.sqlite"
_CENTURY = 36_500


class RecordSettings(Section):
    """What is kept of each answer, so that it can be shown and asked again."""

    file: Path | Literal[""] = Field(
        "", description="The file of the records; empty is `answers.sqlite` in the index folder"
    )
    keep_days: int = Field(
        90, ge=0, le=_CENTURY, description="How long a record is kept, in days; 0 keeps none"
    )

    def place(self, index_folder: Path) -> Path:
        """Where the records lie for an index in `index_folder`."""
        return Path(self.file) if self.file else index_folder / _NAME
