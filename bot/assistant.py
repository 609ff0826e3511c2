"""The whole answer path: understand the question, find passages, quote or write, prove, keep a record.

This is the page to read first. Each step is a plain function or a seam; what they share is in `bot.models`.
Without a language model the reply is the documents' own words. With one, the model writes and only the
sentences that the documents prove are passed on; where none is left, the own words are given all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.choose import choose
from bot.answering.compose import cite, compose, refuse, to_near, with_agreeing
from bot.answering.found import Found
from bot.answering.prove import proved
from bot.answering.reader import Reader
from bot.answering.wants import parts_of
from bot.answering.way import Laps, Way
from bot.conversation.condense import Condenser
from bot.generation.draft import Draft, OnSentence, nobody
from bot.generation.settle import settle
from bot.language import language_of
from bot.models import Language, Passage, Question, Refusal, Reply, Request
from bot.retrieval.editions import narrowed, outdated
from bot.retrieval.retriever import Retriever
from bot.retrieval.siblings import with_siblings
from bot.settings import AnswerSettings, RetrievalSettings
from ingest.errors import ConfigurationError
from ingest.index.snapshot import Index, Snapshot
from prompts.phrases import phrase

if TYPE_CHECKING:
    from bot.claims.check import Checker
    from bot.claims.models import ClaimReply
    from bot.generation.writer import Writer
    from bot.records.keeper import AnswerRecorder


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions from the index, with citations that were checked; `clock` gives seconds.

    `checker` gives what checks claims, which is made when the first one is checked.
    """

    index: Index
    retriever: Retriever
    reader: Reader
    condenser: Condenser
    writer: Writer | None
    keeper: AnswerRecorder
    retrieval: RetrievalSettings
    answering: AnswerSettings
    clock: Callable[[], float]
    checker: Callable[[], Checker]

    def ask(self, request: Request, listen: OnSentence = nobody) -> Reply:
        """The answer out of what the request's audience may read, or a refusal.

        `listen` gets each sentence of a language model the moment it is verified. Raises ConcordError where
        there is no index or its store does not answer.
        """
        laps = Laps(self.clock)
        request = self._with_readable_turns(request)
        question, framing = self._understood(request)
        if isinstance(question, Refusal):
            return self.keeper.keep(request, question, Way(laps.times_ms))
        condensed = self.condenser.condense(question, within_s=self._left(laps))
        laps.mark("condense")
        standalone = replace(question, text=condensed.text)
        found = self.index.read(lambda snapshot: self._find(snapshot, standalone))
        laps.mark("find")
        # The model begins first: the own words are wanted only once it has ended.
        draft = self._write(standalone, framing, found, laps, listen)
        laps.mark("write")
        reply = self._quote(found, question, standalone, framing)
        laps.mark("read")
        if draft is not None:
            reply = settle(reply, draft, found.entries, framing, self.answering.unsure_below)
        return self.keeper.keep(request, reply, Way(laps.times_ms, condensed, found, draft))

    def search(self, request: Request, *, top: int) -> Sequence[Passage]:
        """The best passage of each of the `top` documents nearest to the request's text, best first.

        Raises ConfigurationError where one of its documents is none that its audience may see, and
        ConcordError as `ask` does.
        """
        short = request.text.strip()[: self.answering.max_question_chars]
        language = language_of(short) or Language.ENGLISH
        question = Question(short, request.audience, language, request.documents)
        return self.index.read(lambda snapshot: self._searched(snapshot, question, top))

    def check(self, request: Request) -> ClaimReply:
        """Whether the documents that the request's audience may read bear out what its text states.

        Raises ConcordError as `ask` does.
        """
        return self.checker().check(request, self.index, self._find)

    def _with_readable_turns(self, request: Request) -> Request:
        """The request without earlier answers out of documents that its audience may read no more."""
        if not any(turn.documents for turn in request.turns):
            return request
        entries = self.index.read(lambda snapshot: snapshot.documents(request.audience))
        seen = {entry.id for entry in entries}
        return replace(request, turns=tuple(turn.within(seen) for turn in request.turns))

    def _understood(self, request: Request) -> tuple[Question | Refusal, Language]:
        """The question, or why it cannot be read; and the language of what Concord says itself."""
        text, most = request.text.strip(), self.answering.max_question_chars
        spoken = language_of(text[:most])
        framing = request.language or spoken or Language.ENGLISH
        if not text:
            return refuse(framing, "empty_question"), framing
        if len(request.text) > most:
            return refuse(framing, "too_long", limit=most), framing
        if not any(character.isalnum() for character in text):
            return refuse(framing, "no_words"), framing
        if spoken is None:
            return refuse(framing, "other_language"), framing
        return Question(text, request.audience, spoken, request.documents, request.turns), framing

    def _find(self, snapshot: Snapshot, standalone: Question) -> Found:
        """The passages for the question, with all that is needed to answer once the index is let go."""
        entries = {entry.id: entry for entry in snapshot.documents(standalone.audience)}
        if not set(standalone.documents or ()) <= set(entries):
            return Found(snapshot.generation, entries, (), {})
        asked = narrowed(entries, standalone)
        found = self.retriever.passages(
            snapshot, asked, top=self.retrieval.top, without=outdated(entries, asked)
        )
        passages = tuple(with_siblings(snapshot, found, asked.audience))
        texts = {name: snapshot.document(name, asked.audience) for name in _documents_of(passages)}
        documents = {name: document for name, document in texts.items() if document is not None}
        verifier = self.writer.verifiers.of(snapshot, asked.audience) if self.writer else None
        return Found(snapshot.generation, entries, passages, documents, verifier)

    def _quote(self, found: Found, question: Question, standalone: Question, framing: Language) -> Reply:
        """The sentences of the documents that answer, to the letter, or that they do not say."""
        unknown = [each for each in question.documents or () if each not in found.entries]
        if unknown:
            return refuse(framing, "unknown_document", document=unknown[0])
        parts = parts_of(question.text, question.language)
        evidence = self.reader.read(standalone, parts, found.passages)
        chosen = choose(parts, evidence, question.language, found.entries, self.answering)
        near = tuple(to_near(passage) for passage in found.passages)
        citations = proved(cite(chosen.evidence, found.entries), found.documents.get)
        citations = with_agreeing(citations, chosen, found.entries, found.documents.get)
        if not citations:
            return refuse(framing, "silent", near=near, confidence=chosen.confidence)
        return compose(framing, citations, found.entries, near=near, chosen=chosen)

    def _write(
        self, asked: Question, language: Language, found: Found, laps: Laps, listen: OnSentence
    ) -> Draft | None:
        """What the language model writes, where there is one and something was found for it."""
        if self.writer is None:
            return None
        return self.writer.write(asked.text, language, found, within_s=self._left(laps), show=listen)

    def _left(self, laps: Laps) -> float:
        """How many seconds the language model still has for this answer."""
        return 0.0 if self.writer is None else max(0.0, self.writer.timeout_s - laps.gone_s)

    def _searched(self, snapshot: Snapshot, question: Question, top: int) -> Sequence[Passage]:
        seen = {entry.id for entry in snapshot.documents(question.audience)}
        for each in question.documents or ():
            if each not in seen:
                raise ConfigurationError(phrase("unknown_document", Language.ENGLISH, document=each))
        if not any(character.isalnum() for character in question.text):
            return ()
        return self.retriever.documents(snapshot, question, top=top)


def _documents_of(passages: Sequence[Passage]) -> list[str]:
    return list(dict.fromkeys(passage.chunk.document for passage in passages))
