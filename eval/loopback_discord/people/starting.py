"""People who use the bot's commands, buttons and forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.loopback_discord.interactions.interaction import Asked, Choice, Interaction
from eval.loopback_discord.interactions.modal import Modal
from eval.loopback_discord.interactions.options import options_of, resolved_of, within
from eval.loopback_discord.interactions.payloads import interaction_event
from eval.loopback_discord.limits.commands import MESSAGE_MENU, SLASH
from eval.loopback_discord.messages.components import SELECTS, Button, Kind, walk
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.people.offers import need_fit, need_offer
from eval.loopback_discord.people.people import People
from eval.loopback_discord.people.rights import CannotBeDone, need, need_to_see
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Channel, Person, User, user_of
from eval.loopback_discord.world.permissions import Permission


class Starting(People):
    """Starts interactions. A command that the bot registered is checked as the client would; one that it did
    not register is sent as it is, for bots whose commands were registered at another time."""

    async def slash(self, who: Person, channel: Channel, command: str, /, **options: object) -> Interaction:
        """Uses a slash command; "group sub" reaches a sub command."""
        need(user_of(who), channel, Permission.USE_APPLICATION_COMMANDS)
        data = self._command(channel, command, options)
        return self._start(Asked.COMMAND, user_of(who), channel, data)

    async def autocomplete(
        self,
        who: Person,
        channel: Channel,
        command: str,
        focused: str,
        typed: str = "",
        /,
        *,
        within_s: float = 3.0,
        **options: object,
    ) -> tuple[Choice, ...]:
        """Types into the option `focused`, and waits for what is suggested."""
        interaction = await self.type_into(who, channel, command, focused, typed, **options)
        return await interaction.choices(within_s)

    async def type_into(
        self, who: Person, channel: Channel, command: str, focused: str, typed: str = "", /, **options: object
    ) -> Interaction:
        """Types into the option `focused`."""
        need(user_of(who), channel, Permission.USE_APPLICATION_COMMANDS)
        data = self._command(channel, command, {**options, focused: typed}, focused)
        return self._start(Asked.AUTOCOMPLETE, user_of(who), channel, data)

    async def menu(self, who: Person, message: Message, command: str) -> Interaction:
        """Chooses an entry of a message's menu."""
        user = user_of(who)
        need_to_see(user, message)
        need(user, message.channel, Permission.USE_APPLICATION_COMMANDS)
        data = self._named(message.channel, command, MESSAGE_MENU)
        data["target_id"] = str(message.id)
        data["resolved"] = {"messages": {str(message.id): self._parts.board.payload(message)}}
        return self._start(Asked.COMMAND, user, message.channel, data)

    async def press(self, message: Message, button: str | Button, who: Person) -> Interaction:
        """Presses a button: one of the message's, or named by its label, custom id or part of it."""
        need_to_see(user_of(who), message)
        pressed = message.button(button) if isinstance(button, str) else button
        if pressed not in message.buttons or pressed.is_disabled or not pressed.custom_id:
            raise CannotBeDone(f"the button {pressed.label!r} cannot be pressed")
        data: Json = {"component_type": int(Kind.BUTTON), "custom_id": pressed.custom_id}
        return self._start(Asked.COMPONENT, user_of(who), message.channel, data, message)

    async def select(
        self, message: Message, custom_id: str, values: Sequence[str], who: Person
    ) -> Interaction:
        """Chooses in a select."""
        need_to_see(user_of(who), message)
        for each in walk(message.components):
            if each.get("custom_id") == custom_id and each["type"] in SELECTS:
                data: Json = {"component_type": each["type"], "custom_id": custom_id, "values": list(values)}
                return self._start(Asked.COMPONENT, user_of(who), message.channel, data, message)
        raise CannotBeDone(f"there is no select {custom_id!r}")

    async def submit(self, modal: Modal, who: Person, values: Mapping[str, object]) -> Interaction:
        """Fills a form in and sends it; `values` by custom id or label."""
        came_from = modal.interaction
        if user_of(who) is not came_from.user:
            raise CannotBeDone(f"the form was shown to {came_from.user.name} alone")
        data: Json = {"custom_id": modal.custom_id, "components": modal.filled(values)}
        return self._start(Asked.MODAL, came_from.user, came_from.channel, data, came_from.source)

    def _command(
        self, channel: Channel, command: str, values: Mapping[str, object], focused: str | None = None
    ) -> Json:
        name, *path = command.split()
        data = self._named(channel, name, SLASH)
        registered = self._parts.commands.find(_guild(channel), name, SLASH)
        if registered is not None:
            need_offer(registered, channel)
            need_fit(registered, path, values, is_whole=focused is None)
        data["options"] = within(path, options_of(values, focused))
        resolved = resolved_of(values, channel)
        return {**data, "resolved": resolved} if resolved else data

    def _named(self, channel: Channel, name: str, kind: int) -> Json:
        registered = self._parts.commands.find(_guild(channel), name, kind)
        if registered is None and self._parts.commands.seen_in(_guild(channel)):
            raise CannotBeDone(f"{name!r} is none of the bot's commands")
        key = registered["id"] if registered else "1"
        data: Json = {"id": key, "name": name, "type": kind}
        if registered and "guild_id" in registered:
            data["guild_id"] = registered["guild_id"]
        return data

    def _start(
        self, kind: Asked, user: User, channel: Channel, data: Json, source: Message | None = None
    ) -> Interaction:
        if channel.guild is not None and self._parts.world.bot_in(channel.guild) is None:
            raise CannotBeDone(f"the bot is not in {channel.guild.name}")
        interaction = self._parts.reception.open(kind, user, channel, data, self._parts.bell, source)
        told = interaction_event(interaction, self._parts.world.bot, self._parts.board)
        self._parts.sessions.publish(self._parts.world, "INTERACTION_CREATE", told, _guild(channel))
        return interaction


def _guild(channel: Channel) -> int | None:
    return channel.guild.id if channel.guild else None
