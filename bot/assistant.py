"""The whole answer path: read the question, find passages, weigh the evidence, quote it, prove the quotes.

This is the page to read first. Each step is a plain function or a seam; what they share is in `bot.models`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.choose import choose
from bot.answering.compose import cite, compose, refuse, to_near
from bot.answering.followup import with_subject
from bot.answering.prove import proved
from bot.answering.reader import Reader
from bot.answering.wants import parts_of
from bot.language import language_of
from bot.models import Audience, Language, Passage, Question, Refusal, Reply, Request
from bot.retrieval.editions import narrowed, outdated
from bot.retrieval.retriever import Retriever
from bot.retrieval.siblings import with_siblings
from bot.settings import AnswerSettings, RetrievalSettings
from ingest.errors import FixTheSetting
from ingest.index.snapshot import Index, Snapshot
from prompts.phrases import phrase


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions from the index, verbatim and with citations that were checked."""

    index: Index
    retriever: Retriever
    reader: Reader
    retrieval: RetrievalSettings
    answering: AnswerSettings

    def ask(self, request: Request) -> Reply:
        """The answer out of what the request's audience may read, or a refusal.

        Raises IngestError where there is no index or its store does not answer.
        """
        spoken = language_of(request.text[: self.answering.max_question_chars])
        framing = request.language or spoken or Language.ENGLISH
        unreadable = self._unreadable(request.text, framing)
        if unreadable is not None or spoken is None:
            return unreadable or refuse(framing, "other_language")
        question = Question(request.text.strip(), request.audience, spoken, request.documents, request.turns)
        return self.index.read(lambda snapshot: self._answer(snapshot, question, framing))

    def search(
        self, text: str, *, audience: Audience, documents: tuple[str, ...] | None = None, top: int
    ) -> Sequence[Passage]:
        """The best passage of each of the `top` documents nearest to `text`, best first.

        Raises FixTheSetting where one of `documents` is none that `audience` may see, and IngestError as
        `ask` does.
        """
        short = text.strip()[: self.answering.max_question_chars]
        question = Question(short, audience, language_of(short) or Language.ENGLISH, documents)
        return self.index.read(lambda snapshot: self._found(snapshot, question, top))

    def _unreadable(self, text: str, language: Language) -> Refusal | None:
        if not text.strip():
            return refuse(language, "empty_question")
        if len(text) > self.answering.max_question_chars:
            return refuse(language, "too_long", limit=self.answering.max_question_chars)
        if not any(character.isalnum() for character in text):
            return refuse(language, "no_words")
        return None

    def _found(self, snapshot: Snapshot, question: Question, top: int) -> Sequence[Passage]:
        if question.documents:
            seen = {entry.id for entry in snapshot.documents(question.audience)}
            for each in question.documents:
                if each not in seen:
                    raise FixTheSetting(phrase("unknown_document", Language.ENGLISH, document=each))
        if not any(character.isalnum() for character in question.text):
            return ()
        return self.retriever.documents(snapshot, question, top=top)

    def _answer(self, snapshot: Snapshot, question: Question, framing: Language) -> Reply:
        entries = {entry.id: entry for entry in snapshot.documents(question.audience)}
        unknown = [each for each in question.documents or () if each not in entries]
        if unknown:
            return refuse(framing, "unknown_document", document=unknown[0])
        subject = with_subject(question, self.answering.max_question_chars)
        asked = narrowed(entries, replace(question, text=subject))
        passages = self.retriever.passages(
            snapshot, asked, top=self.retrieval.top, without=outdated(entries, asked)
        )
        passages = with_siblings(snapshot, passages, asked.audience)
        parts = parts_of(question.text, question.language)
        evidence = self.reader.read(asked, parts, passages)
        chosen = choose(parts, evidence, question.language, entries, self.answering)
        near = tuple(to_near(passage) for passage in passages)
        citations = proved(
            cite(chosen.evidence, entries), lambda name: snapshot.document(name, question.audience)
        )
        if not citations:
            return refuse(framing, "silent", near=near, confidence=chosen.confidence)
        return compose(framing, citations, entries, near=near, chosen=chosen)
