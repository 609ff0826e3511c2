"""Puts the routes on the wire: faults, tokens, limits and refusals are met here, once for all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping

from aiohttp import web

from eval.loopback_discord.application import Application
from eval.loopback_discord.faults import Faults, Trouble
from eval.loopback_discord.refusals import Refused, Violation
from eval.loopback_discord.rest.call import Route
from eval.loopback_discord.rest.ratelimits import RateLimits, retry_after
from eval.loopback_discord.rest.reading import read

BASE = "/api/v10"

# Discord's answers come through a proxy that says so; clients tell its limits from Cloudflare's by this.
_PROXY = {"Via": "1.1 google"}

_TOO_SOON = "You are being rate limited."


class Site:
    """Answers requests. `requests` lists them ("METHOD /path status") in the order of the answers."""

    def __init__(
        self, application: Application, faults: Faults, limits: RateLimits, violations: list[Violation]
    ) -> None:
        self.requests: list[str] = []
        self._application = application
        self._faults = faults
        self._limits = limits
        self._violations = violations

    def add_to(self, app: web.Application, routes: Iterable[Route]) -> None:
        """Serves these routes under the API's base path, and refuses all others."""
        for route in routes:
            app.router.add_route(route.method, BASE + route.path, _Answering(self, route).answer)
        app.router.add_route("*", BASE + "/{tail:.*}", _Answering(self, None).answer)

    async def answer(self, request: web.Request, route: Route | None) -> web.Response:
        """Answers one request; None is no route that there is."""
        name = f"{request.method} {request.path.removeprefix(BASE)}"
        response = await self._met(request, route, name) or await self._answered(request, route, name)
        self.requests.append(f"{name} {response.status}")
        return response

    async def _met(self, request: web.Request, route: Route | None, name: str) -> web.Response | None:
        """What a trouble answers that a test put in the way."""
        for trouble in self._faults.met_by(name):
            await asyncio.sleep(trouble.delay_s)
            if trouble.breaks:
                return await self._broken(request, route, name, trouble)
            if trouble.refusal is not None:
                return _told(trouble.refusal.status, trouble.refusal.body(), {})
            if trouble.retry_after_s is not None:
                return _limited(trouble.retry_after_s, trouble.scope, {})
        return None

    async def _broken(
        self, request: web.Request, route: Route | None, name: str, trouble: Trouble
    ) -> web.Response:
        """An answer that nobody gets any more."""
        unheard = web.Response(status=204)
        if trouble.is_done:
            unheard = await self._answered(request, route, name)
        if request.transport is not None:
            request.transport.abort()
        return unheard

    async def _answered(self, request: web.Request, route: Route | None, name: str) -> web.Response:
        headers: Mapping[str, str] = {}
        try:
            route = self._open(request, route)
            verdict = self._limits.take(route, request.match_info)
            headers = verdict.headers
            if verdict.wait_s:
                self._note(Refused(429, 0, _TOO_SOON), name)
                return _limited(verdict.wait_s, "global" if verdict.is_global else "user", headers)
            return _told(200, await route.handler(await read(request)), headers)
        except Refused as refused:
            self._note(refused, name)
            return _told(refused.status, refused.body(), headers)

    def _open(self, request: web.Request, route: Route | None) -> Route:
        """The route, if the request may take it."""
        if route is None:
            raise Refused(404, 0, "404: Not Found")
        if not route.is_open and request.headers.get("Authorization") != f"Bot {self._application.token}":
            raise Refused(401, 0, "401: Unauthorized")
        return route

    def _note(self, refused: Refused, request: str) -> None:
        self._violations.append(
            Violation(refused.status, refused.code, refused.message, request, refused.flaws)
        )


class _Answering:
    """A route on a site, as aiohttp wants it."""

    def __init__(self, site: Site, route: Route | None) -> None:
        self._site = site
        self._route = route

    async def answer(self, request: web.Request) -> web.Response:
        return await self._site.answer(request, self._route)


def _told(status: int, body: object, headers: Mapping[str, str]) -> web.Response:
    if body is None:
        return web.Response(status=204, headers={**_PROXY, **headers})
    # Without a charset: discord.py takes an answer for JSON only where the type is exactly this.
    text = json.dumps(body, ensure_ascii=False).encode()
    return web.Response(
        status=status, body=text, content_type="application/json", headers={**_PROXY, **headers}
    )


def _limited(wait_s: float, scope: str, headers: Mapping[str, str]) -> web.Response:
    is_global = scope == "global"
    body = {"message": _TOO_SOON, "retry_after": wait_s, "global": is_global}
    told = {**headers, "Retry-After": retry_after(wait_s), "X-RateLimit-Scope": scope}
    return _told(429, body, {**told, "X-RateLimit-Global": "true"} if is_global else told)
