"""What a run was made of, as lines for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from eval.runner.manifest import Manifest

# What is another with every run, and what bears on times alone.
_OF_EVERY_RUN = {"name", "at (UTC)", "workers"}
_SHORT = 12  # of a digest so many signs tell two apart


def facts_of(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """The name and the value of each fact; settings by their path."""
    yield "name", manifest.name
    yield "at (UTC)", f"{manifest.at:%Y-%m-%d %H:%M:%S}"
    yield "system", manifest.system
    for suite, digest in manifest.suites.items():
        yield f"suite {suite}", digest[:_SHORT]
    if manifest.commit:
        yield "commit", manifest.commit[:_SHORT] + ("" if manifest.is_clean else ", with changes")
    yield "repeats", str(manifest.repeats)
    if manifest.workers:
        yield "workers", str(manifest.workers)
    yield from _described("", manifest.described)
    yield from manifest.libraries.items()


def changed(before: Manifest, after: Manifest) -> tuple[str, ...]:
    """What differs between two runs that may make their answers differ, a line each: the fact, from, to."""
    one, other = dict(facts_of(before)), dict(facts_of(after))
    return tuple(
        f"{fact}: {one.get(fact, '–')} → {other.get(fact, '–')}"
        for fact in dict.fromkeys((*one, *other))
        if fact not in _OF_EVERY_RUN and one.get(fact) != other.get(fact)
    )


def _described(path: str, values: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            yield from _described(here, value)
        else:
            yield here, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
