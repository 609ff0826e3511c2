"""Messages in channels, threads, forums and direct conversations, as a bot asks for them."""

from __future__ import annotations

import discord

from eval.loopback_discord.world.model import ChannelKind, overwrite
from eval.loopback_discord.world.permissions import Permission
from tests.eval.loopback_discord.office import Office, office
from tests.eval.loopback_discord.parrot import parrot
from tests.eval.loopback_discord.scene import scene


def path(at: Office, *rest: object) -> str:
    """A path below the channel."""
    return "/".join([f"/channels/{at.channel.id}", *(str(each) for each in rest)])


@scene
async def test_a_message_is_posted_read_edited_and_deleted() -> None:
    async with office() as at:
        posted = (await at.post({"content": "one"})).body
        one = path(at, "messages", posted["id"])
        assert (await at.ask("GET", one)).body["content"] == "one"
        edited = (await at.ask("PATCH", one, {"content": "two"})).body
        assert (edited["content"], posted["edited_timestamp"]) == ("two", None)
        assert edited["edited_timestamp"] is not None
        (message,) = at.channel.messages.values()
        assert [version.content for version in message.versions] == ["one", "two"]
        assert message.edits[0].at >= message.versions[0].at
        assert (await at.ask("DELETE", one)).status == 204
        assert message.is_deleted
        assert (await at.ask("GET", one)).refusal == (404, 10008)


@scene
async def test_history_comes_newest_first_and_in_parts() -> None:
    async with office() as at:
        said = [await at.server.say(at.ada, at.channel, str(number)) for number in range(5)]

        async def history(query: str) -> list[str]:
            return [each["content"] for each in (await at.ask("GET", path(at, "messages") + query)).body]

        assert await history("") == ["4", "3", "2", "1", "0"]
        assert await history("?limit=2") == ["4", "3"]
        assert await history(f"?before={said[2].id}") == ["1", "0"]
        # The next ones after a message, not the newest.
        assert await history(f"?after={said[1].id}&limit=2") == ["3", "2"]
        assert await history(f"?around={said[2].id}&limit=3") == ["3", "2", "1"]
        assert (await at.ask("GET", path(at, "messages?limit=101"))).refusal == (400, 50035)


@scene
async def test_a_message_with_a_nonce_is_posted_once() -> None:
    async with office() as at:
        body = {"content": "once", "nonce": "n", "enforce_nonce": True}
        first, second = await at.post(body), await at.post(body)
        assert first.body["id"] == second.body["id"]
        assert len(at.channel.messages) == 1


@scene
async def test_a_reply_names_the_message() -> None:
    async with office() as at:
        said = await at.server.say(at.ada, at.channel, "Who pays?")
        told = (await at.post({"content": "We do", "message_reference": {"message_id": str(said.id)}})).body
        assert told["referenced_message"]["content"] == "Who pays?"
        assert (await at.server.answer_to(said)).reply_to is said
        gone = {"content": "x", "message_reference": {"message_id": "1"}}
        assert (await at.post(gone)).refusal == (400, 50035)
        lenient = {"message_id": "1", "fail_if_not_exists": False}
        assert (await at.post({"content": "x", "message_reference": lenient})).status == 200


@scene
async def test_a_thread_is_opened_from_a_message_once() -> None:
    async with office() as at:
        said = await at.server.say(at.ada, at.channel, "Who pays?")
        threads = path(at, "messages", said.id, "threads")
        assert (await at.ask("POST", threads, {"name": "x" * 101})).refusal == (400, 50035)
        opened = (await at.ask("POST", threads, {"name": "Payment"})).body
        # Such a thread has the message's id.
        assert opened["id"] == str(said.id)
        assert said.thread is not None
        assert said.thread.owner is at.server.world.bot
        assert (await at.ask("POST", threads, {"name": "Again"})).refusal == (400, 160004)
        inside = f"/channels/{opened['id']}/messages"
        assert (await at.ask("POST", inside, {"content": "We do"})).status == 200
        answer = await at.server.answer_to(said)
        assert (answer.content, answer.channel) == ("We do", said.thread)


@scene
async def test_an_archived_thread_wakes_when_somebody_writes() -> None:
    async with office() as at:
        thread = at.server.world.add_thread(at.channel, "talk", at.ada.user)
        here = f"/channels/{thread.id}/messages"
        posted = (await at.ask("POST", here, {"content": "one"})).body
        at.server.world.change_channel(thread, is_archived=True)
        edit = await at.ask("PATCH", f"{here}/{posted['id']}", {"content": "two"})
        assert edit.refusal == (400, 50083)
        assert (await at.ask("POST", here, {"content": "two"})).status == 200
        assert not thread.is_archived
        at.server.world.change_channel(thread, is_locked=True)
        assert (await at.ask("POST", here, {"content": "three"})).refusal == (403, 50013)


