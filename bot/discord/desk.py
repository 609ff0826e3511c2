"""What every handler of the Discord bot is given: the parts that answer, remember and decide."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bot.discord.delivery.closing import Closing

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.conversation.store import ConversationStore
    from bot.conversation.talk import ChatSession
    from bot.discord.access import AccessPolicy
    from bot.discord.operations.metrics import Metrics
    from bot.discord.pace.pace import Pace
    from bot.discord.servers.store import Servers
    from bot.discord.settings import DiscordSettings
    from bot.feedback.store import Feedback
    from bot.models import Audience
    from bot.records.store import Records
    from ingest.index.catalog import CatalogEntry
    from ingest.report import Report

Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of all handlers.

    `documents` lists what an audience may read, `sync_documents` runs the ingest; both block, as `assistant`,
    `talk`, `histories`, `records` and `feedback` do: call them through `work`. `threads` runs what blocks;
    it has more threads than there are answers at once, so that a look-up never waits behind an answer.
    `clock` gives seconds that only grow; `closing` knows what is open when the bot stops.
    """

    talk: ChatSession
    assistant: Assistant
    histories: ConversationStore
    records: Records | None
    feedback: Feedback
    servers: Servers
    access: AccessPolicy
    pace: Pace
    metrics: Metrics
    settings: DiscordSettings
    documents: Callable[[Audience], Sequence[CatalogEntry]]
    sync_documents: Callable[[], Report]
    has_model: bool
    threads: Executor
    clock: Callable[[], float]
    closing: Closing = field(default_factory=Closing)

    async def work(
        self, function: Callable[Given, Result], *arguments: Given.args, **named: Given.kwargs
    ) -> Result:
        """What `function` gives, run in a thread so that the gateway is not kept waiting.

        A caller that is cancelled leaves the thread to its end.
        """
        call = partial(function, *arguments, **named)
        return await asyncio.get_running_loop().run_in_executor(self.threads, call)
