"""Harvest candidates: answers that people called unhelpful, and refusals, joined by question."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.conversation.followup import is_follow_up
from bot.models import Audience, Refusal
from bot.storage.feedback import Feedback, Remark
from bot.storage.record import Record
from bot.storage.records import Records
from bot.text.language import language_of
from eval.datasets.case import EarlierTurn
from eval.feedback.candidate import Candidate, RemarkText, anonymise, candidate_key, to_utc
from eval.models import ResultCitation, ResultPassage

# The surface of answers that were asked again by command: nobody's question.
_REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Complaint:
    """An answer that did not help or was a refusal, the remarks on it, and when the last of these came."""

    record: Record
    remarks: tuple[RemarkText, ...]
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Complaints:
    """All known complaints.

    `without_record` counts remarks on answers that are forgotten or have had their time; `withdrawn` counts
    answers that rest on documents which those who asked may not read any more.
    """

    complaints: Sequence[Complaint]
    without_record: int = 0
    withdrawn: int = 0


def read_complaints(
    records: Records, feedback: Feedback, readable: Callable[[Audience], Collection[str]]
) -> Complaints:
    """Complaints of the stores; `readable` gives the documents of an audience now. Raises ConcordError."""
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for remark in feedback.remarks(Audience.STAFF):
        remarks[remark.answer].append(remark)
    complaints: list[Complaint] = []
    withdrawn = 0
    for record in records.all(Audience.STAFF):
        unhelpful = [remark for remark in remarks.pop(record.id, []) if not remark.helpful]
        if not unhelpful and not _is_refused(record):
            continue
        documents = frozenset(readable(record.audience))
        if _is_readable(record, documents, has_remarks=bool(unhelpful)):
            complaints.append(_to_complaint(record, unhelpful, documents))
        else:
            withdrawn += 1
    without_record = sum(not remark.helpful for of_answer in remarks.values() for remark in of_answer)
    return Complaints(complaints, without_record, withdrawn)


def _is_refused(record: Record) -> bool:
    """Whether the documents did not say it; a question that could not be read found no passages."""
    return isinstance(record.reply, Refusal) and bool(record.passages) and record.surface != _REPLAY


def _is_readable(record: Record, documents: frozenset[str], *, has_remarks: bool) -> bool:
    """Whether the requester may still read what the answer quotes, and what a remark on it may repeat.

    A document that was public may have become staff's. Staff may read everything.
    """
    if record.audience is Audience.STAFF:
        return True
    shown = record.passages if has_remarks else record.reply.citations
    return {source.document for source in shown} <= documents


def _to_complaint(record: Record, remarks: Sequence[Remark], documents: frozenset[str]) -> Complaint:
    """Without what is left of documents that the record's audience may not read any more."""
    texts = (RemarkText(wrong=anonymise(remark.wrong), right=anonymise(remark.right)) for remark in remarks)
    unique = tuple(dict.fromkeys(text for text in texts if text.wrong.strip() or text.right.strip()))
    near = tuple(passage for passage in record.reply.passages if passage.document in documents)
    visible = record.model_copy(
        update={
            "turns": tuple(turn.within(documents) for turn in record.turns),
            "reply": record.reply.model_copy(update={"passages": near}),
        }
    )
    return Complaint(visible, unique, max([record.at, *(remark.at for remark in remarks)]))


def to_candidates(complaints: Iterable[Complaint]) -> list[Candidate]:
    candidates: dict[str, Candidate] = {}
    for complaint in sorted(complaints, key=lambda complaint: complaint.at):
        if not complaint.record.question.strip():
            continue
        candidate = _to_candidate(complaint)
        before = candidates.get(candidate.key)
        if before is not None:
            remarks = tuple(dict.fromkeys((*before.remarks, *candidate.remarks)))
            candidate = candidate.model_copy(update={"remarks": remarks, "count": before.count + 1})
        candidates[candidate.key] = candidate
    return list(candidates.values())


def _to_candidate(complaint: Complaint) -> Candidate:
    record, reply = complaint.record, complaint.record.reply
    question, standalone = anonymise(record.question.strip()), anonymise(record.standalone.strip())
    is_followup = record.standalone.strip() != record.question.strip() or is_follow_up(record.question)
    turns = tuple(
        EarlierTurn(question=anonymise(turn.question), answer=turn.answer)
        for turn in record.turns
        if is_followup and turn.question.strip()
    )
    # A follow-up that was not understood is another question behind other turns.
    before = [turn.question for turn in turns] if standalone == question else []
    documents = record.documents or ()
    return Candidate(
        key=candidate_key(record.audience, standalone, *before, *documents),
        question=question,
        standalone=standalone if standalone != question else "",
        turns=turns,
        documents=documents,
        language=language_of(record.question) or reply.language,
        audience=record.audience,
        refused=isinstance(reply, Refusal),
        answered=reply.text,
        citations=tuple(map(ResultCitation.of, reply.citations)),
        passages=tuple(map(ResultPassage.of, reply.passages)),
        remarks=complaint.remarks,
        record=record.id,
        index=record.index,
        at=to_utc(complaint.at),
    )


@dataclass(frozen=True, slots=True)
class HarvestFilter:
    """What is added: answers to `audience` and wider, not older than `since`, at most `limit`."""

    audience: Audience = Audience.PUBLIC
    since: dt.datetime | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Harvest:
    """The new content of the file of candidates: those that it had, as they are now, then the `added` ones.

    `gone` were in it and are forgotten or have had their time; `decided` were reviewed; `for_staff` are left
    out as only staff may read them, `over` for the limit.
    """

    candidates: Sequence[Candidate]
    added: int
    gone: int = 0
    decided: int = 0
    for_staff: int = 0
    over: int = 0


def plan_harvest(
    found: Sequence[Candidate], known: Sequence[str], decided: Collection[str], wanted: HarvestFilter
) -> Harvest:
    """What becomes of a file with the keys `known` where `found` is all that there is to harvest now."""
    now = {candidate.key: candidate for candidate in found}
    open_keys = [key for key in dict.fromkeys(known) if key not in decided]
    kept = [now[key] for key in open_keys if key in now]
    new = [candidate for candidate in found if candidate.key not in decided and candidate.key not in known]
    recent = [candidate for candidate in new if wanted.since is None or candidate.at >= wanted.since]
    allowed = [candidate for candidate in recent if candidate.audience in wanted.audience.readable]
    added = allowed[: wanted.limit]
    return Harvest(
        (*kept, *added),
        added=len(added),
        gone=len(open_keys) - len(kept),
        decided=sum(candidate.key in decided for candidate in found),
        for_staff=len(recent) - len(allowed),
        over=len(allowed) - len(added),
    )
