"""Reads a request's body: JSON, or a form of several parts with files."""

from __future__ import annotations

import json
import re

from aiohttp import BodyPartReader, web

from eval.loopback_discord.messages.drafting import Upload
from eval.loopback_discord.refusals import Refused
from eval.loopback_discord.rest.call import Call
from eval.loopback_discord.wire import Json

_FILE = re.compile(r"^files\[(\d+)\]$")


async def read(request: web.Request) -> Call:
    """The call that a request makes; 400 for what is no JSON."""
    named, query = dict(request.match_info), dict(request.query)
    if request.content_type.startswith("multipart/"):
        body, files = await _parts(request)
        return Call(named, query, body, files=files)
    found = _parsed(await request.text())
    if isinstance(found, list):
        return Call(named, query, items=tuple(found))
    return Call(named, query, found)


def _parsed(text: str) -> Json | list[Json]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    if isinstance(found, dict | list):
        return found
    raise Refused(400, 50109, "The request body contains invalid JSON.")


async def _parts(request: web.Request) -> tuple[Json, dict[int, Upload]]:
    body: Json = {}
    files: dict[int, Upload] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read(decode=False))
        number = _FILE.match(part.name or "")
        if part.name == "payload_json":
            found = _parsed(data.decode())
            body = found if isinstance(found, dict) else {}
        elif number is not None:
            files[int(number[1])] = Upload(part.filename or "unnamed", data)
    return body, files
