"""What happens to the bot's requests on their way to Discord: changes meanwhile, holds, breaks."""

from __future__ import annotations

import asyncio
import fnmatch
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import simcord
from discord.webhook.async_ import AsyncWebhookAdapter
from simcord.http.client import FakeHTTPClient, FakeWebhookAdapter

CALLBACK = "POST */callback"
EDIT = "PATCH */messages/@original"
FOLLOWUP = "POST */webhooks/*"
SEND = "POST */channels/*/messages"
THREAD = "POST */threads"

Action = Callable[[], object]


@dataclass
class Rule:
    """What is done with the next `times` requests that match `pattern`, as in "POST */callback"."""

    pattern: str
    before: Callable[[], Awaitable[None]]
    after: Action
    times: int = 1


class Network:
    """Every request of the bot goes through here; `rang` is set whenever one has been answered."""

    def __init__(self) -> None:
        self.rang = asyncio.Event()
        self._rules: list[Rule] = []
        self._by_nonce: dict[str, Any] = {}

    def meanwhile(self, pattern: str, action: Action) -> None:
        """Lets this happen while the next such request is on its way."""

        async def act() -> None:
            action()

        self._rules.append(Rule(pattern, act, _nothing))

    def hold(self, pattern: str) -> asyncio.Event:
        """Keeps the next such request on its way until the event is set."""
        gate = asyncio.Event()

        async def wait() -> None:
            await gate.wait()

        self._rules.append(Rule(pattern, wait, _nothing))
        return gate

    def break_off(self, pattern: str, *, is_done: bool = False, times: int = 1) -> None:
        """Breaks the connection at such requests, before Discord has heard them or after (`is_done`)."""

        async def broken() -> None:
            if not is_done:
                raise aiohttp.ServerDisconnectedError

        def broken_after() -> None:
            raise aiohttp.ServerDisconnectedError

        self._rules.append(Rule(pattern, broken, broken_after, times))

    @property
    def is_waited_for(self) -> bool:
        """Whether a request that a rule is for has not come yet."""
        return bool(self._rules)

    async def carry(self, request: str, nonce: str | None, answer: Callable[[], Awaitable[Any]]) -> Any:
        """Discord's answer to a request; a nonce that Discord has had gets the first answer again."""
        rule = next((each for each in self._rules if fnmatch.fnmatch(request, each.pattern)), None)
        try:
            if rule is not None:
                rule.times -= 1
                if not rule.times:
                    self._rules.remove(rule)
                self.rang.set()
                await rule.before()
            result = self._by_nonce.get(nonce or "") or await answer()
            if nonce:
                self._by_nonce[nonce] = result
            if rule is not None:
                rule.after()
            return result
        finally:
            self.rang.set()

    def install(self, monkeypatch: pytest.MonkeyPatch, env: simcord.Env) -> None:
        """Leads the requests of clients and of interactions through this network."""

        async def from_a_thread(_: object, *args: Any, **kwargs: Any) -> Any:
            return await env._webhook_adapter.request(*args, **kwargs)

        for transport in (FakeHTTPClient, FakeWebhookAdapter):
            monkeypatch.setattr(transport, "request", self._through(transport.request))
        # SimCord replaces it by a context variable, which what a thread hands to the loop does not carry.
        monkeypatch.setattr(AsyncWebhookAdapter, "request", from_a_thread)

    def _through(self, original: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def request(client: object, route: Any, *args: Any, **kwargs: Any) -> Any:
            body = kwargs.get("json") or {}
            nonce = str(body["nonce"]) if isinstance(body, dict) and body.get("enforce_nonce") else None
            return await self.carry(
                f"{route.method} {route.url}", nonce, lambda: original(client, route, *args, **kwargs)
            )

        return request


def _nothing() -> None:
    """Is done after a request that arrives."""
