"""One message of the bot: sent, edited, and made plain where Discord refuses its layout."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.discord.cards import Card, Rendered, render, render_plain

# What Discord answers where it does not take a message as it is, as against where it does not take any.
_BAD_REQUEST = 400
_MISSING_PERMISSIONS = 50013
NOBODY = discord.AllowedMentions.none()

Edit = Callable[..., Awaitable[object]]
Buttons = Callable[[], "list[discord.ui.Item[Any]]"]


def no_buttons() -> list[discord.ui.Item[Any]]:
    """None below the card but its own."""
    return []


class Post(ABC):
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
        """Shows this card in place of what was shown."""
        from bot.discord.buttons import button_for  # which answer with posts themselves

        if not self._is_plain:
            try:
                await self._put(render(card, button_for, attaches=self.attaches))
            except discord.HTTPException as refused:
                if not _is_refused_as_it_is(refused):
                    raise
                self._is_plain = True
            else:
                self._is_laid_out = True
                return
        await self._put_plainly(render_plain(card, button_for, attaches=self.attaches))

    @property
    def attaches(self) -> bool:
        """Whether files may go with it."""
        return True

    @abstractmethod
    async def send(self, **parts: Any) -> discord.Message:
        """Sends a new message with these parts."""

    async def _put(self, rendered: Rendered) -> None:
        files, view = _files(rendered), _with(rendered.view, self._buttons())
        if view is not None:
            view.stop()  # its buttons are known by their names: discord.py need not keep the view
        if self._edit is not None:
            content = {} if rendered.content is None and self._is_laid_out else {"content": rendered.content}
            await self._edit(**content, view=view, attachments=files, allowed_mentions=NOBODY)
            return
        given = {"content": rendered.content, "view": view}
        message = await self.send(
            **{name: value for name, value in given.items() if value is not None},
            files=files,
            allowed_mentions=NOBODY,
        )
        self._edit, self._delete = message.edit, message.delete

    async def _put_plainly(self, rendered: Rendered) -> None:
        if self._is_laid_out and self._delete is not None:
            await self._delete()
            self._edit = None
            self._is_laid_out = False
        await self._put(rendered)


def _is_refused_as_it_is(problem: discord.HTTPException) -> bool:
    return problem.status == _BAD_REQUEST or problem.code == _MISSING_PERMISSIONS


def _with(
    view: discord.ui.LayoutView | discord.ui.View | None, buttons: list[discord.ui.Item[Any]]
) -> discord.ui.LayoutView | discord.ui.View | None:
    """The view with these buttons in a row below it."""
    if not buttons:
        return view
    if isinstance(view, discord.ui.LayoutView):
        return view.add_item(discord.ui.ActionRow(*buttons))
    plain_view = view or discord.ui.View(timeout=None)
    for each in buttons:
        plain_view.add_item(each)
    return plain_view


def _files(rendered: Rendered) -> list[discord.File]:
    return [discord.File(io.BytesIO(text.encode()), name) for name, text in rendered.files]
