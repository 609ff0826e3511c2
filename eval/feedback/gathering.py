"""Makes candidates of answers that did not help or were refused, and joins those of the same question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.conversation.followup import leans_back
from bot.models import Refusal, Turn
from bot.records.record import Record
from bot.text.language import language_of
from eval.datasets.case import EarlierTurn
from eval.feedback.anonymous import keepable
from eval.feedback.candidate import Candidate, Said, key_of, utc
from eval.runner.result import Cited, Retrieved


@dataclass(frozen=True, slots=True)
class Complaint:
    """An answer that did not help or was a refusal, what was said of it, and when the last of that came."""

    record: Record
    remarks: tuple[Said, ...]
    at: dt.datetime


def gathered(complaints: Iterable[Complaint]) -> list[Candidate]:
    """A candidate for each question, the one that was complained of first before the others."""
    found: dict[str, Candidate] = {}
    asked = (each for each in complaints if each.record.question.strip())
    for complaint in sorted(asked, key=lambda each: each.at):
        candidate = _candidate(complaint)
        before = found.get(candidate.key)
        found[candidate.key] = candidate if before is None else _joined(before, candidate)
    return list(found.values())


def _joined(before: Candidate, last: Candidate) -> Candidate:
    remarks = tuple(dict.fromkeys((*before.remarks, *last.remarks)))
    return last.model_copy(update={"remarks": remarks, "count": before.count + 1})


def _candidate(complaint: Complaint) -> Candidate:
    record, reply = complaint.record, complaint.record.reply
    question = keepable(record.question.strip())
    standalone = keepable(record.standalone.strip())
    turns = _turns(record.turns) if _leans(record) else ()
    # A question that leans and was not understood is another one behind other turns.
    before = tuple(turn.question for turn in turns) if standalone == question else ()
    documents = record.documents or ()
    return Candidate(
        key=key_of(record.audience, standalone, *before, *documents),
        question=question,
        standalone=standalone if standalone != question else "",
        turns=turns,
        documents=documents,
        language=language_of(record.question) or reply.language,
        audience=record.audience,
        refused=isinstance(reply, Refusal),
        answered=reply.text,
        citations=tuple(Cited.of(each) for each in reply.citations),
        passages=tuple(Retrieved.of(each) for each in reply.passages),
        remarks=complaint.remarks,
        record=record.id,
        index=record.index,
        at=utc(complaint.at),
    )


def _leans(record: Record) -> bool:
    """Whether the earlier turns are a part of the question; who asks anew needs none of them."""
    return record.standalone.strip() != record.question.strip() or leans_back(record.question)


def _turns(turns: Sequence[Turn]) -> tuple[EarlierTurn, ...]:
    return tuple(
        EarlierTurn(question=keepable(each.question), answer=each.answer)
        for each in turns
        if each.question.strip()
    )
