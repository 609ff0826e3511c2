"""Decides what is given in the end: the model's verified sentences, the documents' own words, or both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.answering.compose import refuse, superseded_notes
from bot.generation.draft import Draft
from bot.models import Answer, Citation, Language, Mode, Reply
from bot.verification.models import Reason
from ingest.index.catalog import CatalogEntry
from prompts.phrases import phrase


def settle(
    verbatim: Reply,
    draft: Draft,
    entries: Mapping[str, CatalogEntry],
    language: Language,
    unsure_below: float,
) -> Reply:
    """The reply; its notice says where the model did not do its part.

    A model that finds no answer is believed where the quotation would have been unsure too. One that breaks
    off keeps what was shown of it, and the documents' own words follow.
    """
    if draft.sentences:
        return _prose(verbatim, draft, entries, language)
    said = phrase(_cause(draft), language)
    if draft.declined and not draft.failure and verbatim.confidence < unsure_below:
        near, confidence = verbatim.passages, verbatim.confidence
        refusal = refuse(language, "silent", near=near, confidence=confidence)
        return refusal.model_copy(update={"notice": said})
    if isinstance(verbatim, Answer):
        said = f"{said} {phrase('own_words', language)}"
    return verbatim.model_copy(update={"notice": said})


def _cause(draft: Draft) -> str:
    if draft.failure:
        return "model_key_refused" if draft.is_key_refused else "model_failed"
    if draft.declined:
        return "model_declined"
    is_foreign = draft.withheld and all(each.reason is Reason.LANGUAGE for each in draft.withheld)
    return "model_other_language" if is_foreign else "model_withheld"


def _prose(verbatim: Reply, draft: Draft, entries: Mapping[str, CatalogEntry], language: Language) -> Answer:
    lines = [each.marked for each in draft.sentences]
    citations = _in_order(citation for each in draft.sentences for citation in each.citations)
    mode, notice = Mode.PROSE, ""
    if draft.withheld:
        notice = phrase("some_withheld", language, count=len(draft.withheld))
    if draft.failure:
        notice = phrase("model_broke_off", language)
        if isinstance(verbatim, Answer):
            mode = Mode.MIXED
            notice = f"{notice} {phrase('own_words_follow', language)}"
            quoted = _after(citations, verbatim.citations)
            lines += [f"{each.quote} [{each.n}]" for each in quoted]
            citations = _in_order((*citations, *quoted))
    framing = [phrase("prose", language), *superseded_notes(citations, entries, language)]
    return Answer(
        language=language,
        framing="\n".join(framing),
        notice=notice,
        mode=mode,
        text="\n".join(lines),
        written=len(draft.sentences),
        citations=citations,
        passages=verbatim.passages,
        confidence=verbatim.confidence,
    )


def _in_order(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """One for each number: of two of the same words the later, which knows where in them the answer is."""
    return tuple(sorted({each.n: each for each in citations}.values(), key=lambda each: each.n))


def _after(given: tuple[Citation, ...], more: tuple[Citation, ...]) -> list[Citation]:
    """`more` with the numbers that follow those of `given`, or the same number for the same words."""
    numbers = {(each.document, each.start, each.end): each.n for each in given}
    for each in more:
        numbers.setdefault((each.document, each.start, each.end), len(numbers) + 1)
    return [each.model_copy(update={"n": numbers[(each.document, each.start, each.end)]}) for each in more]
