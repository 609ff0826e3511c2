"""The cards of replies: an answer, a refusal, the progress before them, a checked claim."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.discord.cards.models import Action, Card, Excerpt, Line, NearLine, SourceLine, Tone, Voice
from bot.discord.cards.text import ELLIPSIS, clusters, cut_at_word
from bot.discord.i18n import t
from bot.models import Answer, Citation, Language, Mode, NearPassage, Refusal, Reply
from bot.verification.models import ClaimReply, ClaimSentence, Finding
from prompts.phrases import phrase

# The numbers behind a sentence, as answers write them.
_MARKS = re.compile(r"\s*((?:\[\d{1,4}\])+)$")
_NEAREST = 3
# Characters of the words around a quotation, and of a passage.
_CONTEXT_CHARS = 160
_PASSAGE_CHARS = 300
_SEPARATOR = " > "
_CLAIM_TONES = {
    Finding.SUPPORTED: Tone.SUPPORTED,
    Finding.CONTRADICTED: Tone.CONTRADICTED,
    Finding.NOT_FOUND: Tone.NOT_FOUND,
}
_CLAIM_ICONS = {Finding.SUPPORTED: "✅", Finding.CONTRADICTED: "❌", Finding.NOT_FOUND: "❔"}


def answer_card(
    reply: Reply, *, language: Language, has_model: bool, owner: int, may_share: bool, notice: str = ""
) -> Card:
    """The answer with its sources, or the refusal with the nearest passages; `notice` is told with it."""
    card = _refusal(reply) if isinstance(reply, Refusal) else _answer(reply)
    actions = _actions(reply, may_share=may_share)
    without_model = isinstance(reply, Answer) and reply.mode is Mode.VERBATIM and not has_model
    small_print = (
        t("verbatim_without_model", language) if without_model else "",
        t("answer_id", language, id=reply.id) if reply.id else "",
    )
    return replace(
        card,
        language=language,
        notice="\n".join(filter(None, (reply.notice, notice))),
        footer=" · ".join(filter(None, small_print)),
        actions=actions,
        answer_id=reply.id,
        owner=owner,
    )


def working_card(lines: Sequence[str], *, language: Language, place: int | None) -> Card:
    """That work is going on: the verified sentences so far, or how many are `place`d before this question."""
    if place:
        framing = t("working_queued_one" if place == 1 else "working_queued", language, before=place)
    else:
        framing = t("working_goes_on" if lines else "working", language)
    return Card(Tone.WORKING, language, framing=framing, lines=_marked(lines, Voice.MODEL))


def quotes_card(reply: Reply, language: Language) -> Card:
    """The exact words that an answer quotes, between the words around them."""
    if not isinstance(reply, Answer):
        return replace(_refusal(reply), language=language)
    sources = tuple(
        replace(source_line(citation, language), excerpt=excerpt(citation, reply.passages))
        for citation in reply.citations
    )
    return Card(Tone.ANSWER, language, framing=t("quotes", language), sources=sources, answer_id=reply.id)


def _answer(answer: Answer) -> Card:
    return Card(
        Tone.UNSURE if answer.is_unsure else Tone.ANSWER,
        framing=answer.framing,
        lines=_lines(answer),
        sources=tuple(source_line(citation, answer.language) for citation in answer.citations),
    )


def _refusal(refusal: Refusal) -> Card:
    return Card(
        Tone.REFUSAL,
        framing=refusal.text,
        near=tuple(map(near_line, refusal.passages[:_NEAREST])),
    )


def _lines(answer: Answer) -> tuple[Line, ...]:
    """The lines of an answer; one between says where a model's words end."""
    if answer.mode is Mode.VERBATIM:
        return tuple(
            Line(citation.quote, (citation.n,), Voice.DOCUMENT, answer=citation.span_in_quote)
            for citation in answer.citations
        )
    lines = answer.text.split("\n")
    # A record from before the written lines were counted has none: all of it is taken for the model's.
    written = answer.written if answer.mode is Mode.MIXED and answer.written else len(lines)
    own = _marked(lines[written:], Voice.DOCUMENT)
    between = (Line(phrase("own_words_begin", answer.language), voice=Voice.ASIDE),) if own else ()
    return (*_marked(lines[:written], Voice.MODEL), *between, *own)


