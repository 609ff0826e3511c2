"""Where an answer goes: into a channel, or to the one who gave a command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import aiohttp
import discord

from bot.discord.cards import Card, Rendered, Tone
from bot.discord.delivery.permissions import may_attach, may_refer
from bot.discord.delivery.post import Buttons, Post, no_buttons

_UNKNOWN_WEBHOOK = 10015
_UNKNOWN_INTERACTION = 10062
_INVALID_WEBHOOK_TOKEN = 50027
_GONE = (_UNKNOWN_WEBHOOK, _UNKNOWN_INTERACTION, _INVALID_WEBHOOK_TOKEN)
# Of these tones the framing is the bot's own words.
_OWN = (Tone.WORKING, Tone.NOTICE, Tone.ERROR)


class Showing(Protocol):
    """Something that shows one card after the other."""

    async def show(self, card: Card) -> None:
        """Shows this card in place of what was shown."""


class ChannelPost(Post):
    """A message in a channel or thread, as a reply where it `answers` a message there.

    `nonce` is a number of its own: a second try after a broken connection makes no second message. Discord
    gives the first one back then, with what it said: that is changed.
    """

    def __init__(
        self, channel: discord.abc.Messageable, nonce: int, answers: discord.Message | None = None
    ) -> None:
        super().__init__()
        self._may_stand = False
        self._channel = channel
        self._first: dict[str, Any] = {"nonce": nonce}
        if answers is not None and may_refer(channel):
            # A question that was deleted meanwhile is no reason to fail.
            self._first["reference"] = answers.to_reference(fail_if_not_exists=False)

    @property
    def attaches(self) -> bool:
        """Whether files may go with it, by the channel's permissions."""
        return may_attach(self._channel)

    async def send(self, **parts: Any) -> discord.Message:
        """Sends it; links in plain text unfold into no previews."""
        sent = await self._channel.send(suppress_embeds="content" in parts, **self._first, **parts)
        self._first = {}
        return sent

    async def _put(self, rendered: Rendered) -> None:
        try:
            await super()._put(rendered)
        except (discord.DiscordServerError, aiohttp.ClientError, OSError):
            self._may_stand = self._edit is None
            raise
        if self._may_stand:
            self._may_stand = False
            await super()._put(rendered)


class InteractionPost(Post):
    """The answer to a command that was deferred as `is_ephemeral` says; `buttons` stand below each card."""

    def __init__(
        self, interaction: discord.Interaction[Any], *, is_ephemeral: bool, buttons: Buttons = no_buttons
    ) -> None:
        super().__init__(
            interaction.edit_original_response, interaction.delete_original_response, buttons=buttons
        )
        self._interaction = interaction
        self.is_ephemeral = is_ephemeral

    async def send(self, **parts: Any) -> discord.Message:
        """Sends it behind the first one, to whom that was shown."""
        return await self._interaction.followup.send(ephemeral=self.is_ephemeral, wait=True, **parts)


class OrElse:
    """Shows by `first`; where Discord does not know that interaction any more, by what `second` makes.

    `second` is None where nothing may take its place: what one person alone was to see goes to no channel.
    """

    def __init__(self, first: Showing, second: Callable[[], Showing] | None) -> None:
        self._first = first
        self._second = second

    async def show(self, card: Card) -> None:
        """Shows this card; raises discord.HTTPException where it can be shown nowhere."""
        try:
            await self._first.show(card)
        except discord.HTTPException as problem:
            if problem.code not in _GONE or self._second is None:
                raise
            self._first, self._second = self._second(), None
            await self._first.show(card)


class Guarded:
    """Shows a card only while `may_show` says so, and `instead` in its place otherwise.

    A channel may become wider, or a person lose a role, while an answer for fewer people is under way. What
    says nothing of any document may be shown to anybody: that is not asked of it.
    """

    def __init__(self, inner: Showing, may_show: Callable[[], Awaitable[bool]], instead: Card) -> None:
        self._inner = inner
        self._may_show = may_show
        self._instead = instead

    async def show(self, card: Card) -> None:
        """Shows this card, or what stands for it."""
        may_show = _is_of_the_bot_alone(card) or await self._may_show()
        await self._inner.show(card if may_show else self._instead)


def _is_of_the_bot_alone(card: Card) -> bool:
    """Whether nothing in it was read in a document: a place in the line, or why there is no answer."""
    told = card.title or card.lines or card.notice or card.sources or card.near or card.answer_id
    return card.tone in _OWN and not told
