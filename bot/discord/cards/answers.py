"""The cards of an answer: while it is made, as it is given, and with the exact words of its sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.discord.cards.model import Action, Card, Line, Tone, Voice
from bot.discord.cards.sources import excerpt, near_line, source_line
from bot.discord.words import say
from bot.models import Answer, Language, Mode, Refusal, Reply
from prompts.phrases import phrase

# The numbers behind a sentence, as answers write them.
_MARKS = re.compile(r"\s*((?:\[\d{1,4}\])+)$")
_NEAREST = 3


def answer_card(
    reply: Reply, *, language: Language, has_model: bool, owner: int, may_share: bool, notice: str = ""
) -> Card:
    """The answer with its sources, or the refusal with the nearest passages.

    `language` is that of the person, in which buttons and small print are; `notice` is told with the answer.
    """
    card = _refusal(reply) if isinstance(reply, Refusal) else _answer(reply)
    actions = _actions(reply, may_share=may_share)
    without_model = isinstance(reply, Answer) and reply.mode is Mode.VERBATIM and not has_model
    said = (
        say("verbatim_without_model", language) if without_model else "",
        say("answer_id", language, id=reply.id) if reply.id else "",
    )
    return replace(
        card,
        language=language,
        notice="\n".join(filter(None, (reply.notice, notice))),
        footer=" · ".join(filter(None, said)),
        actions=actions,
        answer_id=reply.id,
        owner=owner,
    )


def working_card(lines: Sequence[str], *, language: Language, place: int | None) -> Card:
    """That work is going on: the verified sentences so far, or how many are `place`d before this question."""
    if place:
        framing = say("working_queued_one" if place == 1 else "working_queued", language, before=place)
    else:
        framing = say("working_goes_on" if lines else "working", language)
    return Card(Tone.WORKING, language, framing=framing, lines=_marked(lines, Voice.MODEL))


def quotes_card(reply: Reply, language: Language, n: int | None = None) -> Card:
    """The exact words that an answer quotes, or those of source `n` alone, between the words around them."""
    if not isinstance(reply, Answer):
        return replace(_refusal(reply), language=language)
    sources = tuple(
        replace(source_line(each, language), excerpt=excerpt(each, reply.passages))
        for each in reply.citations
        if n in (None, each.n)
    )
    return Card(Tone.ANSWER, language, framing=say("quotes", language), sources=sources, answer_id=reply.id)


def _answer(answer: Answer) -> Card:
    return Card(
        Tone.UNSURE if answer.is_unsure else Tone.ANSWER,
        framing=answer.framing,
        lines=_lines(answer),
        sources=tuple(source_line(each, answer.language) for each in answer.citations),
    )


def _refusal(refusal: Refusal) -> Card:
    return Card(
        Tone.REFUSAL,
        framing=refusal.text,
        near=tuple(near_line(each) for each in refusal.passages[:_NEAREST]),
    )


def _lines(answer: Answer) -> tuple[Line, ...]:
    """The lines of an answer; one between says where a model's words end."""
    if answer.mode is Mode.VERBATIM:
        return tuple(
            Line(each.quote, (each.n,), Voice.DOCUMENT, answer=each.span_in_quote)
            for each in answer.citations
        )
    said = answer.text.split("\n")
    # A record from before the written lines were counted has none: all of it is taken for the model's.
    written = answer.written if answer.mode is Mode.MIXED and answer.written else len(said)
    own = _marked(said[written:], Voice.DOCUMENT)
    between = (Line(phrase("own_words_begin", answer.language), voice=Voice.ASIDE),) if own else ()
    return (*_marked(said[:written], Voice.MODEL), *between, *own)


def _marked(lines: Sequence[str], voice: Voice) -> tuple[Line, ...]:
    """Lines with the numbers behind them read out of them."""
    found = []
    for line in lines:
        marks = _MARKS.search(line)
        numbers = tuple(int(each) for each in re.findall(r"\d+", marks[1])) if marks else ()
        found.append(Line(line[: marks.start()] if marks else line, numbers, voice))
    return tuple(found)


def _actions(reply: Reply, *, may_share: bool) -> tuple[Action, ...]:
    """What can be done: all needs the record of the answer, quotes and sharing an answer that quotes."""
    if not reply.id:
        return ()
    told = (Action.HELPFUL, Action.NOT_HELPFUL)
    if isinstance(reply, Refusal):
        return told
    return (Action.SOURCES, *((Action.SHARE,) if may_share else ()), *told)
