"""Names with each citation the other documents that say the same, in words that were proved as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.answering.choose import Chosen
from bot.answering.compose import cite
from bot.answering.prove import proved
from bot.models import Citation
from ingest.index.catalog import Entry
from ingest.models import Document


def with_agreeing(
    citations: Sequence[Citation],
    chosen: Chosen,
    entries: Mapping[str, Entry],
    document: Callable[[str], Document | None],
) -> tuple[Citation, ...]:
    """The citations, each with the ids of the documents that say the same as it."""
    return tuple(
        each.model_copy(update={"also_in": tuple(other.document for other in agreeing)})
        for each in citations
        for agreeing in (proved(cite(chosen.agreeing.get(each.place, ()), entries), document),)
    )
