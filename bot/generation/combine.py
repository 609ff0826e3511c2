"""Combine the generated answer with the quoted one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.compose import refuse_unanswered, superseded_notes
from bot.generation.stream import GeneratedAnswer
from bot.models import Answer, Citation, Language, Mode, Reply
from bot.retrieval.context import RetrievedContext
from bot.verification.models import Reason
from prompts.phrases import phrase


def combine(
    quoted: Reply,
    generated: GeneratedAnswer,
    context: RetrievedContext,
    language: Language,
    unsure_below: float,
) -> Reply:
    """The verified sentences if there are any, else the quoted reply; its notice says what went wrong.

    A model that declines is believed where the quotation is unsure too. The sentences of one that breaks off
    are followed by the quotations.
    """
    if generated.sentences:
        return _generated_answer(quoted, generated, context, language)
    notice = phrase(_failure_phrase(generated), language)
    if generated.declined and not generated.failure and quoted.confidence < unsure_below:
        refusal = refuse_unanswered(language, quoted.passages, quoted.confidence)
        return refusal.model_copy(update={"notice": notice})
    if isinstance(quoted, Answer):
        notice = f"{notice} {phrase('own_words', language)}"
    return quoted.model_copy(update={"notice": notice})


def _failure_phrase(generated: GeneratedAnswer) -> str:
    if generated.failure:
        return "model_key_refused" if generated.is_key_refused else "model_failed"
    if generated.declined:
        return "model_declined"
    reasons = {each.reason for each in generated.withheld}
    return "model_other_language" if reasons == {Reason.LANGUAGE} else "model_withheld"


def _generated_answer(
    quoted: Reply, generated: GeneratedAnswer, context: RetrievedContext, language: Language
) -> Answer:
    lines = [each.marked for each in generated.sentences]
    citations = _by_number(citation for each in generated.sentences for citation in each.citations)
    mode, notice = Mode.PROSE, ""
    if generated.withheld:
        notice = phrase("some_withheld", language, count=len(generated.withheld))
    if generated.failure:
        notice = phrase("model_broke_off", language)
        if isinstance(quoted, Answer):
            mode = Mode.MIXED
            notice = f"{notice} {phrase('own_words_follow', language)}"
            following = _renumbered(quoted.citations, after=citations)
            lines += [f"{each.quote} [{each.n}]" for each in following]
            citations = _by_number((*citations, *following))
    framing = [phrase("prose", language), *superseded_notes(citations, context, language)]
    return Answer(
        language=language,
        framing="\n".join(framing),
        notice=notice,
        mode=mode,
        text="\n".join(lines),
        written=len(generated.sentences),
        citations=citations,
        passages=quoted.passages,
        confidence=quoted.confidence,
    )


def _by_number(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """One citation for each number, the last, since only a quotation's knows the span of the answer."""
    return tuple(sorted({each.n: each for each in citations}.values(), key=lambda each: each.n))


def _renumbered(citations: Sequence[Citation], *, after: Sequence[Citation]) -> list[Citation]:
    """The citations with numbers that go on behind `after`, or its number for the same range."""
    numbers = {each.place: each.n for each in after}
    for each in citations:
        numbers.setdefault(each.place, len(numbers) + 1)
    return [each.model_copy(update={"n": numbers[each.place]}) for each in citations]
