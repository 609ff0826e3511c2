"""The commands that a bot registers, and how people use them."""

from __future__ import annotations

import discord
import pytest
from discord import app_commands

from eval.loopback_discord.limits.commands import MESSAGE_MENU, SLASH
from eval.loopback_discord.people.rights import CannotBeDone
from eval.loopback_discord.wire import Json
from tests.eval.loopback_discord.office import Office, office
from tests.eval.loopback_discord.parrot import parrot
from tests.eval.loopback_discord.scene import scene

TEXT, TRUTH = 3, 5


def command(**changes: object) -> Json:
    """A slash command that fits."""
    return {"name": "ask", "description": "Asks", "options": [option()], **changes}


def option(**changes: object) -> Json:
    """An option that fits."""
    return {"type": TEXT, "name": "question", "description": "What to ask", "required": True, **changes}


async def register(at: Office, *commands: Json) -> tuple[int, str]:
    """Registers commands everywhere; the status and all that was answered, as text."""
    told = await at.ask("PUT", f"/applications/{at.server.application.id}/commands", list(commands))
    return told.status, str(told.body)


def long(letters: int) -> Json:
    """A command of 7,942 letters and `letters` more, which are at most 100.

    3 and 4 are its own, 8 + 11 and 5 + 11 those of its options, 25 * 200 and 14 * 200 those of the choices,
    and the last choice has another 100.
    """
    choice = {"name": "x" * 100, "value": "x" * 100}
    rest = [*[choice] * 14, {"name": "x" * letters, "value": "x" * 100}]
    return command(options=[option(choices=[choice] * 25), option(name="other", choices=rest)])


