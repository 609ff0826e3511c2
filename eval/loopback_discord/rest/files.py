"""Serves attachments, as Discord's content network does."""

from __future__ import annotations

from aiohttp import web

from eval.loopback_discord.world.world import World


class Files:
    """Finds a file among the messages of its channel."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def serve(self, request: web.Request) -> web.Response:
        """The file's bytes, or 404."""
        channel = self._world.channels.get(int(request.match_info["channel"]))
        key = int(request.match_info["file"])
        for message in channel.messages.values() if channel else ():
            for each in message.attachments:
                if each.id == key:
                    return web.Response(body=each.data)
        return web.Response(status=404)
