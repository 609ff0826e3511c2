"""One message of the bot: sent, edited, guarded, and made plain where Discord refuses its layout."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import aiohttp
import discord

from bot.discord.buttons import answer_button
from bot.discord.cards import Card, Rendered, Tone, render, render_plain

# What Discord answers where it does not take a message as it is, as against where it does not take any.
_BAD_REQUEST = 400
_MISSING_PERMISSIONS = 50013
# An interaction that can be answered no more: unknown webhook or interaction, invalid token.
_GONE = (10015, 10062, 50027)
# Of these tones the framing is the bot's own words.
_OWN = (Tone.WORKING, Tone.NOTICE, Tone.ERROR)
NOBODY = discord.AllowedMentions.none()

Edit = Callable[..., Awaitable[object]]
Buttons = Callable[[], "list[discord.ui.Item[Any]]"]


def no_buttons() -> list[discord.ui.Item[Any]]:
    return []


class CardWriter(Protocol):
    """Something that shows one card after the other."""

    async def show(self, card: Card) -> None:
        """Shows this card in place of what was shown."""


class MessageWriter(ABC):
    """A message that shows one card after the other; `show` raises discord.HTTPException or OSError.

    A card is laid out with components. Where Discord refuses that once, plain text takes its place for good:
    as a new message, since what was laid out cannot be made plain.
    """

    def __init__(
        self, edit: Edit | None = None, delete: Edit | None = None, *, buttons: Buttons = no_buttons
    ) -> None:
        self._edit = edit
        self._delete = delete
        self._buttons = buttons
        self._is_laid_out = False
        self._is_plain = False

    async def show(self, card: Card) -> None:
        if not self._is_plain:
            try:
                await self._put(render(card, answer_button, attaches=self.attaches))
            except discord.HTTPException as refused:
                if refused.status != _BAD_REQUEST and refused.code != _MISSING_PERMISSIONS:
                    raise
                self._is_plain = True
            else:
                self._is_laid_out = True
                return
        if self._is_laid_out and self._delete is not None:
            await self._delete()
            self._edit = None
            self._is_laid_out = False
        await self._put(render_plain(card, answer_button, attaches=self.attaches))

    @property
    def attaches(self) -> bool:
        return True

    @abstractmethod
    async def send(self, **parts: Any) -> discord.Message:
        """Sends a new message with these parts."""

    async def _put(self, rendered: Rendered) -> None:
        files = [discord.File(io.BytesIO(text.encode()), name) for name, text in rendered.files]
        view = _add_row(rendered.view, self._buttons())
        if view is not None:
            view.stop()  # its buttons are known by their custom ids: discord.py need not keep the view
        if self._edit is not None:
            content = {} if rendered.content is None and self._is_laid_out else {"content": rendered.content}
            await self._edit(**content, view=view, attachments=files, allowed_mentions=NOBODY)
            return
        parts = {"content": rendered.content, "view": view}
        message = await self.send(
            **{name: value for name, value in parts.items() if value is not None},
            files=files,
            allowed_mentions=NOBODY,
        )
        self._edit, self._delete = message.edit, message.delete


class ChannelWriter(MessageWriter):
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
        mine = _permissions_in(channel)
        if answers is not None and (mine is None or mine.read_message_history):
            # A question that was deleted meanwhile is no reason to fail.
            self._first["reference"] = answers.to_reference(fail_if_not_exists=False)

    @property
    def attaches(self) -> bool:
        mine = _permissions_in(self._channel)
        return mine is None or mine.attach_files

    async def send(self, **parts: Any) -> discord.Message:
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


class InteractionWriter(MessageWriter):
    """The answer to a command that was deferred as `is_ephemeral` says; `buttons` stand below each card."""

    def __init__(
        self,
        interaction: discord.Interaction[Any],
        *,
        is_ephemeral: bool = True,
        buttons: Buttons = no_buttons,
    ) -> None:
        super().__init__(
            interaction.edit_original_response, interaction.delete_original_response, buttons=buttons
        )
        self._interaction = interaction
        self._is_ephemeral = is_ephemeral

    async def send(self, **parts: Any) -> discord.Message:
        return await self._interaction.followup.send(ephemeral=self._is_ephemeral, wait=True, **parts)


class FallbackWriter:
    """Shows by `first`; where Discord does not know that interaction any more, by what `second` makes."""

    def __init__(self, first: CardWriter, second: Callable[[], CardWriter] | None) -> None:
        self._first = first
        self._second = second

    async def show(self, card: Card) -> None:
        try:
            await self._first.show(card)
        except discord.HTTPException as problem:
            if problem.code not in _GONE or self._second is None:
                raise
            self._first, self._second = self._second(), None
            await self._first.show(card)


class GuardedWriter:
    """Shows `instead` unless `may_show` says so or the card says nothing of any document.

    A channel may be opened, or a person lose a role, while an answer for fewer people is under way.
    """

    def __init__(self, inner: CardWriter, may_show: Callable[[], Awaitable[bool]], instead: Card) -> None:
        self._inner = inner
        self._may_show = may_show
        self._instead = instead

    async def show(self, card: Card) -> None:
        may_show = _is_of_the_bot_alone(card) or await self._may_show()
        await self._inner.show(card if may_show else self._instead)


def _is_of_the_bot_alone(card: Card) -> bool:
    """Whether nothing in it was read in a document: a place in the line, or why there is no answer."""
    read = card.title or card.lines or card.notice or card.sources or card.near or card.answer_id
    return card.tone in _OWN and not read


def _permissions_in(channel: discord.abc.Messageable) -> discord.Permissions | None:
    """What the bot may do there; None where that is not known, so that it is tried."""
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return None
    if isinstance(channel, discord.Thread | discord.abc.GuildChannel):
        return channel.permissions_for(channel.guild.me)
    return None


def _add_row(
    view: discord.ui.LayoutView | discord.ui.View | None, buttons: list[discord.ui.Item[Any]]
) -> discord.ui.LayoutView | discord.ui.View | None:
    if not buttons:
        return view
    if isinstance(view, discord.ui.LayoutView):
        return view.add_item(discord.ui.ActionRow(*buttons))
    plain_view = view or discord.ui.View(timeout=None)
    for button in buttons:
        plain_view.add_item(button)
    return plain_view
