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
        app.router.add_route("*", BASE + "/{tail:.*}", self._no_such_route)

    async def answer(self, request: web.Request, route: Route) -> web.Response:
        """Answers one request."""
        name = f"{request.method} {request.path.removeprefix(BASE)}"
        response = await self._with_faults(request, route, name)
        self.requests.append(f"{name} {response.status}")
        return response

    async def _with_faults(self, request: web.Request, route: Route, name: str) -> web.Response:
        for trouble in self._faults.met_by(name):
            await asyncio.sleep(trouble.delay_s)
            if trouble.refusal is not None:
                return _told(trouble.refusal.status, trouble.refusal.body(), {})
            if trouble.retry_after_s is not None:
                return _limited(trouble)
        try:
            return await self._within_limits(request, route)
        except Refused as refused:
            self._note(refused, name)
            return _told(refused.status, refused.body(), {})

    async def _within_limits(self, request: web.Request, route: Route) -> web.Response:
        if not route.is_open and request.headers.get("Authorization") != f"Bot {self._application.token}":
            raise Refused(401, 0, "401: Unauthorized")
        verdict = self._limits.take(route, request.match_info)
        if verdict.wait_s:
            name = f"{request.method} {request.path.removeprefix(BASE)}"
            self._note(Refused(429, 0, "You are being rate limited."), name)
            scope = "global" if verdict.is_global else "user"
            trouble = Trouble("", 0, retry_after_s=verdict.wait_s, scope=scope)
            return _limited(trouble, verdict.headers)
        try:
            body = await route.handler(await read(request))
        except Refused as refused:
            self._note(refused, f"{request.method} {request.path.removeprefix(BASE)}")
            return _told(refused.status, refused.body(), verdict.headers)
        if body is None:
            return web.Response(status=204, headers={**_PROXY, **verdict.headers})
        return _told(200, body, verdict.headers)

    def _note(self, refused: Refused, request: str) -> None:
        self._violations.append(
            Violation(refused.status, refused.code, refused.message, request, refused.flaws)
        )

    async def _no_such_route(self, request: web.Request) -> web.Response:
        name = f"{request.method} {request.path.removeprefix(BASE)}"
        refused = Refused(404, 0, "404: Not Found")
        self._note(refused, name)
        self.requests.append(f"{name} 404")
        return _told(404, refused.body(), {})


class _Answering:
    """A route on a site, as aiohttp wants it."""

    def __init__(self, site: Site, route: Route) -> None:
        self._site = site
        self._route = route

    async def answer(self, request: web.Request) -> web.Response:
        return await self._site.answer(request, self._route)


def _told(status: int, body: object, headers: Mapping[str, str]) -> web.Response:
    # Without a charset: discord.py takes an answer for JSON only where the type is exactly this.
    text = json.dumps(body, ensure_ascii=False).encode()
    return web.Response(
        status=status, body=text, content_type="application/json", headers={**_PROXY, **headers}
    )


def _limited(trouble: Trouble, headers: Mapping[str, str] | None = None) -> web.Response:
    wait_s = trouble.retry_after_s or 0.0
    is_global = trouble.scope == "global"
    body = {"message": "You are being rate limited.", "retry_after": wait_s, "global": is_global}
    told = {**(headers or {}), "Retry-After": retry_after(wait_s), "X-RateLimit-Scope": trouble.scope}
    return _told(429, body, {**told, "X-RateLimit-Global": "true"} if is_global else told)