def _marked(lines: Sequence[str], voice: Voice) -> tuple[Line, ...]:
    marked = []
    for line in lines:
        marks = _MARKS.search(line)
        numbers = tuple(map(int, re.findall(r"\d+", marks[1]))) if marks else ()
        marked.append(Line(line[: marks.start()] if marks else line, numbers, voice))
    return tuple(marked)


def _actions(reply: Reply, *, may_share: bool) -> tuple[Action, ...]:
    """What can be done: all needs the record of the answer, quotes and sharing an answer that quotes."""
    if not reply.id:
        return ()
    feedback = (Action.HELPFUL, Action.NOT_HELPFUL)
    if isinstance(reply, Refusal):
        return feedback
    return (Action.SOURCES, *((Action.SHARE,) if may_share else ()), *feedback)


def claim_card(reply: ClaimReply, language: Language) -> Card:
    """What was found for each sentence, with the exact words that bear it out or say otherwise."""
    tone = _CLAIM_TONES[reply.finding] if reply.sentences else Tone.REFUSAL
    cited = [citation for sentence in reply.sentences for citation in sentence.citations]
    return Card(
        tone,
        language,
        framing=reply.framing,
        lines=tuple(line for sentence in reply.sentences for line in _claim_lines(sentence)),
        sources=tuple(_quoted(citation, reply.language) for citation in cited),
        near=tuple(map(near_line, reply.passages[:_NEAREST])),
    )


def _claim_lines(sentence: ClaimSentence) -> list[Line]:
    marks = tuple(citation.n for citation in sentence.citations)
    line = Line(sentence.text, marks, Voice.MODEL, _CLAIM_ICONS[sentence.finding])
    return [line, Line(sentence.why, voice=Voice.ASIDE)] if sentence.why else [line]


def _quoted(citation: Citation, language: Language) -> SourceLine:
    return replace(source_line(citation, language), excerpt=Excerpt(citation.quote))


def source_line(citation: Citation, language: Language) -> SourceLine:
    return SourceLine(
        n=citation.n,
        title=citation.title or citation.document,
        section=section_of(citation.section),
        page=t("source_page", language, page=citation.page) if citation.page is not None else "",
        date=date_of(citation.date, language),
        url=citation.url,
        superseded_by=citation.superseded_by or "",
        tag=t("source_superseded", language) if citation.superseded_by else "",
    )


def near_line(passage: NearPassage) -> NearLine:
    title = passage.title or passage.document
    return NearLine(title, section_of(passage.section), cut_at_word(passage.text, _PASSAGE_CHARS))


def excerpt(citation: Citation, passages: Sequence[NearPassage]) -> Excerpt:
    """The quotation between the words that stand around it, where its passage is at hand."""
    for passage in passages:
        at, end = citation.start - passage.start, citation.end - passage.start
        if passage.document == citation.document and at >= 0 and end <= len(passage.text):
            before, after = passage.text[:at], passage.text[end:]
            return Excerpt(citation.quote, _ending(before), cut_at_word(after, _CONTEXT_CHARS))
    return Excerpt(citation.quote)


def section_of(path: str) -> str:
    """The headings above a passage, outermost first."""
    return " › ".join(filter(None, (part.strip() for part in path.split(_SEPARATOR))))


def date_of(date: dt.date | None, language: Language) -> str:
    """A date as people write it, like "2 March 2026" or "2026년 3월 2일"; empty where there is none."""
    if date is None:
        return ""
    month = t("months", language).split()[date.month - 1]
    return t("source_date", language, year=date.year, month=month, day=date.day)


def _ending(text: str) -> str:
    if len(text) <= _CONTEXT_CHARS:
        return text
    last = text[-_CONTEXT_CHARS:]
    return ELLIPSIS + (last.partition(" ")[2] or "".join(clusters(last)[1:]))
