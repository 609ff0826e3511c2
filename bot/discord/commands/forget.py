"""`/forget`: deletes what the bot keeps of one person: conversations, records of answers, feedback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands

from bot.discord.cards import notice_card
from bot.discord.delivery.acknowledging import acknowledge
from bot.discord.delivery.places import InteractionPost
from bot.discord.desk import Desk
from bot.discord.people import person
from bot.discord.words import locale_of, say, word


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many of each were deleted."""

    turns: int
    records: int
    remarks: int


def add_forget(tree: app_commands.CommandTree[Any], desk: Desk) -> None:
    """Registers the command."""

    @tree.command(
        name=word("command_forget_name"),
        description=word("command_forget_description"),
    )
    async def forget(interaction: discord.Interaction[Any]) -> None:
        await acknowledge(interaction)
        gone = await desk.work(forget_person, desk, interaction.user.id)
        text = say(
            "forgotten",
            locale_of(interaction.locale),
            turns=gone.turns,
            records=gone.records,
            remarks=gone.remarks,
        )
        await InteractionPost(interaction, is_ephemeral=True).show(notice_card(text))


def forget_person(desk: Desk, user: int) -> Forgotten:
    """Deletes what is kept of this person in every server and in direct messages; blocks.

    An answer under way leaves nothing behind either, as the records know from here on: they go first.
    """
    requester = person(user)
    records = desk.assistant.recorder.forget(requester)
    return Forgotten(
        turns=desk.histories.forget_everywhere(requester),
        records=records,
        remarks=desk.feedback.forget(requester),
    )
