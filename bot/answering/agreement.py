"""Decides whether two pieces of evidence for one question say the same, differ, or speak of other things.

That documents differ is itself a statement, and a false one does harm: it is made only where each tells just
one figure or date of the wanted kind, and every sign says that they tell it of the same thing.
"""

from __future__ import annotations

from enum import Enum

from bot.answering.named_answers import name_one
from bot.answering.same_subject import Saying, may_be_same, same_subject
from bot.answering.wanted_facts import differing, say_the_same, told_by
from bot.answering.wants import Part, Want
from bot.models import Evidence

_FACTS = {Want.TIME, Want.AMOUNT}
# A list or a quotation is no single answer that another could equal.
_NEVER = {Want.LIST, Want.WORDS}


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
        return Relation.SAME if name_one(one, other) else Relation.UNRELATED
    sayings = Saying(one, told_by(one, wants)), Saying(other, told_by(other, wants))
    told = sayings[0].told, sayings[1].told
    if say_the_same(*told):
        return Relation.SAME if may_be_same(*sayings, part.text) else Relation.UNRELATED
    rivals = differing(*told)
    if rivals is not None and same_subject(*sayings, rivals, part.text):
        return Relation.DIFFERENT
    return Relation.UNRELATED
