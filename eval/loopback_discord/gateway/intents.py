"""Which events a bot is told of, and what of them, by the intents that it named."""

from __future__ import annotations

from enum import IntFlag

from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import User


class Intent(IntFlag):
    """Discord's bits for kinds of events."""

    NONE = 0
    GUILDS = 1 << 0
    MEMBERS = 1 << 1
    PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_REACTIONS = 1 << 10
    DIRECT_MESSAGES = 1 << 12
    DIRECT_REACTIONS = 1 << 13
    MESSAGE_CONTENT = 1 << 15


# Those that must be switched on in the developer portal first.
PRIVILEGED = Intent.MEMBERS | Intent.PRESENCES | Intent.MESSAGE_CONTENT

# All bits that there are; others make the gateway close with 4013.
KNOWN = (1 << 26) - 1

_GUILD = {
    **dict.fromkeys(("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"), Intent.GUILDS),
    **dict.fromkeys(("GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE"), Intent.GUILDS),
    **dict.fromkeys(("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"), Intent.GUILDS),
    **dict.fromkeys(("THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE"), Intent.GUILDS),
    **dict.fromkeys(("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"), Intent.MEMBERS),
    **dict.fromkeys(("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"), Intent.GUILD_MESSAGES),
    **dict.fromkeys(("MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE"), Intent.GUILD_REACTIONS),
}
_DIRECT = {
    **dict.fromkeys(("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"), Intent.DIRECT_MESSAGES),
    **dict.fromkeys(("MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE"), Intent.DIRECT_REACTIONS),
}
# What a message loses where the bot may not read it.
_EMPTY: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def told(event: str, data: Json, intents: Intent, bot: User) -> Json | None:
    """What a bot with these intents is told of an event; None is nothing at all."""
    in_guild = "guild_id" in data or event.startswith("GUILD_")
    needed = (_GUILD if in_guild else _DIRECT).get(event, Intent.NONE)
    is_about_itself = event == "GUILD_MEMBER_UPDATE" and data["user"]["id"] == str(bot.id)
    if needed & intents != needed and not is_about_itself:
        return None
    if event in ("MESSAGE_CREATE", "MESSAGE_UPDATE") and not intents & Intent.MESSAGE_CONTENT:
        return readable(data, bot)
    if event == "GUILD_CREATE" and not intents & Intent.MEMBERS:
        return {**data, "members": [each for each in data["members"] if each["user"]["id"] == str(bot.id)]}
    return data


def readable(message: Json, bot: User) -> Json:
    """A message as a bot without the intent for content sees it.

    It keeps its own messages, those that mention it and those in direct messages, which have no guild.
    """
    kept = message if is_open_to(message, bot) else {**message, **_EMPTY}
    other = message.get("referenced_message")
    if other is None:
        return kept
    return {**kept, "referenced_message": readable({**other, "guild_id": message.get("guild_id")}, bot)}


def is_open_to(message: Json, bot: User) -> bool:
    """Whether a bot may read a message without the intent for content."""
    mine = message["author"]["id"] == str(bot.id)
    named = any(each["id"] == str(bot.id) for each in message["mentions"])
    return mine or named or message.get("guild_id") is None
