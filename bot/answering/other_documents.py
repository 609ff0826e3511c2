"""Finds for what is quoted the evidence of other documents that says the same, or that says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answering.agreement import Relation, relation
from bot.answering.corroboration import AS_SURE, Corroboration
from bot.answering.same_subject import are_in_one_language
from bot.answering.wants import Part
from bot.models import Evidence
from bot.retrieval.editions import original_of, successors
from ingest.index.catalog import CatalogEntry

# Evidence with this share of the quoted one's score speaks of the same question.
_LISTED = 0.25


def corroboration(
    quoted: Evidence, found: Sequence[Evidence], part: Part, entries: Mapping[str, CatalogEntry], sure: float
) -> Corroboration:
    """What the rest of `found`, best first, has to say to the evidence that is quoted for a part.

    Documents count that are neither translations of the quoted one nor of each other, nor superseded.
    `sure` is the score from which an answer is one: what does not reach it is not held against another.
    """
    own, *others = _by_document(quoted, found, entries)
    agreeing: list[Evidence] = []
    differing: list[Evidence] = []
    for pieces in others:
        same = [each for each in pieces if relation(quoted, each, part) is Relation.SAME]
        if same:
            agreeing += [each for each in same if _may_agree(quoted, each)][:1]
            continue
        rival = next((each for each in pieces if _may_differ(quoted, each, sure)), None)
        if rival is not None and _differs(rival, (quoted, *differing), own, part):
            differing.append(rival)
    return Corroboration(tuple(agreeing), tuple(differing))


def _may_agree(quoted: Evidence, other: Evidence) -> bool:
    """Whether the other scores well enough; better, where its words cannot be compared."""
    share = _LISTED if are_in_one_language(quoted, other) else AS_SURE
    return other.score >= share * quoted.score


def _may_differ(quoted: Evidence, other: Evidence, sure: float) -> bool:
    return min(quoted.score, other.score) >= max(sure, AS_SURE * max(quoted.score, other.score))


def _differs(rival: Evidence, told: Sequence[Evidence], own: Sequence[Evidence], part: Part) -> bool:
    """Whether it says otherwise than all that is `told`, and the quoted document nowhere says so too."""
    if any(relation(rival, each, part) is Relation.SAME for each in own):
        return False
    return all(relation(each, rival, part) is Relation.DIFFERENT for each in told)


def _by_document(
    quoted: Evidence, found: Sequence[Evidence], entries: Mapping[str, CatalogEntry]
) -> list[list[Evidence]]:
    """The pieces of each document together with its translations: the quoted one's, then the others'.

    Superseded documents have none; beside a quoted one of these nothing counts.
    """
    replaced = successors(entries)
    home = original_of(entries[quoted.passage.chunk.document])
    grouped: dict[str, list[Evidence]] = {home: []}
    for each in found:
        document = each.passage.chunk.document
        if document not in replaced:
            grouped.setdefault(original_of(entries[document]), []).append(each)
    return [grouped[home]] if quoted.passage.chunk.document in replaced else list(grouped.values())
