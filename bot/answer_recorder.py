"""Records every answer; that a record cannot be written costs nobody the answer."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.settings import AnswerSettings
from bot.generation.stream import GeneratedAnswer
from bot.models import Answer, Mode, Reply, Request
from bot.retrieval.context import RetrievedContext
from bot.retrieval.settings import RetrievalSettings
from bot.storage.record import KeptPassage, KeptWithheld, Record
from bot.storage.records import Records
from bot.trace import AnswerTrace
from ingest.errors import ConcordError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AnswerRecorder:
    """Writes records of answers; `now` gives the time with its zone.

    `model` is the language model's name, `prompts` the versions of those it may be asked with. `on_behalf`
    is the key of the person to whom every record belongs, where that is not the request's own. Nothing is
    kept for a person who was forgotten since `asked_at`; None is for those who cannot be forgotten meanwhile.
    """

    records: Records
    model: str
    prompts: dict[str, int]
    retrieval: RetrievalSettings
    answering: AnswerSettings
    now: Callable[[], dt.datetime]
    on_behalf: str | None = None
    asked_at: dt.datetime | None = None

    def record(self, request: Request, reply: Reply, trace: AnswerTrace) -> Reply:
        """The reply with the id of its record; without one where the record could not be written."""
        try:
            record = self._record(request, reply, trace, self._requester_key(request))
            return self.records.add(record, asked_at=self.asked_at).reply
        except ConcordError as problem:
            _log.warning("the answer has no record: %s", problem)
            return reply

    def _requester_key(self, request: Request) -> str:
        if self.on_behalf is not None:
            return self.on_behalf
        return self.records.key_of(request.requester) if request.requester else ""

    def _record(self, request: Request, reply: Reply, trace: AnswerTrace, requester: str) -> Record:
        generated, condensed = trace.generated, trace.condensed
        # One that is too long to be read is as much so when a sign longer than that.
        asked = request.text[: self.answering.max_question_chars + 1]
        usages = [
            step.usage for step in (generated, condensed) if step is not None and step.usage is not None
        ]
        return Record(
            at=self.now(),
            surface=request.requester.surface if request.requester else "",
            requester=requester,
            audience=request.audience,
            question=asked,
            standalone=condensed.text if condensed else asked,
            documents=request.documents,
            language=request.language,
            turns=request.turns,
            index=trace.context.generation if trace.context else "",
            model=self.model if usages else "",
            prompts=self._prompts(trace),
            passages=_passages(trace.context),
            shown=tuple(reply.text.split("\n")) if isinstance(reply, Answer) else (),
            withheld=_withheld(generated),
            fallback=_fallback(generated, reply),
            reply=reply,
            timings_ms=_timings(trace),
            prompt_tokens=sum(usage.prompt_tokens for usage in usages),
            completion_tokens=sum(usage.completion_tokens for usage in usages),
            cost=sum(usage.cost for usage in usages),
            settings=self._settings(),
        )

    def _prompts(self, trace: AnswerTrace) -> dict[str, int]:
        asked = {"answer": trace.generated is not None}
        asked["condense"] = trace.condensed is not None and trace.condensed.prompt_version is not None
        return {name: version for name, version in self.prompts.items() if asked[name]}

    def _settings(self) -> dict[str, str | int | float | bool | None]:
        sections = {"retrieval": self.retrieval, "answer": self.answering}
        return {
            f"{name}.{key}": value
            for name, section in sections.items()
            for key, value in section.model_dump(mode="json").items()
        }


def _passages(context: RetrievedContext | None) -> tuple[KeptPassage, ...]:
    if context is None:
        return ()
    return tuple(
        KeptPassage(
            document=chunk.document,
            section=" > ".join(chunk.section),
            start=chunk.start,
            end=chunk.end,
            score=round(passage.score, 4),
            version=context.entries[chunk.document].version,
        )
        for passage in context.passages
        for chunk in (passage.chunk,)
    )


def _withheld(generated: GeneratedAnswer | None) -> tuple[KeptWithheld, ...]:
    sentences = generated.withheld if generated else ()
    return tuple(
        KeptWithheld(text=sentence.text, reason=sentence.reason.value, detail=sentence.detail)
        for sentence in sentences
    )


def _fallback(generated: GeneratedAnswer | None, reply: Reply) -> str:
    if generated is None or generated.failure:
        return generated.failure if generated else ""
    if isinstance(reply, Answer) and reply.mode is Mode.PROSE:
        return ""
    return "the model found no answer" if generated.declined else "no sentence of the model stands"


def _timings(trace: AnswerTrace) -> dict[str, float]:
    times = dict(trace.times_ms)
    if trace.generated is not None:
        first = {
            "first piece": trace.generated.first_piece_ms,
            "first sentence": trace.generated.first_sentence_ms,
        }
        times |= {name: round(value, 1) for name, value in first.items() if value is not None}
    return times
