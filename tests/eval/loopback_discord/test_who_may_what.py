"""Tokens, permissions and ids that lead nowhere."""

from __future__ import annotations

import pytest

from eval.loopback_discord.gateway.intents import Intent
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.people.rights import CannotBeDone
from eval.loopback_discord.world.model import overwrite
from eval.loopback_discord.world.permissions import ALL, Permission, in_channel
from eval.loopback_discord.world.places import only_for
from tests.eval.loopback_discord.office import Office, office
from tests.eval.loopback_discord.scene import scene


async def deny(at: Office, *permissions: Permission) -> None:
    """Denies the bot these in the channel."""
    bits = sum(permissions)
    at.server.world.change_channel(at.channel, overwrites=[overwrite(at.server.world.bot, deny=bits)])


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_a_wrong_token_opens_nothing(token: str) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            refused = await at.ask("GET", "/users/@me", token=token)
            assert refused.refusal == (401, 0)
            assert refused.body["message"] == "401: Unauthorized"

    play()


NOWHERE = {
    "/channels/1": 10003,
    "/channels/1/messages/1": 10003,
    "/guilds/1": 10004,
    "/guilds/{guild}/members/1": 10007,
    "/channels/{channel}/messages/1": 10008,
    "/guilds/{guild}/roles/1": 10011,
    "/users/1": 10013,
    "/applications/{bot}/commands/1": 10063,
    "/no/such/route": 0,
}


@pytest.mark.parametrize("path", NOWHERE)
def test_an_id_that_leads_nowhere_is_not_found(path: str) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            bot = at.server.application.id
            filled = path.format(guild=at.guild.id, channel=at.channel.id, bot=bot)
            assert (await at.ask("GET", filled)).refusal == (404, NOWHERE[path])

    play()


@scene
async def test_a_channel_that_the_bot_does_not_see_cannot_be_reached() -> None:
    async with office() as at:
        await deny(at, Permission.VIEW_CHANNEL)
        assert (await at.post({"content": "x"})).refusal == (403, 50001)
        assert (await at.ask("GET", f"/channels/{at.channel.id}")).refusal == (403, 50001)
        assert (await at.ask("GET", f"/channels/{at.channel.id}/messages")).refusal == (403, 50001)


@scene
async def test_writing_needs_its_permission() -> None:
    async with office() as at:
        await deny(at, Permission.SEND_MESSAGES)
        assert (await at.post({"content": "x"})).refusal == (403, 50013)
        assert (await at.ask("POST", f"/channels/{at.channel.id}/typing")).refusal == (403, 50013)
        # An answer to an interaction needs none.
        asked = await at.asked()
        assert (await at.respond(asked, 4, {"content": "x"})).status == 204


@scene
async def test_embeds_threads_and_reactions_need_theirs() -> None:
    async with office() as at:
        said = await at.server.say(at.ada, at.channel, "hello")
        await deny(at, Permission.EMBED_LINKS, Permission.CREATE_PUBLIC_THREADS, Permission.ADD_REACTIONS)
        one = f"/channels/{at.channel.id}/messages/{said.id}"
        assert (await at.post({"embeds": [{"title": "x"}]})).refusal == (403, 50013)
        assert (await at.ask("POST", f"{one}/threads", {"name": "x"})).refusal == (403, 50013)
        assert (await at.ask("PUT", f"{one}/reactions/👍/@me")).refusal == (403, 50013)
        at.server.world.change_channel(at.channel, overwrites=[])
        # Discord takes one reaction in a quarter of a second.
        at.server.clock.advance(0.25)
        assert (await at.ask("PUT", f"{one}/reactions/👍/@me")).status == 204
        assert said.reactions == {"👍": {at.server.world.bot.id}}


@scene
async def test_history_needs_its_permission() -> None:
    async with office() as at:
        said = await at.server.say(at.ada, at.channel, "hello")
        await deny(at, Permission.READ_MESSAGE_HISTORY)
        one = f"/channels/{at.channel.id}/messages/{said.id}"
        assert (await at.ask("GET", one)).refusal == (403, 50013)
        assert (await at.ask("GET", f"/channels/{at.channel.id}/messages")).body == []
        reply = {"content": "x", "message_reference": {"message_id": str(said.id)}}
        assert (await at.post(reply)).refusal == (403, 160002)


