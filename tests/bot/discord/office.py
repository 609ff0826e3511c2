"""A small office on a simulated Discord server, in which the real client of the bot runs."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.backend import serializers
from simcord.backend.models import Message, Overwrite, User
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle
from simcord.components import walk_components
from simcord.enums import OverwriteType

from bot.discord.cards import Card, Tone
from bot.discord.cards.models import Line
from bot.discord.client import ConcordClient
from bot.discord.i18n import t
from bot.discord.message_writer import ChannelWriter
from bot.discord.requesters import conversation, person
from bot.discord.shutdown import Shutdown
from bot.factory import build_index, build_ingestion
from bot.models import Audience, Language
from bot.settings import Settings
from ingest.report import NoProgress
from ingest.settings import IndexSettings
from tests.bot.discord.network import Network
from tests.bot.discord.script import Script

OPERATOR = 1_000
SOURCES, SHARE, HELPFUL, NOT_HELPFUL = "Exact words", "Share with the channel", "Helpful", "Not helpful"
_WITHIN_S = 300.0  # a test that waits for what never comes is ended; nothing is proved by it
_LOOKS_AGAIN_S = 0.05
_STOPS_WITHIN_S = 100.0
_EPHEMERAL = 1 << 6
_CHOICES = 8  # the answer to what somebody types into a command


class Discord(simcord.Env):
    """SimCord's world, in which people act while others still wait for the bot."""

    async def start(self) -> None:
        """Connects the bot."""
        # SimCord's time begins in January 2026, but what is kept is compared with the real one.
        self.backend.advance_clock(time.time() - self.now().timestamp())
        await super().start()
        _keep_the_clock_to_this_thread()

    async def restart_bot(self, bot: discord.Client | None = None) -> None:
        """Connects another client in place of the bot's, which is gone without a word."""
        await super().restart_bot(bot)
        _keep_the_clock_to_this_thread()

    def _begin_operation(self, label: str) -> None:
        """Operations may overlap."""

    def _end_operation(self) -> None:
        """Operations may overlap."""


class Broken(Executor):
    """Does no work."""

    def __init__(self, problem: Exception) -> None:
        self._problem = problem

    def submit(self, *_: Any, **__: Any) -> Any:
        raise self._problem


def _keep_the_clock_to_this_thread() -> None:
    """Leaves the real time to other threads: event loops of databases there would mix it with SimCord's."""
    simulated, here = time.monotonic, threading.get_ident()
    time.monotonic = lambda: simulated() if threading.get_ident() == here else time.perf_counter()


@dataclass(frozen=True)
class Shown:
    """A message of the bot's as it stands now."""

    env: Discord
    stored: Message

    @property
    def id(self) -> int:
        return self.stored.id

    @property
    def text(self) -> str:
        """All that is to be read in it but its buttons."""
        return "\n".join((self.stored.content, *texts(self.stored.components)))

    @property
    def buttons(self) -> dict[str, str]:
        """The custom ids of its buttons by their labels."""
        return {
            each.get("label", ""): each["custom_id"]
            for each in walk_components(self.stored.components)
            if "custom_id" in each
        }

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.stored.flags & _EPHEMERAL)

    @property
    def channel(self) -> int:
        return self.stored.channel_id

    @property
    def replies_to(self) -> int | None:
        """The number of the message that this one is a reply to."""
        return int(self.stored.reference["message_id"]) if self.stored.reference else None

    @property
    def message(self) -> simcord.ResponseMessage:
        """What is pressed, replied to, or checked as a claim."""
        return simcord.ResponseMessage(self.env, self.stored)

    @property
    def pings(self) -> bool:
        return bool(self.stored.ping_user_ids or self.stored.ping_role_ids or self.stored.mention_everyone)


