"""Lets a language model write the answer out of the passages; each sentence is judged as it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.found import Found
from bot.generation.draft import Draft, OnSentence
from bot.generation.drafting import Drafting
from bot.generation.numbering import Numbering
from bot.generation.sources import as_prompt, sources_within
from bot.generation.verifiers import Verifiers
from bot.llm.model import ChatModel, Message, Role
from bot.models import Language
from prompts.prompt import Prompt

# How the prompt names the languages.
_NAMES = {Language.ENGLISH: "English", Language.KOREAN: "Korean"}


@dataclass(frozen=True, slots=True)
class Writer:
    """A model, the prompt that it gets, and the verifiers that stand behind it; `clock` gives seconds.

    `context_tokens` is how much of passages the model is given, `timeout_s` how long it may take for one
    answer, with all that it is asked on the way.
    """

    model: ChatModel
    verifiers: Verifiers
    prompt: Prompt
    context_tokens: int
    timeout_s: float
    clock: Callable[[], float]

    def write(
        self, question: str, language: Language, found: Found, *, within_s: float, show: OnSentence
    ) -> Draft | None:
        """The draft of an answer in `language`; `show` gets each sentence the moment it is verified.

        None where nothing was found to write from.
        """
        verifier = found.verifier
        if verifier is None or not found.passages:
            return None
        sources = sources_within(found.passages, self.context_tokens)
        filled = self.prompt.fill(
            {
                "language": _NAMES[language],
                "sources": as_prompt(sources, found.entries),
                "question": question,
            }
        )
        messages = [Message(Role.SYSTEM, filled.system), Message(Role.USER, filled.user)]
        prepared = verifier.prepare(sources)
        drafting = Drafting(
            verify=lambda sentence: prepared.verify(sentence, language),
            numbering=Numbering(found.entries, found.documents.get),
            show=show,
            clock=self.clock,
            asked=question,
        )
        return drafting.follow(lambda: self.model.complete(messages, within_s=within_s))