@scene
async def test_a_bot_edits_its_own_messages_alone() -> None:
    async with office() as at:
        said = await at.server.say(at.ada, at.channel, "hello")
        one = f"/channels/{at.channel.id}/messages/{said.id}"
        assert (await at.ask("PATCH", one, {"content": "x"})).refusal == (403, 50005)
        assert (await at.ask("DELETE", one)).refusal == (403, 50013)
        assert said.content == "hello"


@scene
async def test_permissions_follow_discords_order() -> None:
    async with office() as at:
        world, guild, channel = at.server.world, at.guild, at.channel
        view, send = Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES
        crew, guests = world.add_role(guild, "crew"), world.add_role(guild, "guests")
        bea = world.add_member(guild, "Bea", roles=[crew, guests])
        everyone = overwrite(guild.everyone, deny=view)
        # What one role allows outweighs what another denies, and both outweigh @everyone's.
        world.change_channel(
            channel, overwrites=[everyone, overwrite(crew, allow=view), overwrite(guests, deny=view | send)]
        )
        assert in_channel(bea, channel) & view
        assert not in_channel(bea, channel) & send
        # A person's own overwrite outweighs all of them.
        world.change_channel(channel, overwrites=[*channel.overwrites, overwrite(bea, deny=view)])
        assert in_channel(bea, channel) == 0
        # An administrator is bound by none, nor is the owner.
        world.change_role(guild, crew, permissions=Permission.ADMINISTRATOR)
        assert in_channel(bea, channel) == in_channel(guild.members[guild.owner.id], channel) == ALL


@scene
async def test_people_do_only_what_discord_lets_them() -> None:
    async with office() as at:
        world, server = at.server.world, at.server
        crew = world.add_role(at.guild, "crew")
        hidden = world.add_text_channel(at.guild, "hidden", overwrites=only_for(at.guild, crew))
        bea = world.add_member(at.guild, "Bea", roles=[crew])
        asked = await server.slash(bea, hidden, "ask", question="?")
        go = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
        stop = {"type": 2, "style": 1, "label": "Stop", "custom_id": "stop", "disabled": True}
        link = {"type": 2, "style": 5, "label": "Read", "url": "https://a.example"}
        row = {"type": 1, "components": [go, stop, link]}
        await at.respond(asked, 4, {"content": "For you", "flags": 64, "components": [row]})
        answer: Message = await asked.reply()
        with pytest.raises(CannotBeDone, match="VIEW_CHANNEL"):
            await server.slash(at.ada, hidden, "ask", question="?")
        with pytest.raises(CannotBeDone, match="VIEW_CHANNEL"):
            await server.say(at.ada, hidden, "hello")
        world.change_member(at.ada, roles=[crew])
        with pytest.raises(CannotBeDone, match="ephemeral"):
            await server.press(answer, "go", at.ada)
        with pytest.raises(KeyError, match="nonsense"):
            await server.press(answer, "nonsense", bea)
        for name in ("Stop", "Read"):
            with pytest.raises(CannotBeDone, match=name):
                await server.press(answer, name, bea)
        await server.press(answer, "go", bea)


@scene
async def test_without_privileged_intents_members_and_content_are_withheld() -> None:
    async with office() as at:
        said = await at.server.say(at.ada, at.channel, "to nobody")
        named = await at.server.say(at.ada, at.channel, "to you", mentions=[at.server.world.bot])
        everybody = f"/guilds/{at.guild.id}/members?limit=10"

        async def read(message: Message) -> object:
            one = f"/channels/{at.channel.id}/messages/{message.id}"
            return (await at.ask("GET", one)).body["content"]

        assert await read(said) == "to nobody"
        assert (await at.ask("GET", everybody)).status == 200
        at.server.application.privileged = Intent.NONE
        assert await read(said) == ""
        assert await read(named) == named.content
        assert (await at.ask("GET", everybody)).refusal == (403, 50001)
        # One member at a time is for all bots.
        assert (await at.ask("GET", f"/guilds/{at.guild.id}/members/{at.ada.id}")).status == 200
