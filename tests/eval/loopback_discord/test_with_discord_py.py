"""The real discord.py and the server understand each other."""

from __future__ import annotations

from ast import literal_eval

import discord
from discord import app_commands

from eval.loopback_discord import LoopbackDiscord
from eval.loopback_discord.world.permissions import Permission
from tests.eval.loopback_discord.parrot import Parrot, parrot
from tests.eval.loopback_discord.scene import scene


def teach(bot: Parrot) -> None:
    """Gives the bot a command, a suggestion, a menu entry, a button and a form."""

    @bot.tree.command()
    async def ask(interaction: discord.Interaction, question: str, private: bool = False) -> None:
        await interaction.response.defer(ephemeral=private, thinking=True)
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.TextDisplay(f"You asked: {question}"))
        button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(
            label="Wrong?", custom_id="parrot:down:1"
        )
        view.add_item(discord.ui.ActionRow(button))
        await interaction.edit_original_response(view=view)
        await interaction.followup.send("That was all.", ephemeral=True)

    @ask.autocomplete("question")
    async def suggest(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed}?", value=typed)]

    @bot.tree.context_menu(name="Repeat")
    async def repeat(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(message.content, ephemeral=True)

    @bot.event
    async def on_interaction(interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            form = discord.ui.Modal(title="What was wrong?", custom_id="form")
            form.add_item(discord.ui.TextInput(label="Wrong", custom_id="wrong", max_length=100))
            await interaction.response.send_modal(form)
        if interaction.type is discord.InteractionType.modal_submit:
            await interaction.response.send_message("Thank you.", ephemeral=True)


@scene
async def test_a_bot_sees_its_guilds_with_roles_and_channels() -> None:
    async with LoopbackDiscord() as server:
        guild = server.world.add_guild("Office")
        staff = server.world.add_role(guild, "staff", permissions=8)
        server.world.add_text_channel(guild, "general")
        async with parrot(server) as bot:
            seen = bot.get_guild(guild.id)
            assert seen is not None
            assert [role.name for role in seen.roles] == ["@everyone", "Concord", "staff"]
            known = seen.get_role(staff.id)
            assert known is not None
            assert known.permissions.administrator
            assert [channel.name for channel in seen.text_channels] == ["general"]
            # Without the intent for members a bot knows nobody but itself.
            assert [member.id for member in seen.members] == [server.world.bot.id]
        assert not server.violations


@scene
async def test_a_command_is_deferred_answered_and_followed_up() -> None:
    async with LoopbackDiscord() as server:
        guild = server.world.add_guild()
        channel = server.world.add_text_channel(guild)
        ada = server.world.add_member(guild, "Ada")
        async with parrot(server) as bot:
            teach(bot)
            asked = await server.slash(ada, channel, "ask", question="Who pays?")
            reply = await asked.reply()
            assert (reply.text, asked.is_ephemeral) == ("You asked: Who pays?", False)
            assert [version.text for version in reply.versions] == ["", "You asked: Who pays?"]
            assert asked.acknowledged_after_s is not None
            assert (await asked.followup()).ephemeral_to is ada.user
        assert not server.violations


@scene
async def test_what_is_typed_is_completed() -> None:
    async with LoopbackDiscord() as server:
        guild = server.world.add_guild()
        channel = server.world.add_text_channel(guild)
        ada = server.world.add_member(guild, "Ada")
        async with parrot(server) as bot:
            teach(bot)
            choices = await server.autocomplete(ada, channel, "ask", "question", "Who")
            assert [(choice.name, choice.value) for choice in choices] == [("Who?", "Who")]


@scene
async def test_a_button_opens_a_form_that_is_sent_back() -> None:
    async with LoopbackDiscord() as server:
        guild = server.world.add_guild()
        channel = server.world.add_text_channel(guild)
        ada = server.world.add_member(guild, "Ada")
        async with parrot(server) as bot:
            teach(bot)
            reply = await (await server.slash(ada, channel, "ask", question="Who?")).reply()
            form = await (await server.press(reply, "down", ada)).form()
            assert (form.title, form.field("Wrong").most) == ("What was wrong?", 100)
            sent = await server.submit(form, ada, {"Wrong": "all of it"})
            assert (await sent.reply()).content == "Thank you."
        assert not server.violations


@scene
async def test_a_message_is_mentioned_to_the_bot_and_answered_in_a_thread() -> None:
    async with LoopbackDiscord() as server:
        guild = server.world.add_guild()
        channel = server.world.add_text_channel(guild)
        ada = server.world.add_member(guild, "Ada")
        async with parrot(server) as bot:

            @bot.event
            async def on_message(message: discord.Message) -> None:
                if message.author != bot.user:
                    thread = await message.create_thread(name="An answer")
                    await thread.send(f"You said: {message.clean_content}")

            question = await server.say(ada, channel, "Who pays?", mentions=[server.world.bot])
            answer = await server.answer_to(question)
            assert answer.content == "You said: @Concord Who pays?"
            assert answer.channel is question.thread
        assert not server.violations


@scene
async def test_a_menu_entry_gets_the_message() -> None:
    async with LoopbackDiscord() as server:
        guild = server.world.add_guild()
        channel = server.world.add_text_channel(guild)
        ada = server.world.add_member(guild, "Ada")
        async with parrot(server) as bot:
            teach(bot)
            said = await server.say(ada, channel, "It costs nothing.")
            reply = await (await server.menu(ada, said, "Repeat")).reply()
            assert (reply.content, reply.ephemeral_to) == ("It costs nothing.", ada.user)


@scene
async def test_an_interaction_tells_who_asks_and_where() -> None:
    async with LoopbackDiscord() as server:
        guild = server.world.add_guild(locale="ko")
        crew = server.world.add_role(guild, "crew", permissions=Permission.MANAGE_GUILD)
        channel = server.world.add_text_channel(guild)
        min_ji = server.world.add_member(guild, "민지", roles=[crew], locale="ko")
        async with parrot(server) as bot:

            @bot.tree.command()
            async def about(interaction: discord.Interaction) -> None:
                permissions, mine = interaction.permissions, interaction.app_permissions
                told = {
                    "name": interaction.user.display_name,
                    "roles": [role.name for role in getattr(interaction.user, "roles", ())],
                    "locales": [str(interaction.locale), str(interaction.guild_locale)],
                    "channel": str(interaction.channel),
                    "manages": permissions.manage_guild,
                    "sees": mine.view_channel and not mine.manage_guild,
                }
                await interaction.response.send_message(str(told))

            here = await (await server.slash(min_ji, channel, "about")).reply()
            assert literal_eval(here.content) == {
                "name": "민지",
                "roles": ["@everyone", "crew"],
                "locales": ["ko", "ko"],
                "channel": "general",
                "manages": True,
                "sees": True,
            }
            between_us = server.world.add_dm(min_ji.user)
            there = await (await server.slash(min_ji, between_us, "about")).reply()
            assert "'locales': ['ko', 'None'], 'channel': 'Direct Message with 민지'" in there.content


@scene
async def test_a_bot_learns_of_its_application() -> None:
    async with LoopbackDiscord() as server, parrot(server) as bot:
        about = await bot.application_info()
        assert (about.owner.id, about.team) == (server.application.owner.id, None)
        assert about.flags.gateway_message_content
        server.application.team = [server.world.add_user("Bea"), server.world.add_user("Cem")]
        team = (await bot.application_info()).team
        assert team is not None
        assert [member.name for member in team.members] == ["Bea", "Cem"]
