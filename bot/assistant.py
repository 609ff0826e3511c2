"""The whole answer path; this is the page to read first.

A question is understood, condensed to one that stands alone, and passages are retrieved for it. Without a
language model the answer quotes the documents: extract evidence, select, build citations, compose. With one,
the model writes, only sentences that the documents prove are passed on, and both answers are combined.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answer_recorder import AnswerRecorder
from bot.answering.citations import build_citations, to_passage_hit
from bot.answering.compose import compose_answer, refuse, refuse_unanswered
from bot.answering.extractors import AnswerExtractor
from bot.answering.question_analysis import split_question
from bot.answering.selection import select_evidence
from bot.answering.settings import AnswerSettings
from bot.conversation.condense import Condenser
from bot.generation.combine import combine
from bot.generation.generator import AnswerGenerator
from bot.generation.stream import GeneratedAnswer, OnSentence, ignore
from bot.models import Language, Passage, Question, Refusal, Reply, Request
from bot.retrieval.context import RetrievedContext, retrieve_context
from bot.retrieval.retriever import Retriever
from bot.retrieval.settings import RetrievalSettings
from bot.text.language import language_of
from bot.trace import AnswerTrace, StepTimer
from bot.verification.claim_check import Checker
from bot.verification.models import ClaimReply
from bot.verification.verifier import Verifier
from ingest.errors import ConfigurationError
from ingest.index.snapshot import Index, Snapshot
from prompts.phrases import phrase


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions from the index with verified citations; `clock` gives seconds.

    `checker` builds the checker of claims when the first one is checked.
    """

    index: Index
    retriever: Retriever
    extractor: AnswerExtractor
    condenser: Condenser
    generator: AnswerGenerator | None
    recorder: AnswerRecorder
    retrieval: RetrievalSettings
    answering: AnswerSettings
    clock: Callable[[], float]
    checker: Callable[[], Checker]

    def ask(self, request: Request, on_sentence: OnSentence = ignore) -> Reply:
        """The answer from what the request's audience may read, or a refusal.

        `on_sentence` gets each sentence of a language model as soon as it is verified. Raises ConcordError
        where there is no index or its store does not answer.
        """
        timer = StepTimer(self.clock)
        request = self._with_readable_turns(request)
        question, framing = self._understand(request)
        if isinstance(question, Refusal):
            return self.recorder.record(request, question, AnswerTrace(timer.times_ms))
        condensed = self.condenser.condense(question, within_s=self._time_left_s(timer))
        timer.record("condense")
        standalone = replace(question, text=condensed.text)
        context, verifier = self.index.read(
            lambda snapshot: (self._retrieve(snapshot, standalone), self._verifier(snapshot, standalone))
        )
        timer.record("find")
        # Before the quotation, which is wanted only once the model has ended.
        generated = self._generate(standalone, framing, context, verifier, timer, on_sentence)
        timer.record("write")
        reply = self._quote(question, standalone, context, framing)
        timer.record("read")
        if generated is not None:
            reply = combine(reply, generated, context, framing, self.answering.unsure_below)
        return self.recorder.record(
            request, reply, AnswerTrace(timer.times_ms, condensed, context, generated)
        )

    def search(self, request: Request, *, top: int) -> Sequence[Passage]:
        """The best passage of each of the `top` documents nearest to the request's text, best first.

        Raises ConfigurationError where its audience may not see one of its documents, and ConcordError as
        `ask` does.
        """
        text = request.text.strip()[: self.answering.max_question_chars]
        language = language_of(text) or Language.ENGLISH
        question = Question(text, request.audience, language, request.documents)
        return self.index.read(lambda snapshot: self._search(snapshot, question, top))

    def check(self, request: Request) -> ClaimReply:
        """Whether the documents that the request's audience may read support what its text states.

        Raises ConcordError as `ask` does.
        """
        return self.checker().check(request, self.index, self._retrieve)

    def _with_readable_turns(self, request: Request) -> Request:
        """The request without earlier answers from documents that its audience may no longer read."""
        if not any(turn.documents for turn in request.turns):
            return request
        entries = self.index.read(lambda snapshot: snapshot.documents(request.audience))
        readable = {entry.id for entry in entries}
        return replace(request, turns=tuple(turn.within(readable) for turn in request.turns))

    def _understand(self, request: Request) -> tuple[Question | Refusal, Language]:
        """The question, or why it cannot be read; and the language of Concord's own words."""
        text, limit = request.text.strip(), self.answering.max_question_chars
        language = language_of(text[:limit])
        framing = request.language or language or Language.ENGLISH
        if not text:
            return refuse(framing, "empty_question"), framing
        if len(request.text) > limit:
            return refuse(framing, "too_long", limit=limit), framing
        if not any(character.isalnum() for character in text):
            return refuse(framing, "no_words"), framing
        if language is None:
            return refuse(framing, "other_language"), framing
        return Question(text, request.audience, language, request.documents, request.turns), framing

    def _retrieve(self, snapshot: Snapshot, question: Question) -> RetrievedContext:
        return retrieve_context(self.retriever, snapshot, question, top=self.retrieval.top)

    def _verifier(self, snapshot: Snapshot, question: Question) -> Verifier | None:
        return self.generator.verifiers.get(snapshot, question.audience) if self.generator else None

    def _quote(
        self, question: Question, standalone: Question, context: RetrievedContext, framing: Language
    ) -> Reply:
        """The sentences of the documents that answer, verbatim, or the refusal that none does."""
        unknown = [document for document in question.documents or () if document not in context.entries]
        if unknown:
            return refuse(framing, "unknown_document", document=unknown[0])
        parts = split_question(question.text, question.language)
        evidence = self.extractor.extract(standalone, parts, context.passages)
        selection = select_evidence(parts, evidence, question.language, context.entries, self.answering)
        citations = build_citations(selection.evidence, context)
        if not citations:
            hits = tuple(to_passage_hit(passage) for passage in context.passages)
            return refuse_unanswered(framing, hits, selection.confidence)
        return compose_answer(framing, citations, selection, context)

    def _generate(
        self,
        question: Question,
        language: Language,
        context: RetrievedContext,
        verifier: Verifier | None,
        timer: StepTimer,
        on_sentence: OnSentence,
    ) -> GeneratedAnswer | None:
        """The language model's answer, where there is a model and passages were found."""
        if self.generator is None or verifier is None:
            return None
        return self.generator.generate(
            question.text,
            language,
            context,
            verifier,
            within_s=self._time_left_s(timer),
            on_sentence=on_sentence,
        )

    def _time_left_s(self, timer: StepTimer) -> float:
        """What is left of the language model's time for this answer."""
        return max(0.0, self.generator.timeout_s - timer.elapsed_s) if self.generator else 0.0

    def _search(self, snapshot: Snapshot, question: Question, top: int) -> Sequence[Passage]:
        readable = {entry.id for entry in snapshot.documents(question.audience)}
        for document in question.documents or ():
            if document not in readable:
                raise ConfigurationError(phrase("unknown_document", Language.ENGLISH, document=document))
        if not any(character.isalnum() for character in question.text):
            return ()
        return self.retriever.documents(snapshot, question, top=top)