FITTING: dict[str, Json] = {
    "a Korean name": command(name="질문", name_localizations={"en-US": "ask"}),
    "the longest description": command(description="x" * 100),
    "25 options": command(options=[option(name=f"o{number}") for number in range(25)]),
    "a menu entry": {"type": MESSAGE_MENU, "name": "Check this claim"},
    "choices": command(options=[option(choices=[{"name": "x", "value": "x"}] * 25)]),
    "8,000 letters": long(58),
    "a group": command(options=[{**option(type=2, options=[option(type=1, name="set")]), "name": "roles"}]),
}
UNFIT: dict[str, tuple[Json, str]] = {
    "a name with capitals": (command(name="Ask"), "APPLICATION_COMMAND_INVALID_NAME"),
    "a name with a blank": (command(name="ask me"), "APPLICATION_COMMAND_INVALID_NAME"),
    "a name of 33": (command(name="x" * 33), "BASE_TYPE_BAD_LENGTH"),
    "a translated name of 33": (command(name_localizations={"ko": "가" * 33}), "BASE_TYPE_BAD_LENGTH"),
    "a locale of its own": (command(name_localizations={"kr": "질문"}), "DICT_TYPE_KEY_CHOICES"),
    "no description": (command(description=""), "BASE_TYPE_REQUIRED"),
    "a description of 101": (command(description="x" * 101), "BASE_TYPE_BAD_LENGTH"),
    "a translated description of 101": (
        command(description_localizations={"ko": "가" * 101}),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "26 options": (command(options=[option(name=f"o{n}") for n in range(26)]), "BASE_TYPE_MAX_LENGTH"),
    "26 choices": (
        command(options=[option(choices=[{"name": "x", "value": "x"}] * 26)]),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "choices beside autocomplete": (
        command(options=[option(autocomplete=True, choices=[{"name": "x", "value": "x"}])]),
        "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID",
    ),
    "a required option after another": (
        command(options=[option(name="a", required=False), option()]),
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    "an option's name twice": (
        command(options=[option(), option()]),
        "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
    ),
    "a described menu entry": (
        {"type": MESSAGE_MENU, "name": "Check", "description": "x"},
        "APPLICATION_COMMAND_INVALID_DESCRIPTION",
    ),
    "an unknown type of option": (command(options=[option(type=99)]), "BASE_TYPE_CHOICES"),
    "8,001 letters": (long(59), "APPLICATION_COMMAND_TOO_LARGE"),
}


@pytest.mark.parametrize("case", FITTING)
def test_a_command_that_fits_is_registered(case: str) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            assert (await register(at, FITTING[case]))[0] == 200
            assert [each["name"] for each in at.server.commands.all()] == [FITTING[case]["name"]]

    play()


@pytest.mark.parametrize("case", UNFIT)
def test_a_command_that_does_not_fit_is_refused(case: str) -> None:
    @scene
    async def play() -> None:
        body, code = UNFIT[case]
        async with office() as at:
            status, told = await register(at, body)
            assert status == 400
            assert code in told
            assert not at.server.commands.all()

    play()


@scene
async def test_names_are_registered_once_for_each_kind() -> None:
    async with office() as at:
        assert (await register(at, command(), {"type": MESSAGE_MENU, "name": "ask"}))[0] == 200
        status, told = await register(at, command(), command())
        assert status == 400
        assert "APPLICATION_COMMANDS_DUPLICATE_NAME" in told


@scene
async def test_there_are_fifteen_menu_entries() -> None:
    async with office() as at:
        entries = [{"type": MESSAGE_MENU, "name": f"Entry {number}"} for number in range(16)]
        assert (await register(at, *entries[:15]))[0] == 200
        assert (await register(at, *entries))[0] == 400


@scene
async def test_a_bots_tree_is_synchronised_and_used() -> None:
    async with office() as at, parrot(at.server) as bot:
        admin = app_commands.Group(name="admin", description="For operators")
        roles = app_commands.Group(name="roles", description="Roles", parent=admin)

        @roles.command(name="set", description="Sets a role")
        async def assign(
            interaction: discord.Interaction, role: discord.Role, member: discord.Member
        ) -> None:
            await interaction.response.send_message(f"{role.name} for {member.display_name}", ephemeral=True)

        bot.tree.add_command(admin)
        await bot.tree.sync()
        found = at.server.commands.find(at.guild.id, "admin", SLASH)
        assert found is not None
        crew = at.server.world.add_role(at.guild, "crew")
        used = await at.server.slash(at.ada, at.channel, "admin roles set", role=crew, member=at.ada)
        assert (await used.reply()).content == "crew for Ada"
        for name, options in (("admin roles get", {}), ("admin roles set", {"role": crew}), ("nonsense", {})):
            with pytest.raises(CannotBeDone):
                await at.server.slash(at.ada, at.channel, name, **options)


@scene
async def test_a_guilds_own_commands_are_seen_there_alone() -> None:
    async with office() as at:
        here = f"/applications/{at.server.application.id}/guilds/{at.guild.id}/commands"
        assert (await at.ask("PUT", here, [command()])).status == 200
        other = at.server.world.add_guild("Elsewhere")
        assert at.server.commands.find(at.guild.id, "ask", SLASH) is not None
        assert at.server.commands.find(other.id, "ask", SLASH) is None
        key = at.server.commands.all(at.guild.id)[0]["id"]
        assert (await at.ask("DELETE", f"{here}/{key}")).status == 204
        assert (await at.ask("DELETE", f"{here}/{key}")).refusal == (404, 10063)


@scene
async def test_a_command_for_guilds_is_not_offered_in_direct_messages() -> None:
    async with office() as at:
        await register(at, command(name="here", contexts=[0]), command(options=[option(max_length=3)]))
        between_us = at.server.world.add_dm(at.ada.user)
        await at.server.slash(at.ada, at.channel, "here", question="x")
        with pytest.raises(CannotBeDone, match="direct messages"):
            await at.server.slash(at.ada, between_us, "here", question="x")
        await at.server.slash(at.ada, between_us, "ask", question="who")
        with pytest.raises(CannotBeDone, match="3 letters"):
            await at.server.slash(at.ada, between_us, "ask", question="whom")