@dataclass
class Office:
    """A server with a channel for all and one for staff; Kim, Choi and the boss are staff, Lee is not."""

    env: Discord
    network: Network
    script: Script
    services: Any
    loop: asyncio.AbstractEventLoop
    guild: GuildHandle = field(init=False)
    staff: RoleHandle = field(init=False)

    def furnish(self) -> None:
        """Makes the server, its channels and its people."""
        env = self.env
        env.backend.users[OPERATOR] = User(id=OPERATOR, name="Operator")
        boss = env.create_user("Boss")
        self.guild = env.create_guild("Office", owner=boss)
        self.staff = self.guild.create_role("staff")
        self.general = self.guild.create_text_channel("general")
        self.secret = self.guild.create_text_channel("secret")
        self.managers = self.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
        operator = UserHandle(env, env.backend.users[OPERATOR])
        self.operator = self.guild.add_member(operator, roles=[self.managers])
        self.boss = simcord.MemberActor(env, self.guild, boss)
        env.backend.add_member_role(self.guild.id, boss.id, self.staff.id)
        self.kim, self.choi = (self.join(name, self.staff) for name in ("Kim", "Choi"))
        self.lee = self.join("Lee")
        env.backend.subscribers.insert(0, self._speaks_korean)

    def _speaks_korean(self, event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE" and isinstance(payload, dict):
            person = payload.get("user") or payload["member"]["user"]
            payload["locale"] = "ko" if int(person["id"]) == self.choi.id else "en-US"

    @property
    def mention(self) -> str:
        """What mentions the bot."""
        return f"<@{self.env.backend.bot_user.id}>"

    # ------------------------------------------------------------ the world

    def join(self, name: str, *roles: RoleHandle, bot: bool = False) -> simcord.MemberActor:
        """Somebody new in the server."""
        return self.guild.add_member(self.env.create_user(name, bot=bot), roles=roles)

    def take_role(self, who: simcord.MemberActor) -> None:
        """Takes the role of the staff away; a bot without the members intent is not told of it."""
        self.env.backend.remove_member_role(self.guild.id, who.id, self.staff.id)

    def close(self, channel: ChannelHandle, *, with_bot: bool = True) -> None:
        """Lets the staff, and the bot, view a channel, and nobody else."""
        view = discord.Permissions(view_channel=True).value
        inside = [(self.staff.id, OverwriteType.ROLE)]
        if with_bot:
            inside.append((self.env.backend.bot_user.id, OverwriteType.MEMBER))
        self.env.backend.edit_channel(
            channel.id,
            {},
            overwrites=[
                Overwrite(self.guild.id, OverwriteType.ROLE, deny=view),
                *(Overwrite(each, kind, allow=view) for each, kind in inside),
            ],
        )

    def open(self, channel: ChannelHandle) -> None:
        """Lets everybody view a channel."""
        self.env.backend.edit_channel(channel.id, {}, overwrites=[])

    def take_in(self, who: simcord.MemberActor) -> None:
        """Lets one person more view the channel of the staff."""
        view = discord.Permissions(view_channel=True).value
        self.env.backend.set_overwrite(self.secret.id, Overwrite(who.id, OverwriteType.MEMBER, allow=view))

    def come_back(self) -> None:
        """Tells the bot of the server as when it is invited."""
        guild = self.env.backend.get_guild(self.guild.id)
        self.env.backend.emit("GUILD_CREATE", serializers.guild_create_payload(self.env.backend, guild))

    def permit(self, *permissions: str) -> None:
        """Lets everybody, and the bot with them, do this in the server and nothing else."""
        backend, guild = self.env.backend, self.env.backend.get_guild(self.guild.id)
        own = next(role for role in guild.roles.values() if role.managed)
        backend.edit_role(guild.id, own.id, {"permissions": 0})
        allowed = discord.Permissions(**dict.fromkeys(permissions, True))
        backend.edit_role(guild.id, guild.id, {"permissions": allowed.value})

    def deny(self, channel: ChannelHandle, who: int, **permissions: bool) -> None:
        """Takes rights in a channel, and in its threads, from a person or everybody (the server's id)."""
        kind = OverwriteType.ROLE if who == self.guild.id else OverwriteType.MEMBER
        denied = discord.Permissions(**permissions).value
        self.env.backend.set_overwrite(channel.id, Overwrite(who, kind, deny=denied))

    def thread(self, channel: ChannelHandle, name: str, owner: simcord.MemberActor) -> ChannelHandle:
        """A thread that somebody opens."""
        made = self.env.backend.create_thread(channel.id, name, owner.id)
        return ChannelHandle(self.env, self.guild, made)

    async def post(
        self, who: simcord.MemberActor, forum: ChannelHandle, title: str, text: str
    ) -> tuple[ChannelHandle, Shown | None]:
        """A post in a forum, whose first message has the number of its thread, and what the bot answers."""
        backend = self.env.backend
        made = backend.create_thread(forum.id, title, who.id, broadcast=False)
        backend.announce_thread_create(made)
        first = backend.prepare_message(made.id, who.id, text)
        first.id = made.id
        backend.commit_message(first)
        await self.env.settle()
        post = ChannelHandle(self.env, self.guild, made)
        return post, next(reversed(self.posts(post)), None)

    # ------------------------------------------------------------ what people do

    async def command(
        self, who: simcord.MemberActor, channel: ChannelHandle | None, name: str, /, **options: Any
    ) -> Shown:
        """What a slash command is answered with at last; in direct messages where no channel is named."""
        return self.shown(await self.slash(who, channel, name, **options))

    async def slash(
        self, who: simcord.MemberActor, channel: ChannelHandle | None, name: str, /, **options: Any
    ) -> simcord.InteractionResult:
        given = {name: value for name, value in options.items() if value is not None}
        if channel is None:
            result: simcord.InteractionResult = await who.user.slash(name, **given)
            return result
        return await who.slash(channel, name, **given)

    async def admin(self, command: str, who: simcord.MemberActor | None = None, /, **options: Any) -> Shown:
        """What `/admin …` tells an operator, or somebody else, alone."""
        told = await self.command(who or self.operator, self.general, f"admin {command}", **options)
        assert told.is_ephemeral
        assert not told.pings
        return told

    async def ask(
        self, who: simcord.MemberActor, channel: ChannelHandle | None, question: str, **options: Any
    ) -> Shown:
        """The answer to `/ask`, as it stands at last."""
        return await self.command(who, channel, "ask", question=question, **options)

    async def search(
        self, who: simcord.MemberActor, channel: ChannelHandle | None, query: str, **options: Any
    ) -> Shown:
        """The answer to `/search`."""
        return await self.command(who, channel, "search", query=query, **options)

    async def say(
        self,
        who: simcord.MemberActor,
        channel: ChannelHandle | None,
        text: str,
        *,
        mention: bool = False,
        reply_to: Shown | None = None,
    ) -> Shown | None:
        """What the bot writes because of a message; None where it stays silent."""
        before = {each.id for each in self.published()}
        said = f"{self.mention} {text}" if mention else text
        if channel is None:
            await who.send_dm(said)
        else:
            await who.send(channel, said, reply_to=reply_to.message if reply_to else None)
        return next((each for each in reversed(self.published()) if each.id not in before), None)

    async def press(self, who: simcord.MemberActor, shown: Shown, label: str) -> Shown:
        """What the one who pressed a button is told, whom alone it must be shown to."""
        told = self.shown(await self.click(who, shown, label))
        assert told.is_ephemeral
        return told

    async def click(self, who: simcord.MemberActor, shown: Shown, label: str) -> simcord.InteractionResult:
        return await who.click(shown.message, custom_id=shown.buttons[label])

    async def check(self, who: simcord.MemberActor, channel: ChannelHandle, message: Any) -> Shown:
        """What the entry "Check this claim" tells the one who chose it."""
        told = self.shown(await who.context_menu(channel, "Check this claim", message))
        assert told.is_ephemeral
        return told

    # ------------------------------------------------------------ while the bot is at work

    def begin(self, action: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Something that somebody does while the test goes on."""
        return asyncio.create_task(action)

    async def until(self, holds: Callable[[], bool], *, passing_s: float = 0.0) -> None:
        """Waits until something holds; from one look to the next so many simulated seconds pass."""
        async with asyncio.timeout(_WITHIN_S):
            while not holds():
                self.pass_time(passing_s)
                self.network.rang.clear()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LOOKS_AGAIN_S):
                        await self.network.rang.wait()

    def pass_time(self, seconds: float) -> None:
        """Moves the clock of the bot and of Discord on; what falls due runs while somebody waits."""
        self.env.backend.advance_clock(seconds)

    def pass_time_from_a_thread(self, seconds: float) -> None:
        """As `pass_time`, called where the answer is made; returns once progress has been shown."""

        async def passed() -> None:
            before = sum(map(bool, self.written()))
            self.pass_time(seconds)
            await self.until(lambda: sum(map(bool, self.written())) > before)

        asyncio.run_coroutine_threadsafe(passed(), self.loop).result()

    def written(self) -> list[str]:
        """What each request of the bot said, oldest first."""
        return [_readable(each.json) for each in self.env.http_requests]

    @property
    def last_edit(self) -> str:
        """What the bot last changed a message to."""
        edits = [each for each in self.env.http_requests if each.method == "PATCH"]
        return _readable(edits[-1].json) if edits else ""

    def deliver_twice(self, event: str) -> None:
        """Tells the bot of the next such event two times, as a session that is taken up again may."""
        subscribers = self.env.backend.subscribers

        def again(name: str, payload: Mapping[str, Any]) -> None:
            if name == event:
                subscribers.remove(again)
                for each in subscribers:
                    each(name, payload)

        subscribers.insert(0, again)

    async def drain(self, within_s: float) -> None:
        """Lets the bot stop as a signal does; a second client takes over with `restart`."""
        with self.env._bot_scope():  # so that SimCord's clock counts
            await self.env.bot.drain(within_s)  # type: ignore[attr-defined]

    async def apologies_begin(self) -> asyncio.Task[Any]:
        """Lets the bot stop while answers are held back, until it apologises for them; the stop itself."""
        draining = self.begin(self.drain(_STOPS_WITHIN_S))
        await self.until(lambda: bool(self.services.shutdown.has_begun))
        self.pass_time(0.71 * _STOPS_WITHIN_S)  # seven tenths are for answers to end in
        return draining

    def replace_services(self, **changes: Any) -> None:
        """Puts other parts in place of the bot's while it runs."""
        for name, value in changes.items():
            object.__setattr__(self.services, name, value)

    @property
    def settings(self) -> Any:
        """What is set for the server."""
        return self.services.guild_settings.of(self.guild.id)

    def change_settings(self, change: Callable[[Any], Any]) -> None:
        """Changes what is set for the server, as while the bot was away."""
        self.services.guild_settings.change(self.guild.id, change)

    def show_admin_commands_to(self, who: simcord.MemberActor) -> None:
        """Lets a person see commands that Discord shows to managers alone."""
        command = self.env.backend.find_command("admin", self.guild.id, type=1)
        assert command is not None
        self.guild.set_command_permissions(int(command["id"]), {who: True})

    def ingest(self, documents: Path) -> Callable[[], Any]:
        """What indexes these documents into an index of their own."""
        documents.mkdir()
        settings = Settings(index=IndexSettings(folder=documents.with_name("own-index")))
        return lambda: build_ingestion(settings).run([str(documents)], NoProgress())

    def break_down(self, problem: Exception) -> None:
        """Lets nothing that blocks be done any more."""
        self.replace_services(threads=Broken(problem))

    @property
    def nothing_is_open(self) -> bool:
        """Whether no answer is under way and no question waits."""
        queue = self.services.queue
        return not (len(self.services.shutdown) or len(queue) or queue.at_work)

    async def show_long_card(self, channel: ChannelHandle) -> None:
        """Shows a card of 130 lines of some 80 letters: more than the 4,000 that a message takes."""
        line = "This is a sentence of an answer that is longer than Discord takes."
        card = Card(Tone.ANSWER, lines=tuple(Line(f"{number} {line}") for number in range(130)))
        known = self.env.bot.get_channel(channel.id)
        assert isinstance(known, discord.TextChannel)
        with self.env._bot_scope():
            await ChannelWriter(known, 1).show(card)

    async def restart(self) -> None:
        """Another process's client takes over: nothing is left of the first but what it wrote down."""
        self.services = replace(self.services, shutdown=Shutdown())
        await self.env.restart_bot(ConcordClient(self.services))

    async def read_from(self, folder: Path, text: str) -> None:
        """Has the bot answer from an index in this folder, in which this document alone is from now on."""
        own = await asyncio.to_thread(ingested, folder, {"harbour.md": text})
        index = build_index(Settings(index=IndexSettings(folder=own)))
        assistant = self.services.assistant
        self.services = replace(
            self.services,
            documents=lambda audience: index.read(lambda snapshot: snapshot.documents(audience)),
        )
        object.__setattr__(assistant, "real", replace(assistant.real, index=index))
        await self.env.restart_bot(ConcordClient(self.services))

    def forge(self, shown: Shown, reader: simcord.MemberActor, owner: str) -> None:
        """Lets somebody else see a message, and be the one who asked by its buttons if `owner` is named."""
        assert shown.stored.interaction_metadata is not None
        shown.stored.interaction_metadata["user"]["id"] = str(reader.id)
        for button in walk_components(shown.stored.components):
            if owner and "custom_id" in button:
                assert isinstance(button, dict)
                button["custom_id"] = button["custom_id"].replace(owner, str(reader.id))

    def silence_gateway(self) -> None:
        """From now on the bot is told nothing of what changes, as over a connection that is half open."""
        self.env.backend.subscribers.clear()

    # ------------------------------------------------------------ what there is to see

    def shown(self, result: simcord.InteractionResult) -> Shown:
        """What stands at last of the bot's answer to a command or a press."""
        messages = [each for each in (result.response, *result.followups) if each is not None]
        assert messages, f"the bot showed nothing: {result}"
        return Shown(self.env, self.env.backend.get_message(messages[0].channel_id, messages[0].id))

    def published(self) -> list[Shown]:
        """All messages of the bot's that more than one person sees, and direct ones, oldest first."""
        bot = self.env.backend.bot_user.id
        stored = [
            message
            for messages in self.env.backend.messages.values()
            for message in messages.values()
            if message.author_id == bot and not message.flags & _EPHEMERAL and message.system_metadata is None
        ]
        return [Shown(self.env, message) for message in sorted(stored, key=lambda each: each.id)]

    def posts(self, channel: ChannelHandle) -> list[Shown]:
        """The bot's messages in a channel that all there see."""
        return [each for each in self.published() if each.channel == channel.id]

    def leaked(self, words: Iterable[str], *, but: ChannelHandle | None = None) -> list[str]:
        """What of these words the bot ever sent where more than one person reads, outside of `but`.

        Of each request that it made, refused ones too, and each file: later edits hide nothing.
        """
        inside = but.id if but is not None else 0
        open_to_many = [body for place, body in (*self._sent(), *self._attached()) if place != inside]
        return [word for word in words for body in open_to_many if word in body]

    def versions(self, result: simcord.InteractionResult) -> list[str]:
        """All that the bot ever wrote in answer to one command or press, oldest first."""
        token = result._interaction.token
        return [_readable(each.json) for each in self.env.http_requests if token in each.path]

    def _sent(self) -> Iterator[tuple[int, str]]:
        """The channel of each request that others may see, that of its threads too, and what it holds."""
        interactions = {each.token: each for each in self.env.backend.interactions.values()}
        for request in self.env.http_requests:
            parts, body = request.path.strip("/").split("/"), _readable(request.json)
            interaction = next((interactions[each] for each in parts if each in interactions), None)
            if interaction is None and parts[0] == "channels":
                yield self._around(int(parts[1])), body
            elif interaction is not None and not self._is_hidden(interaction, request):
                yield self._around(interaction.channel_id), body

    def _attached(self) -> Iterator[tuple[int, str]]:
        """The channel of each file that others may see or once saw, and what it holds."""
        hidden = {
            file["url"]
            for messages in self.env.backend.messages.values()
            for message in messages.values()
            if message.flags & _EPHEMERAL
            for file in message.attachments
        }
        for url, data in self.env.backend.cdn._blobs.items():
            if url not in hidden:  # https://host/attachments/channel/…
                yield self._around(int(url.split("/")[4])), data.decode()

    def _is_hidden(self, interaction: Any, request: Any) -> bool:
        """Whether what answers an interaction is seen by one person alone."""
        body = request.json if isinstance(request.json, Mapping) else {}
        if body.get("type") == _CHOICES or int((body.get("data") or body).get("flags") or 0) & _EPHEMERAL:
            return True
        if request.method == "POST" and request.path.startswith("/webhooks"):
            return False
        source = self.env.backend.messages[interaction.channel_id].get(interaction.source_message_id or 0)
        return interaction.ephemeral or bool(
            interaction.message_id == interaction.source_message_id and source and source.flags & _EPHEMERAL
        )

    def _around(self, channel: int) -> int:
        known = self.env.backend.channels.get(channel)
        return known.permission_channel_id() if known is not None and known.is_thread else channel

    def turns(self, who: simcord.MemberActor, channel: ChannelHandle | int) -> list[str]:
        """The questions that the bot remembers of a person's conversation in a channel or thread."""
        place = channel if isinstance(channel, int) else channel.id
        turns = self.services.storage.conversations.turns(conversation(who.id, place), Audience.STAFF)
        return [turn.question for turn in turns]

    def records_of(self, who: simcord.MemberActor) -> int:
        """How many answers to a person are kept."""
        records = self.services.records
        return sum(records.is_of(each, person(who.id)) for each in records.all(Audience.STAFF))

    @property
    def remarks(self) -> list[Any]:
        """What people said of answers."""
        return list(self.services.feedback.remarks())

    @property
    def metrics(self) -> str:
        """The page of the metrics."""
        page: str = self.services.metrics.text().decode()
        return page

    def requests(self, pattern: str) -> list[str]:
        """The requests that the bot made whose path begins like this."""
        sent = [f"{each.method} {each.path}" for each in self.env.http_requests]
        return [each for each in sent if each.startswith(pattern)]

    def forum(self, name: str) -> ChannelHandle:
        return self.guild.create_forum_channel(name)


def ingested(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder of an index of these documents, within `folder`."""
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (documents / name).write_text(text, "utf-8")
    settings = Settings(index=IndexSettings(folder=folder / "index"))
    report = build_ingestion(settings).run([str(documents)], NoProgress())
    assert not report.failed, report.failed
    return folder / "index"


def words(name: str, language: Language = Language.ENGLISH, **values: object) -> str:
    """What the bot says under this name."""
    return t(name, language, **values)


def texts(components: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is to be read in components."""
    return [each["content"] for each in walk_components(components) if "content" in each]


def _readable(body: Any) -> str:
    """All text in the body of a request."""
    if isinstance(body, Mapping):
        return "\n".join(_readable(value) for value in body.values())
    if isinstance(body, list):
        return "\n".join(map(_readable, body))
    return body if isinstance(body, str) else ""
