"""Takes a question that came as a message: decides where it is answered and for whom, and has it answered."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Final

import aiohttp
import discord

from bot.discord.access import Visibility
from bot.discord.cards import notice_card
from bot.discord.conversation.facts import Channel
from bot.discord.conversation.route import Action, Route
from bot.discord.conversation.wording import thread_name
from bot.discord.delivery.arrivals import Arrival
from bot.discord.delivery.places import ChannelPost, Guarded
from bot.discord.delivery.reception import Asked, Reception
from bot.discord.desk import Desk
from bot.discord.operations.logs import logger
from bot.discord.people import conversation, person
from bot.discord.words import say
from bot.models import Audience, Language, Request

# Minutes after which a thread in which nobody writes is put away: a day.
_PUT_AWAY_AFTER: Final = 1440
_THREAD_EXISTS = 160004


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that asks something: where it stands, its words, their language, and what was decided."""

    message: discord.Message
    channel: Channel
    words: str
    language: Language
    route: Route


async def take(taken: Taken, desk: Desk, reception: Reception, arrival: Arrival) -> None:
    """Answers within what everybody in the channel may see, and the requester too."""
    visibility = await desk.access.message_visibility(taken.message.author, taken.channel)
    thread = await _opened(taken) if taken.route.action is Action.ANSWER_IN_THREAD else None
    where: Channel = thread or taken.channel
    answers = None if thread else taken.message

    async def may_show() -> bool:
        if visibility.audience is Audience.PUBLIC:
            return True
        return visibility.audience in (await desk.access.channel_now(where)).readable

    instead = notice_card(say("channel_widened", taken.language))
    post = Guarded(ChannelPost(where, taken.message.id, answers), may_show, instead)
    blind = thread is not None and not desk.settings.message_content
    await reception.answer(_asked(taken, visibility, where.id, is_blind=blind), post, arrival)


def _asked(taken: Taken, visibility: Visibility, place: int, *, is_blind: bool) -> Asked:
    user, guild = taken.message.author.id, taken.message.guild
    notices = {"more_privately": visibility.can_see_more, "mention_to_go_on": is_blind}
    return Asked(
        kind=str(taken.route.kind),
        request=Request(taken.words, visibility.audience, requester=person(user)),
        conversation=conversation(user, place),
        user=user,
        guild=guild.id if guild else None,
        channel=taken.channel.id,
        language=taken.language,
        notice="\n".join(say(name, taken.language) for name, holds in notices.items() if holds),
    )


async def _opened(taken: Taken) -> discord.Thread | None:
    """A thread on the message, or the one that is there by now; None where none can be opened."""
    try:
        return await taken.message.create_thread(
            name=thread_name(taken.words), auto_archive_duration=_PUT_AWAY_AFTER
        )
    except (discord.HTTPException, aiohttp.ClientError, OSError) as refused:
        if not isinstance(refused, discord.HTTPException) or refused.code == _THREAD_EXISTS:
            with contextlib.suppress(discord.HTTPException, aiohttp.ClientError, OSError):
                return await taken.message.fetch_thread()
        logger().info("no thread", exc_info=refused, channel=taken.channel.id)
        return None
