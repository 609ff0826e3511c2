"""Whom a message notifies."""

from __future__ import annotations

import pytest

from eval.loopback_discord.messages.pings import Reach, pings_of
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Role, User
from eval.loopback_discord.world.permissions import Permission
from tests.eval.loopback_discord.office import office
from tests.eval.loopback_discord.scene import scene

ADA, BEA = User(1, "Ada"), User(2, "Bea")
CREW = Role(3, "crew", 0, 1, is_mentionable=True)
REACH = Reach({1: ADA, 2: BEA}, {3: CREW}, everyone=True)
NAMES_ALL = "<@1> <@!2> <@&3> @everyone"

CASES: dict[str, tuple[str, Json | None, set[str]]] = {
    "without a word all are pinged": (NAMES_ALL, None, {"Ada", "Bea", "crew", "everyone"}),
    "nobody is let through": (NAMES_ALL, {"parse": []}, set()),
    "users alone are let through": (NAMES_ALL, {"parse": ["users"]}, {"Ada", "Bea"}),
    "one user is listed": (NAMES_ALL, {"parse": [], "users": ["2"]}, {"Bea"}),
    "who is listed but not named is not pinged": ("hello", {"users": ["2"]}, set()),
    "here is everyone": ("@here", None, {"everyone"}),
    "unknown ones are not pinged": ("<@9> <@&9>", None, set()),
    "names in code are none": ("`<@1>` ```\n@everyone\n```", None, set()),
    "nor are those behind a backslash": (r"\<@1> \@everyone", None, set()),
    "a zero-width space breaks the name": ("@\u200beveryone", None, set()),
}


@pytest.mark.parametrize("case", CASES)
def test_allowed_mentions_decide(case: str) -> None:
    text, allowed, named = CASES[case]
    pings = pings_of(text, allowed, REACH, None)
    seen = {user.name for user in pings.users} | {role.name for role in pings.roles}
    assert seen | ({"everyone"} if pings.everyone else set()) == named
    assert bool(pings) == bool(named)


@pytest.mark.parametrize(
    ("allowed", "is_pinged"), [(None, True), ({"parse": []}, False), ({"replied_user": True}, True)]
)
def test_the_one_replied_to_is_pinged_unless_told_not_to(allowed: Json | None, is_pinged: bool) -> None:
    assert (ADA in pings_of("yes", allowed, REACH, ADA).users) is is_pinged


@scene
async def test_everyone_is_for_those_with_the_permission() -> None:
    async with office() as at:
        crew = at.server.world.add_role(at.guild, "crew")
        await at.post({"content": f"@everyone {crew.mention} {at.ada.mention}"})
        (message,) = at.channel.messages.values()
        assert message.pings.users == {at.ada.user}
        assert not message.pings.everyone
        assert not message.pings.roles
        own = at.guild.members[at.server.world.bot.id].roles[0]
        at.server.world.change_role(at.guild, own, permissions=own.permissions | Permission.MENTION_EVERYONE)
        await at.post({"content": f"@everyone {crew.mention}"})
        told = list(at.channel.messages.values())[-1].pings
        assert told.everyone
        assert told.roles == {crew}


@scene
async def test_a_text_display_pings_as_content_does() -> None:
    async with office() as at:
        body = {"flags": 1 << 15, "components": [{"type": 10, "content": f"Hello {at.ada.mention}"}]}
        await at.post(body)
        await at.post({**body, "allowed_mentions": {"parse": []}})
        loud, quiet = at.channel.messages.values()
        assert loud.pings.users == {at.ada.user}
        assert not quiet.pings
