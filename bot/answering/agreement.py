"""Decides whether two pieces of evidence for one question say the same, differ, or speak of other things.

That documents differ is itself a statement, and a false one does harm: it is made only where each tells just
one figure or date of the wanted kind, and every sign says that they tell it of the same thing.
"""

from __future__ import annotations

import re
from enum import Enum

from bot.answering.same_subject import Saying, may_be_same, same_subject
from bot.answering.wanted_facts import differing, say_the_same, told_by
from bot.answering.wants import Part, Want
from bot.models import Evidence
from bot.text.figures.counts import without_particle
from bot.verification.glossary import Glossary, folded_name
from bot.verification.places import places_in

_FACTS = {Want.TIME, Want.AMOUNT}
# A list or a quotation is no single answer that another could equal.
_NEVER = {Want.LIST, Want.WORDS}
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_EDGES = " \t\n.,;:!?\"'“”‘’()"


class Relation(Enum):
    """How what one piece of evidence says stands to what another says."""

    SAME = "same"
    DIFFERENT = "different"
    UNRELATED = "unrelated"


def relation(one: Evidence, other: Evidence, part: Part) -> Relation:
    """How two pieces of evidence for a part of a question stand to each other, in either language.

    Without a figure or date that is wanted, they are compared by the names that are their spans.
    """
    wants = part.wants
    if wants & _NEVER:
        return Relation.UNRELATED
    if not wants & _FACTS:
        return Relation.SAME if _name_one(one, other) else Relation.UNRELATED
    sayings = Saying(one, told_by(one, wants)), Saying(other, told_by(other, wants))
    told = sayings[0].told, sayings[1].told
    if say_the_same(*told):
        return Relation.SAME if may_be_same(*sayings, part.text) else Relation.UNRELATED
    rivals = differing(*told)
    if rivals is not None and same_subject(*sayings, rivals, part.text):
        return Relation.DIFFERENT
    return Relation.UNRELATED


def _name_one(one: Evidence, other: Evidence) -> bool:
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
