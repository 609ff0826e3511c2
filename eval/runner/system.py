"""The seam to what is evaluated: a case in, what was answered out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pydantic import JsonValue

from eval.datasets.case import Case
from eval.runner.result import Result


class System(Protocol):
    """Answers cases; several threads may ask at once."""

    @property
    def name(self) -> str:
        """What reports call it."""

    def answer(self, case: Case, repeat: int) -> Result:
        """What it answers; `repeat` counts from 0. What goes wrong is a result too, and raises nothing."""

    def describe(self) -> Mapping[str, JsonValue]:
        """All that decides its answers, for the manifest; no secret."""
