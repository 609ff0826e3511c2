"""`/admin roles`: what those who have a role may read. For operators: it decides who sees staff documents."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord.admin.fitting import fitted
from bot.discord.admin.visit import Interaction, Need, Visit, visited
from bot.discord.admin.words import word
from bot.discord.desk import Desk
from bot.discord.servers.settings import ServerSettings
from bot.discord.words import word as option
from bot.models import Audience


def add_roles(admin: app_commands.Group, desk: Desk) -> None:
    """Registers the commands."""
    group = app_commands.Group(name=word("roles_name"), description=word("roles_description"), parent=admin)
    # Everybody is of the public: a role is mapped to more.
    audiences = [
        app_commands.Choice(name=word(f"roles_audience_{each}"), value=each.value)
        for each in Audience
        if each is not Audience.PUBLIC
    ]

    @group.command(name=word("roles_map_name"), description=word("roles_map_description"))
    @app_commands.describe(role=word("roles_role"), audience=word("roles_audience"))
    @app_commands.rename(role=option("option_role"), audience=option("option_audience"))
    @app_commands.choices(audience=audiences)
    async def map_it(interaction: Interaction, role: discord.Role, audience: str) -> None:
        await visited(interaction, desk, Need.OPERATOR, lambda visit: _map(visit, role, Audience(audience)))

    @group.command(name=word("roles_unmap_name"), description=word("roles_unmap_description"))
    @app_commands.describe(role=word("roles_role"))
    @app_commands.rename(role=option("option_role"))
    async def unmap(interaction: Interaction, role: discord.Role) -> None:
        await visited(interaction, desk, Need.OPERATOR, lambda visit: _map(visit, role, Audience.PUBLIC))

    @group.command(name=word("roles_list_name"), description=word("roles_list_description"))
    async def list_them(interaction: Interaction) -> None:
        await visited(interaction, desk, Need.OPERATOR, _list)


async def _map(visit: Visit, role: discord.Role, audience: Audience) -> str:
    if role.is_default():  # whoever has an invite to the server would be staff
        return visit.say("admin_roles_not_everyone")
    existing = _existing(visit.guild)
    settings = await visit.change(lambda known: known.with_roles_of(existing).mapping(role.id, audience))
    return _told(visit, settings)


async def _list(visit: Visit) -> str:
    """The mappings, without those of roles that were deleted while the bot was away."""
    return _told(visit, (await visit.settings()).with_roles_of(_existing(visit.guild)))


def _existing(guild: discord.Guild) -> frozenset[int]:
    return frozenset(each.id for each in guild.roles)


def _told(visit: Visit, settings: ServerSettings) -> str:
    if not settings.roles:
        return visit.say("admin_roles_none")
    lines = [
        visit.say("admin_roles_mapped", role=f"<@&{role}>", audience=visit.say(f"admin_audience_{audience}"))
        for role, audience in sorted(settings.roles.items())
    ]
    lines.insert(0, visit.say("admin_roles_who_gives"))
    return fitted(lines, lambda count: visit.say("admin_left_out", count=count))
