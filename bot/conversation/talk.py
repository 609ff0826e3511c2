"""One step of a conversation, which every surface shares: what was said before, the answer, its memory."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.conversation.store import ConversationStore
from bot.conversation.turn import turn_of
from bot.generation.stream import OnSentence, ignore
from bot.models import Reply, Request, Requester
from ingest.errors import ConcordError

if TYPE_CHECKING:
    from bot.records.keeper import AnswerRecorder

_log = logging.getLogger(__name__)


def _warn(problem: ConcordError) -> None:
    _log.warning("what was said is not remembered: %s", problem)


@dataclass(frozen=True, slots=True)
class ChatSession:
    """Asks with what was said before; `complain` is told where an answer could not be remembered."""

    assistant: Assistant
    histories: ConversationStore
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
        far as the request's audience may read them. Where the request's requester was forgotten since
        `asked_at`, by the clock of the records, the answer leaves neither a record nor a turn behind.
        Raises ConcordError as `Assistant.ask` and `ConversationStore.turns` do; that an answer could not be
        remembered costs nobody the answer.
        """
        whose = conversation or request.requester
        if whose is None:
            return self.assistant.ask(request, on_sentence)
        keeper = replace(self.assistant.recorder, asked_at=asked_at)
        turns = self.histories.turns(whose, request.audience)
        reply = replace(self.assistant, recorder=keeper).ask(replace(request, turns=turns), on_sentence)
        if reply.passages:  # a question that could not be read found none, and is not gone back to
            self._remember(whose, request, reply, keeper)
        return reply

    def _remember(self, whose: Requester, request: Request, reply: Reply, keeper: AnswerRecorder) -> None:
        requester = request.requester or whose
        try:
            if keeper.has_forgotten(requester):
                return
            self.histories.add(whose, request.audience, turn_of(request.text, reply), reply.id)
            # The marks lie in another file: whoever was forgotten between the look and the turn has both
            # gone only by a second look. A mark that comes after it finds the turn and removes it.
            if keeper.has_forgotten(requester):
                self.histories.forget(whose)
        except ConcordError as problem:
            self.complain(problem)
