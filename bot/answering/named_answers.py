"""Tells whether two answers that are names name the same, also where one is in the other script."""

from __future__ import annotations

import re

from bot.models import Evidence
from bot.verification.facts.nouns import without_particle
from bot.verification.glossary import Glossary, folded_name
from bot.verification.places import places_in

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_EDGES = " \t\n.,;:!?\"'“”‘’()"


def name_one(one: Evidence, other: Evidence) -> bool:
    """Whether the spans of both are one name, by its spelling, or by what their passages say in brackets."""
    spans = _span(one), _span(other)
    if not all(spans):
        return False
    names = [_forms(span) for span in spans]
    if names[0] & names[1]:
        return True
    known = Glossary.from_texts(each.passage.chunk.text for each in (one, other))
    if any(known.also(name) & names[1] for name in names[0]):
        return True
    places = [_place(span) for span in spans]
    return places[0] is not None and places[0] == places[1]


def _span(evidence: Evidence) -> str:
    """The words of the span without an article; empty where there is none."""
    if evidence.span is None:
        return ""
    start, end = (each - evidence.start for each in evidence.span)
    return _ARTICLE.sub("", evidence.quote[start:end].strip(_EDGES))


def _forms(span: str) -> frozenset[str]:
    """The span folded, as it stands and without a particle."""
    return frozenset({folded_name(span), folded_name(without_particle(span))})


def _place(span: str) -> str | None:
    """The country or city that the whole span is."""
    bare = without_particle(span)
    return next((each.place for each in places_in(bare) if (each.start, each.end) == (0, len(bare))), None)
