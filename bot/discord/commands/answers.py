"""Where the answer to a command goes, and what may take that place."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.access import Visibility
from bot.discord.cards import notice_card
from bot.discord.delivery.places import ChannelPost, Guarded, InteractionPost, OrElse, Showing
from bot.discord.desk import Desk
from bot.discord.words import locale_of, say
from bot.models import Audience


def place_of(interaction: discord.Interaction[Any], desk: Desk, visibility: Visibility) -> Showing:
    """Where the answer goes.

    An ephemeral one to the requester or nowhere, another one within its audience.
    """
    channel = interaction.channel
    if visibility.ephemeral or channel is None or not isinstance(channel, discord.abc.Messageable):
        return for_asker(interaction, desk, visibility.audience, is_ephemeral=visibility.ephemeral)
    first = InteractionPost(interaction, is_ephemeral=False)

    async def may_show() -> bool:
        if visibility.audience is Audience.PUBLIC:
            return True
        return visibility.audience in (await desk.access.channel_now(channel)).readable

    instead = notice_card(say("channel_widened", locale_of(interaction.locale)))
    return Guarded(OrElse(first, lambda: ChannelPost(channel, interaction.id)), may_show, instead)


def for_asker(
    interaction: discord.Interaction[Any], desk: Desk, audience: Audience, *, is_ephemeral: bool = True
) -> Showing:
    """Where the requester is answered, while they still have the roles that give them this audience."""

    async def may_show() -> bool:
        if audience is Audience.PUBLIC:
            return True
        return audience in (await desk.access.member_now(interaction.user)).readable

    instead = notice_card(say("asker_narrowed", locale_of(interaction.locale)))
    return Guarded(InteractionPost(interaction, is_ephemeral=is_ephemeral), may_show, instead)
