"""One step of a conversation, which every surface shares: earlier turns, the answer, and its memory."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.assistant import Assistant
from bot.generation.stream import OnSentence, ignore
from bot.models import Answer, Reply, Request, Requester, Turn
from bot.storage.conversations import ConversationStore
from ingest.errors import ConcordError

_log = logging.getLogger(__name__)


def _warn(problem: ConcordError) -> None:
    _log.warning("a conversation is not remembered: %s", problem)


@dataclass(frozen=True, slots=True)
class ChatSession:
    """Asks with the earlier turns; `complain` is called where these cannot be read or written."""

    assistant: Assistant
    conversations: ConversationStore
    complain: Callable[[ConcordError], None] = _warn

    def ask(
        self,
        request: Request,
        on_sentence: OnSentence = ignore,
        *,
        conversation: Requester | None = None,
        asked_at: dt.datetime | None = None,
    ) -> Reply:
        """The reply to a question that may lean on earlier ones.

        The earlier turns are those of `conversation`, or of the request's requester where none is named, as
        far as the request's audience may read them. Where the person was forgotten since `asked_at`, the
        answer leaves neither a record nor a turn behind. Raises ConcordError as `Assistant.ask` does; that
        the conversation cannot be read or written costs nobody the answer.
        """
        whose = conversation or request.requester
        if whose is None:
            return self.assistant.ask(request, on_sentence)
        recorder = replace(self.assistant.recorder, asked_at=asked_at)
        assistant = replace(self.assistant, recorder=recorder)
        reply = assistant.ask(replace(request, turns=self._earlier_turns(whose, request)), on_sentence)
        if reply.passages:  # a question that could not be read found none, and is not gone back to
            try:
                turn = turn_of(request.text, reply)
                self.conversations.add(whose, request.audience, turn, asked_at=asked_at)
            except ConcordError as problem:
                self.complain(problem)
        return reply

    def _earlier_turns(self, whose: Requester, request: Request) -> tuple[Turn, ...]:
        try:
            return self.conversations.turns(whose, request.audience)
        except ConcordError as problem:
            self.complain(problem)
            return ()


def turn_of(question: str, reply: Reply) -> Turn:
    """The turn to remember, with the documents that its answer quotes; of a refusal the question."""
    if not isinstance(reply, Answer):
        return Turn(question)
    return Turn(question, reply.text, tuple(dict.fromkeys(citation.document for citation in reply.citations)))
