"""Puts quotations and refusals into the form in which people and machines get them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.answering.choose import Chosen
from bot.answering.prove import proved
from bot.models import Answer, Citation, Evidence, Language, NearPassage, Passage, Refusal
from bot.retrieval.editions import successors
from ingest.index.catalog import CatalogEntry
from ingest.models import Document
from prompts.phrases import phrase


def cite(evidence: Sequence[Evidence], entries: Mapping[str, CatalogEntry]) -> tuple[Citation, ...]:
    """A numbered citation for each piece of evidence; `entries` are the documents it may come from."""
    replaced_by = successors(entries)
    return tuple(
        Citation(
            n=number,
            document=chunk.document,
            title=entry.metadata.title,
            section=" > ".join(chunk.section),
            page=chunk.page,
            quote=each.quote,
            start=each.start,
            end=each.end,
            url=entry.metadata.sources[0] if entry.metadata.sources else "",
            date=entry.metadata.date,
            superseded_by=replaced_by.get(chunk.document),
            span_start=each.span[0] if each.span else None,
            span_end=each.span[1] if each.span else None,
        )
        for number, each in enumerate(evidence, start=1)
        for chunk in (each.passage.chunk,)
        for entry in (entries[chunk.document],)
    )


def with_agreeing(
    citations: Sequence[Citation],
    chosen: Chosen,
    entries: Mapping[str, CatalogEntry],
    document: Callable[[str], Document | None],
) -> tuple[Citation, ...]:
    """The citations, each with the ids of other documents that say the same in words that are proved too."""
    return tuple(
        each.model_copy(update={"also_in": tuple(other.document for other in agreeing)})
        for each in citations
        for agreeing in (proved(cite(chosen.agreeing.get(each.place, ()), entries), document),)
    )


def compose(
    language: Language,
    citations: Sequence[Citation],
    entries: Mapping[str, CatalogEntry],
    *,
    near: tuple[NearPassage, ...],
    chosen: Chosen,
) -> Answer:
    """The answer that quotes `citations`, and says what `chosen` knows of its limits."""
    translated = all(entries[each.document].metadata.language != language for each in citations)
    lines = [phrase("answer_translated" if translated else "answer", language)]
    if chosen.is_unsure:
        lines = [phrase("answer_unsure", language)]
    lines += differing_notes(citations, chosen.differing, language)
    lines += superseded_notes(citations, entries, language)
    lines += [phrase("part_silent", language, part=" ".join(part.text.split())) for part in chosen.silent]
    return Answer(
        language=language,
        framing="\n".join(lines),
        text="\n".join(f"{each.quote} [{each.n}]" for each in citations),
        citations=tuple(citations),
        passages=near,
        confidence=chosen.confidence,
        is_unsure=chosen.is_unsure,
    )


def differing_notes(
    citations: Sequence[Citation], groups: Sequence[Sequence[Evidence]], language: Language
) -> list[str]:
    """A line for each group of evidence whose documents differ, with number, title and date of each."""
    cited = {each.place: each for each in citations}
    shown = [[cited[each.place] for each in group if each.place in cited] for group in groups]
    return [
        phrase("documents_differ", language, documents="; ".join(_dated(each, language) for each in group))
        for group in shown
        if len(group) > 1
    ]


def superseded_notes(
    citations: Sequence[Citation], entries: Mapping[str, CatalogEntry], language: Language
) -> list[str]:
    """A line for each cited document that another one has replaced."""
    replaced = {each.document: each.superseded_by for each in citations if each.superseded_by}
    return [
        phrase(
            "superseded", language, title=entries[old].metadata.title, successor=entries[new].metadata.title
        )
        for old, new in replaced.items()
    ]


def refuse(
    language: Language,
    reason: str,
    *,
    near: tuple[NearPassage, ...] = (),
    confidence: float = 0.0,
    **values: object,
) -> Refusal:
    """The refusal for `reason`, a name in `prompts/phrases.toml`."""
    text = phrase(reason, language, **values)
    if reason == "silent":
        text += " " + phrase("nearest" if near else "nothing_near", language)
    return Refusal(language=language, text=text, passages=near, confidence=confidence)


def to_near(passage: Passage) -> NearPassage:
    """A passage as results show it."""
    return NearPassage(
        document=passage.chunk.document,
        title=passage.title,
        section=" > ".join(passage.chunk.section),
        score=round(passage.score, 4),
        start=passage.chunk.start,
        text=passage.chunk.text,
    )


def _dated(citation: Citation, language: Language) -> str:
    date = citation.date.isoformat() if citation.date else phrase("undated", language)
    return f"[{citation.n}] {citation.title} ({date})"
