"""Reads out of the records and the remarks which answers did not help, and which were refusals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.feedback.remark import Remark
from bot.feedback.store import Feedback
from bot.models import Audience, Refusal
from bot.records.record import Record
from bot.records.store import Records
from eval.feedback.anonymous import keepable
from eval.feedback.candidate import Said
from eval.feedback.gathering import Complaint

# Asks again what somebody asked, and is nobody's question.
_REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Complaints:
    """All complaints that are known; what else there is, and cannot become a candidate, is counted.

    `without_record` remarks are of answers that are forgotten or have had their time; `withdrawn` answers
    rest on documents that those who asked may not read any more.
    """

    all: Sequence[Complaint]
    without_record: int = 0
    withdrawn: int = 0


def complaints(
    records: Records, feedback: Feedback, readable: Callable[[Audience], Collection[str]]
) -> Complaints:
    """What people complained of, and what they were refused; `readable` are the documents of an audience now.

    Raises ConcordError where one of the stores cannot be read.
    """
    remarks = _by_answer(feedback.remarks(Audience.STAFF))
    all_of_it: list[Complaint] = []
    withdrawn = 0
    for record in records.records(Audience.STAFF):
        said = remarks.pop(record.id, [])
        unhelpful = [each for each in said if not each.helpful]
        if not unhelpful and not _is_refused(record):
            continue
        seen = frozenset(readable(record.audience))
        if _may_be_read(record, seen, is_spoken_of=bool(unhelpful)):
            all_of_it.append(_complaint(record, unhelpful, seen))
        else:
            withdrawn += 1
    left = sum(not each.helpful for said in remarks.values() for each in said)
    return Complaints(all_of_it, left, withdrawn)


def _by_answer(remarks: Sequence[Remark]) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = defaultdict(list)
    for each in remarks:
        found[each.answer].append(each)
    return found


def _is_refused(record: Record) -> bool:
    """Whether the documents were said not to say; a question that could not be read found no passages."""
    return isinstance(record.reply, Refusal) and bool(record.passages) and record.surface != _REPLAY


def _may_be_read(record: Record, readable: frozenset[str], *, is_spoken_of: bool) -> bool:
    """Whether who asked may still read what the answer quotes, and what a remark on it may repeat.

    A document that was public may have become staff's. Those who may read all there is see it all the same.
    """
    if record.audience is Audience.STAFF:
        return True
    shown = record.passages if is_spoken_of else record.reply.citations
    return {each.document for each in shown} <= readable


def _complaint(record: Record, remarks: Sequence[Remark], readable: frozenset[str]) -> Complaint:
    said = (Said(wrong=keepable(each.wrong), right=keepable(each.right)) for each in remarks)
    words = tuple(dict.fromkeys(each for each in said if each.wrong.strip() or each.right.strip()))
    at = max([record.at, *(each.at for each in remarks)])
    return Complaint(_within(record, readable), words, at)


def _within(record: Record, readable: frozenset[str]) -> Record:
    """The record without what is left of documents that its audience may not read any more."""
    near = tuple(each for each in record.reply.passages if each.document in readable)
    turns = tuple(turn.within(readable) for turn in record.turns)
    reply = record.reply.model_copy(update={"passages": near})
    return record.model_copy(update={"turns": turns, "reply": reply})
