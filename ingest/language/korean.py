"""Splits Korean into its meaningful parts; the only file that knows kiwipiepy."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kiwipiepy import Kiwi  # type: ignore[import-untyped]  # it ships no types

Part = tuple[str, int]

# Nouns, numerals, roots, verbs, adjectives and general adverbs; particles, endings and pronouns ("누구") say
# nothing about what is meant.
_MEANINGFUL = ("NN", "NR", "XR", "VV", "VA", "MAG")
_EMPTY = frozenset({"하", "되", "있", "없", "이", "않"})  # verbs that stand in every text
_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Morpheme:
    """A morpheme with its tag in the Sejong tag set (NNP is a proper noun) and its range in the text."""

    form: str
    tag: str
    start: int
    end: int


class Morphology(Protocol):
    """Finds the meaningful parts of Korean text."""

    @property
    def identity(self) -> str:
        """Changes whenever the same text may give other parts."""

    def parts(self, texts: Sequence[str]) -> list[list[Part]]:
        """For each text its Korean parts, in order, with the character offset at which each starts."""


class Korean:
    """Kiwi's morphology, loaded at the first Korean text (about 2 s, 370 MB); safe to use from threads.

    `threads` 0 means one for each core.
    """

    def __init__(self, threads: int = 0) -> None:
        self._threads = threads
        self._kiwi: Kiwi | None = None
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        """See `Morphology`."""
        return f"parts-{_VERSION} kiwi-{version('kiwipiepy')} model-{version('kiwipiepy-model')}"

    def parts(self, texts: Sequence[str]) -> list[list[Part]]:
        """See `Morphology`; several texts run side by side."""
        return [
            [(part.form, part.start) for part in found if _is_meaningful(part.form, part.tag)]
            for found in self._loaded().tokenize(list(texts))
        ]

    def morphemes(self, text: str) -> list[Morpheme]:
        """Every morpheme of `text`, in order."""
        return [Morpheme(each.form, each.tag, each.start, each.end) for each in self._loaded().tokenize(text)]

    def _loaded(self) -> Kiwi:
        with self._lock:
            if self._kiwi is None:
                from kiwipiepy import Kiwi  # English-only text must not pay for it

                # The dictionary of multi-word titles costs more to load than all else, and it joins words
                # that people search for apart.
                self._kiwi = Kiwi(num_workers=self._threads or _cores(), load_multi_dict=False)
            return self._kiwi


def _is_meaningful(form: str, tag: str) -> bool:
    return tag.startswith(_MEANINGFUL) and form not in _EMPTY


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
