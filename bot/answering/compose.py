"""The answer of quotations, and refusals, in the form in which people and machines get them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.citations import to_passage_hit
from bot.answering.selection import Selection
from bot.models import Answer, Citation, Language, NearPassage, Refusal
from bot.retrieval.context import RetrievedContext
from prompts.phrases import phrase


def compose_answer(
    language: Language, citations: Sequence[Citation], selection: Selection, context: RetrievedContext
) -> Answer:
    """The answer that quotes `citations`; its framing, in `language`, says where it is limited."""
    is_translated = all(
        context.entries[citation.document].metadata.language != language for citation in citations
    )
    name = "answer_translated" if is_translated else "answer"
    framing = [phrase("answer_unsure" if selection.is_unsure else name, language)]
    framing += superseded_notes(citations, context, language)
    framing += [
        phrase("part_silent", language, part=" ".join(part.text.split())) for part in selection.unanswered
    ]
    return Answer(
        language=language,
        framing="\n".join(framing),
        text="\n".join(f"{citation.quote} [{citation.n}]" for citation in citations),
        citations=tuple(citations),
        passages=tuple(to_passage_hit(passage) for passage in context.passages),
        confidence=selection.confidence,
        is_unsure=selection.is_unsure,
    )


def superseded_notes(
    citations: Sequence[Citation], context: RetrievedContext, language: Language
) -> list[str]:
    """A line for each cited document that has a successor."""
    superseded = {
        citation.document: citation.superseded_by for citation in citations if citation.superseded_by
    }
    return [
        phrase(
            "superseded",
            language,
            title=context.entries[old].metadata.title,
            successor=context.entries[new].metadata.title,
        )
        for old, new in superseded.items()
    ]


def refuse_unanswered(language: Language, passages: tuple[NearPassage, ...], confidence: float) -> Refusal:
    """The refusal that the documents do not say, with the nearest passages."""
    near = phrase("nearest" if passages else "nothing_near", language)
    text = f"{phrase('silent', language)} {near}"
    return Refusal(language=language, text=text, passages=passages, confidence=confidence)


def refuse(language: Language, reason: str, **values: object) -> Refusal:
    """The refusal of a question that cannot be read; `reason` is a name in `prompts/phrases.toml`."""
    return Refusal(language=language, text=phrase(reason, language, **values), passages=())
