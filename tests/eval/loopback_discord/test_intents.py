"""What a bot is told, by the intents that it named and by what it can see."""

from __future__ import annotations

from eval.loopback_discord.gateway.intents import Intent
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import overwrite
from eval.loopback_discord.world.permissions import Permission
from eval.loopback_discord.world.places import only_for
from tests.eval.loopback_discord.office import office
from tests.eval.loopback_discord.scene import scene
from tests.eval.loopback_discord.wire_client import WireClient, wire

PLAIN = int(Intent.GUILDS | Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES)


async def next_content(client: WireClient) -> object:
    """The content of the next message event."""
    return (await client.until("MESSAGE_CREATE"))["content"]


@scene
async def test_content_is_empty_without_its_intent() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin(intents=PLAIN)
        direct = at.server.world.add_dm(at.ada.user)
        await at.server.say(at.ada, at.channel, "to nobody")
        await at.server.say(at.ada, at.channel, "to you", mentions=[at.server.world.bot])
        await at.server.say(at.ada, direct, "between us")
        await at.post({"content": "my own"})
        seen = [await next_content(client) for _ in range(4)]
        assert seen == ["", f"{at.server.world.bot.mention} to you", "between us", "my own"]


@scene
async def test_content_is_there_with_its_intent() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin(intents=PLAIN | Intent.MESSAGE_CONTENT)
        await at.server.say(at.ada, at.channel, "to nobody")
        assert await next_content(client) == "to nobody"


@scene
async def test_a_reply_to_the_bot_names_it_unless_the_ping_is_off() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin(intents=PLAIN)
        await at.post({"content": "mine"})
        (mine,) = at.channel.messages.values()
        await at.server.say(at.ada, at.channel, "and when?", reply_to=mine)
        await at.server.say(at.ada, at.channel, "quietly", reply_to=mine, pings_author=False)
        assert [await next_content(client) for _ in range(3)] == ["mine", "and when?", ""]


@scene
async def test_the_message_that_is_replied_to_is_emptied_too() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin(intents=PLAIN)
        first = await at.server.say(at.ada, at.channel, "a secret")
        await at.server.say(at.ada, at.channel, "see above", reply_to=first, mentions=[at.server.world.bot])
        await client.until("MESSAGE_CREATE")
        told = await client.until("MESSAGE_CREATE")
        assert told["content"].endswith("see above")
        assert told["referenced_message"]["content"] == ""


@scene
async def test_events_need_their_intents() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin(intents=int(Intent.GUILD_MESSAGES | Intent.MESSAGE_CONTENT))
        direct = at.server.world.add_dm(at.ada.user)
        await at.server.say(at.ada, direct, "not for you")
        at.server.world.add_role(at.guild, "not for you")
        at.server.world.change_member(at.ada, nick="not for you")
        await at.server.say(at.ada, at.channel, "the end")
        only = await client.receive()
        assert (only["t"], only["d"]["content"]) == ("MESSAGE_CREATE", "the end")


@scene
async def test_without_its_intent_a_bot_knows_of_no_member_but_itself() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin(intents=PLAIN)
        me = at.guild.members[at.server.world.bot.id]
        told = await client.until("GUILD_CREATE")
        assert [each["user"]["id"] for each in told["members"]] == [str(me.id)]
        assert told["member_count"] == 3
        at.server.world.change_member(at.ada, nick="not told")
        at.server.world.change_member(me, nick="told")
        assert (await client.until("GUILD_MEMBER_UPDATE"))["nick"] == "told"


async def names_until(client: WireClient, last: str) -> list[str]:
    """The names of the events up to one."""
    names: list[str] = []
    while last not in names:
        payload: Json = await client.receive()
        names.append(payload["t"])
    return names


@scene
async def test_changes_of_the_world_are_told() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin(intents=PLAIN | Intent.MEMBERS)
        await client.until("GUILD_CREATE")
        world = at.server.world
        role = world.add_role(at.guild, "crew")
        world.change_role(at.guild, role, permissions=Permission.MANAGE_GUILD)
        world.change_member(at.ada, roles=[role])
        world.change_channel(at.channel, overwrites=only_for(at.guild, role))
        thread = world.add_thread(at.channel, "talk", at.ada.user)
        world.change_channel(thread, is_archived=True)
        world.remove_channel(thread)
        world.remove_role(at.guild, role)
        world.remove_bot(at.guild)
        assert await names_until(client, "GUILD_DELETE") == [
            "GUILD_ROLE_CREATE",
            "GUILD_ROLE_UPDATE",
            "GUILD_MEMBER_UPDATE",
            "CHANNEL_UPDATE",
            "THREAD_CREATE",
            "THREAD_UPDATE",
            "THREAD_DELETE",
            "GUILD_MEMBER_UPDATE",
            "GUILD_ROLE_DELETE",
            "GUILD_DELETE",
        ]
        world.invite(at.guild)
        assert (await client.until("GUILD_CREATE"))["name"] == "Office"


@scene
async def test_a_bot_is_told_nothing_of_channels_that_it_does_not_see() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin(intents=PLAIN | Intent.MESSAGE_CONTENT)
        hidden = at.server.world.add_text_channel(
            at.guild, "hidden", overwrites=[overwrite(at.server.world.bot, deny=Permission.VIEW_CHANNEL)]
        )
        await at.server.say(at.ada, hidden, "hidden")
        await at.server.say(at.ada, at.channel, "seen")
        assert await next_content(client) == "seen"


@scene
async def test_an_ephemeral_message_is_told_to_no_session() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin(intents=PLAIN)
        asked = await at.asked()
        await at.respond(asked, 4, {"content": "For you", "flags": 64})
        await at.post({"content": "For all"})
        assert await next_content(client) == "For all"
