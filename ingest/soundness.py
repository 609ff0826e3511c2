"""Says why an index cannot stay as it is and has to be built anew, whatever its sources say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ingest.build import Builder
from ingest.errors import IndexNotBuiltError
from ingest.index.catalog import FORMAT
from ingest.index.snapshot import load_keywords
from ingest.models import Audience

_PARTS = {
    "embedding": "The embedding model is another one",
    "keywords": "The keyword analysis is another one",
}


def why_anew(builder: Builder, generation: str, folder: Path, built_with: Mapping[str, str]) -> str:
    """A sentence why the generation in `folder` cannot stay; empty if it can."""
    if built_with.get("format") != FORMAT:
        return (
            "The index is of another version of Concord: it is built anew, from the places of this run only."
        )
    for part, identity in builder.fingerprint.items():
        if built_with.get(part) != identity:
            return f"{_PARTS[part]}: everything is built anew."
    if not (builder.store.holds(generation, folder) and _has_keywords(folder)):
        return "Parts of the index are missing or damaged: everything is built anew."
    return ""


def _has_keywords(folder: Path) -> bool:
    try:
        for audience in Audience:
            load_keywords(folder, audience)
    except IndexNotBuiltError:
        return False
    return True
