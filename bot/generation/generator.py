"""Generation: a language model writes the answer from the passages; each sentence is verified as it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.citations import CitationNumbering
from bot.generation.sources import format_sources, number_sources
from bot.generation.stream import AnswerStream, GeneratedAnswer, OnSentence
from bot.llm.model import ChatModel, Message, Role
from bot.models import Language
from bot.retrieval.context import RetrievedContext
from bot.verification.verifier import Verifier, VerifierCache
from prompts.prompt import Prompt

_LANGUAGE_NAMES = {Language.ENGLISH: "English", Language.KOREAN: "Korean"}


@dataclass(frozen=True, slots=True)
class AnswerGenerator:
    """A model with its prompt and the verifiers of its sentences; `clock` gives seconds.

    `context_tokens` bounds the passages in the prompt, `timeout_s` all calls for one answer.
    """

    model: ChatModel
    verifiers: VerifierCache
    prompt: Prompt
    context_tokens: int
    timeout_s: float
    clock: Callable[[], float]

    def generate(
        self,
        question: str,
        language: Language,
        context: RetrievedContext,
        verifier: Verifier,
        *,
        within_s: float,
        on_sentence: OnSentence,
    ) -> GeneratedAnswer | None:
        """The answer in `language`; None without passages. `on_sentence` gets each sentence once verified."""
        if not context.passages:
            return None
        sources = number_sources(context.passages, self.context_tokens)
        filled = self.prompt.fill(
            {
                "language": _LANGUAGE_NAMES[language],
                "sources": format_sources(sources, context.entries),
                "question": question,
            }
        )
        messages = [Message(Role.SYSTEM, filled.system), Message(Role.USER, filled.user)]
        prepared = verifier.prepare(sources)
        stream = AnswerStream(
            verify=lambda sentence: prepared.verify(sentence, language),
            numbering=CitationNumbering(context),
            on_sentence=on_sentence,
            clock=self.clock,
            question=question,
        )
        return stream.consume(lambda: self.model.complete(messages, within_s=within_s))