@scene
async def test_a_bot_changes_its_own_threads_alone() -> None:
    async with office() as at:
        hers = at.server.world.add_thread(at.channel, "hers", at.ada.user)
        mine = at.server.world.add_thread(at.channel, "mine", at.server.world.bot)
        change = {"name": "renamed", "archived": True}
        assert (await at.ask("PATCH", f"/channels/{hers.id}", change)).refusal == (403, 50013)
        assert (await at.ask("PATCH", path(at), change)).refusal == (403, 50013)
        assert (await at.ask("PATCH", f"/channels/{mine.id}", change)).status == 200
        assert (mine.name, mine.is_archived, hers.name) == ("renamed", True, "hers")


@scene
async def test_a_private_thread_is_for_those_in_it() -> None:
    async with office() as at:
        thread = at.server.world.add_thread(at.channel, "secret", at.ada.user, is_private=True)
        assert (await at.ask("GET", f"/channels/{thread.id}")).refusal == (403, 50001)
        thread.participants.add(at.server.world.bot.id)
        assert (await at.ask("GET", f"/channels/{thread.id}")).status == 200


@scene
async def test_a_forum_post_is_answered_in_its_thread() -> None:
    async with office() as at:
        forum = at.server.world.add_forum(at.guild, tags=["money"])
        async with parrot(at.server, intents=discord.Intents.all()) as bot:

            @bot.event
            async def on_message(message: discord.Message) -> None:
                # The first message of a post has its thread's id.
                if message.author != bot.user and message.id == message.channel.id:
                    await message.channel.send(f"About {message.channel}: {message.content}")

            post = await at.server.post(at.ada, forum, "Costs", "Who pays?", tags=["money"])
            assert post.starter is not None
            answer = await at.server.answer_to(post.starter)
            assert answer.content == "About Costs: Who pays?"
            assert answer.channel is post
        assert (await at.ask("POST", f"/channels/{forum.id}/messages", {"content": "x"})).code == 50008
        assert not [each for each in at.server.violations if each.code != 50008]


@scene
async def test_a_bot_posts_in_a_forum() -> None:
    async with office() as at:
        forum = at.server.world.add_forum(at.guild)
        body = {"name": "News", "message": {"content": "There are some."}}
        opened = (await at.ask("POST", f"/channels/{forum.id}/threads", body)).body
        thread = at.server.world.channels[int(opened["id"])]
        assert (thread.kind, thread.parent) == (ChannelKind.PUBLIC_THREAD, forum)
        assert thread.starter is not None
        assert thread.starter.content == "There are some."
        denied = overwrite(at.server.world.bot, deny=Permission.SEND_MESSAGES)
        at.server.world.change_channel(forum, overwrites=[denied])
        assert (await at.ask("POST", f"/channels/{forum.id}/threads", body)).refusal == (403, 50013)


@scene
async def test_a_direct_conversation_is_opened_once() -> None:
    async with office() as at:
        asked = {"recipient_id": str(at.ada.id)}
        opened = (await at.ask("POST", "/users/@me/channels", asked)).body
        assert (await at.ask("POST", "/users/@me/channels", asked)).body["id"] == opened["id"]
        here = f"/channels/{opened['id']}/messages"
        assert (await at.ask("POST", here, {"content": "between us"})).status == 200
        assert at.server.world.add_dm(at.ada.user).id == int(opened["id"])
        myself = {"recipient_id": str(at.server.world.bot.id)}
        assert (await at.ask("POST", "/users/@me/channels", myself)).refusal == (403, 50007)


@scene
async def test_a_guild_is_read_part_by_part() -> None:
    async with office() as at:
        one = f"/guilds/{at.guild.id}"
        thread = at.server.world.add_thread(at.channel, "talk", at.ada.user)
        assert (await at.ask("GET", one)).body["owner_id"] == str(at.guild.owner.id)
        assert [each["name"] for each in (await at.ask("GET", f"{one}/channels")).body] == ["general"]
        assert [each["name"] for each in (await at.ask("GET", f"{one}/roles")).body] == [
            "@everyone",
            "Concord",
        ]
        assert (await at.ask("GET", f"{one}/members/{at.ada.id}")).body["user"]["username"] == "Ada"
        assert len((await at.ask("GET", f"{one}/members?limit=10")).body) == 3
        active = (await at.ask("GET", f"{one}/threads/active")).body["threads"]
        assert [each["id"] for each in active] == [str(thread.id)]


@scene
async def test_typing_is_noted() -> None:
    async with office() as at:
        assert (await at.ask("POST", path(at, "typing"))).status == 204
        assert at.server.channels.typing == [at.channel]
