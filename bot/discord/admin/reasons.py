"""Says why a channel shows no more than it does."""

from __future__ import annotations

from collections.abc import Callable

from bot.discord.access import Opening, Verdict, Way
from bot.models import Audience

_MOST = 8
Say = Callable[..., str]
_KEYS = {
    Way.EVERYONE: "admin_why_everyone",
    Way.ROLE: "admin_why_role",
    Way.ADMINISTRATOR: "admin_why_administrator",
    Way.UNKNOWN_ROLE: "admin_why_unknown_role",
    Way.PERSON: "admin_why_person",
    Way.OWNER: "admin_why_owner",
    Way.UNKNOWN_PERSON: "admin_why_unknown_person",
    Way.NOT_JUDGED: "admin_why_not_judged",
    Way.NOT_LOOKED_UP: "admin_why_not_looked_up",
}
_PEOPLE = {Way.PERSON, Way.OWNER, Way.UNKNOWN_PERSON}


def reasons(verdict: Verdict, say: Say) -> list[str]:
    """For whom the channel is, and a line for each way in that keeps it from being for fewer."""
    lines = [say("admin_channel_audience", audience=say(f"admin_audience_{verdict.audience}"))]
    if verdict.audience is not Audience.PUBLIC:
        return lines
    lines += [f"- {_reason(each, say)}" for each in verdict.openings[:_MOST]]
    if len(verdict.openings) > _MOST:
        lines.append(say("admin_left_out", count=len(verdict.openings) - _MOST))
    return lines


def _reason(opening: Opening, say: Say) -> str:
    sign = "@" if opening.way in _PEOPLE else "@&"
    return say(_KEYS[opening.way], who=f"<{sign}{opening.who}>")
