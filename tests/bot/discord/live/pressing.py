"""Presses buttons in a scene, and lets the bot restart in the middle of it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

from bot.discord.shutdown import Shutdown
from eval.loopback_discord.interactions.interaction import Interaction
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.world.model import Member
from tests.bot.discord.live.scene import Scene, connected

SOURCES, SHARE, HELPFUL, NOT_HELPFUL = "Exact words", "Share with the channel", "Helpful", "Not helpful"
GONE = "not kept any more"


async def pressed(scene: Scene, message: Message, button: str, who: Member) -> Message:
    """What the one who pressed was told, once nothing more comes; nobody else may have seen it."""
    told = await scene.ended(await scene.server.press(message, _id_of(message, button), who))
    assert told.ephemeral_to is who.user
    return told


async def opened(scene: Scene, message: Message, who: Member) -> Interaction:
    """The press on "not helpful" that was answered with a form."""
    press = await scene.server.press(message, _id_of(message, NOT_HELPFUL), who)
    await press.form(20)
    return press


async def sent(scene: Scene, press: Interaction, who: Member, **values: str) -> Message:
    """What was said to a form that was filled in."""
    return await scene.ended(await scene.server.submit(await press.form(), who, values))


@contextlib.asynccontextmanager
async def restarted(scene: Scene) -> AsyncIterator[Scene]:
    """The scene with another process's client: nothing is left of the first one but what it wrote down."""
    await scene.client.close()
    services = replace(scene.services, shutdown=Shutdown())
    async with connected(scene.server, services) as client:
        yield replace(scene, client=client, services=services)


def _id_of(message: Message, label: str) -> str:
    """The custom id of the button with exactly this label."""
    return next(each.custom_id for each in message.buttons if each.label == label) or ""
