"""The units of the sources that may support a sentence, each with what it needs to be understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.candidates import Candidate, extract_candidates
from bot.models import Evidence
from bot.verification.instructions import is_instruction
from bot.verification.models import Source


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence, list item or table row of source `number`.

    `words` are its own; `told` is what it says with the line or the header that introduces it; `place` the
    title and the headings under which it stands. `order` counts the grounds of its source.
    """

    number: int
    order: int
    evidence: Evidence
    words: str
    told: str
    place: str


def grounds_of(sources: Sequence[Source]) -> list[Ground]:
    """Every ground of the sources, in their order; what gives orders to the reader's machine is none."""
    return [ground for source in sources for ground in _of(source)]


def _of(source: Source) -> list[Ground]:
    passage = source.passage
    # A title may be a file's name, whose words have hyphens between them.
    headings = dict.fromkeys((passage.title, *passage.chunk.section))
    place = "\n".join(each for each in headings if each and not is_instruction(re.sub(r"[-_]", " ", each)))
    # A whole list is none: in it the figure of one item would support a sentence about another.
    kept = [each for each in extract_candidates([passage]) if not each.is_list and not _gives_orders(each)]
    return [
        Ground(source.number, order, Evidence(passage, each.units, 0.0), each.text, _told(each), place)
        for order, each in enumerate(kept)
    ]


def _told(candidate: Candidate) -> str:
    return "\n".join(each for each in (candidate.lead, candidate.text) if each)


def _gives_orders(candidate: Candidate) -> bool:
    return is_instruction(candidate.lead) or is_instruction(candidate.text)
