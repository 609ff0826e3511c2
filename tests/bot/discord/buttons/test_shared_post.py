"""A message that is shared in parts says when one of them may stand already."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord.buttons.shared_post import ChannelWidened, MayStand, SharedPost


def _post(sent: list[str], shown: list[bool]) -> SharedPost:
    """A post whose parts come to `sent`, and which may be shown as `shown` says, one part after the other."""

    async def send(*, content: str, **_: object) -> None:
        sent.append(content)

    async def may_show() -> bool:
        return shown.pop(0)

    interaction: Any = SimpleNamespace(followup=SimpleNamespace(send=send))
    return SharedPost(interaction, may_show)


def test_the_channel_is_looked_at_before_every_part() -> None:
    sent: list[str] = []
    post = _post(sent, [True, False])

    async def play() -> None:
        await post.send(content="first")
        with pytest.raises(MayStand):
            await post.send(content="second")

    asyncio.run(play())
    assert sent == ["first"]


def test_of_a_post_that_was_stopped_before_its_first_part_nothing_stands() -> None:
    sent: list[str] = []
    with pytest.raises(ChannelWidened):
        asyncio.run(_post(sent, [False]).send(content="first"))
    assert not sent
