"""Korean morphology, with a cache on disk; the only file that knows kiwipiepy."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ingest.errors import ConcordError
from ingest.text_cache import TextCache

if TYPE_CHECKING:
    from kiwipiepy import Kiwi  # type: ignore[import-untyped]  # it ships no types

log = logging.getLogger(__name__)

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
        return f"parts-{_VERSION} kiwi-{version('kiwipiepy')} model-{version('kiwipiepy-model')}"

    def parts(self, texts: Sequence[str]) -> list[list[Part]]:
        return [
            [(token.form, token.start) for token in tokens if _is_meaningful(token.form, token.tag)]
            for tokens in self._load().tokenize(list(texts))
        ]

    def morphemes(self, text: str) -> list[Morpheme]:
        tokens = self._load().tokenize(text)
        return [Morpheme(token.form, token.tag, token.start, token.end) for token in tokens]

    def _load(self) -> Kiwi:
        with self._lock:
            if self._kiwi is None:
                from kiwipiepy import Kiwi  # English-only text must not pay for it

                # The dictionary of multi-word titles costs more to load than all else, and it joins words
                # that people search for apart.
                self._kiwi = Kiwi(num_workers=self._threads or _count_cores(), load_multi_dict=False)
            return self._kiwi


class CachedMorphology:
    """A morphology that analyses each text once, ever; where nothing can be written it goes on without."""

    def __init__(self, morphology: Morphology, path: Path) -> None:
        self._morphology = morphology
        self._cache = TextCache(path, "parts", ("morphology", "parts"))

    @property
    def identity(self) -> str:
        return self._morphology.identity

    def parts(self, texts: Sequence[str]) -> list[list[Part]]:
        known = self._cached(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            fresh = dict(zip(missing, self._morphology.parts(missing), strict=True))
            self._keep(fresh)
            known |= fresh
        return [known[text] for text in texts]

    def _cached(self, texts: Sequence[str]) -> dict[str, list[Part]]:
        try:
            blobs = self._cache.get_many(self.identity, texts)
        except (ConcordError, sqlite3.DatabaseError) as error:
            log.warning("The cache of Korean words cannot be used: %s", error)
            return {}
        return {
            text: [(form, start) for form, start in json.loads(zlib.decompress(blob))]
            for text, blob in blobs.items()
        }

    def _keep(self, parts: Mapping[str, Sequence[Part]]) -> None:
        blobs = {text: zlib.compress(json.dumps(analysed).encode(), 1) for text, analysed in parts.items()}
        try:
            self._cache.put_many(self.identity, blobs)
        except (ConcordError, sqlite3.DatabaseError) as error:
            log.warning("The cache of Korean words cannot be used: %s", error)


def _is_meaningful(form: str, tag: str) -> bool:
    return tag.startswith(_MEANINGFUL) and form not in _EMPTY


def _count_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
