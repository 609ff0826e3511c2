"""Operators are those whom the settings name, else the application's owner or those who work on it."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.discord.access.operators import Operators
from tests.bot.discord.access.worlds import user

OWNER, ADMIN, DEVELOPER, ONLOOKER, INVITED, TEAM_ACCOUNT = 1, 2, 3, 4, 5, 6


def learnt(operators: Operators, *, has_team: bool) -> list[int]:
    """Which of the six are operators once it is known whose application it is."""
    client = discord.Client(intents=discord.Intents.none())
    data: Any = {"id": 9, "name": "Concord", "description": "", "icon": None, "summary": "", "verify_key": ""}
    data |= {"bot_public": False, "bot_require_code_grant": False, "hook": True, "flags": 0}
    people = [(OWNER, "admin", 2), (ADMIN, "admin", 2), (DEVELOPER, "developer", 2)]
    people += [(ONLOOKER, "read_only", 2), (INVITED, "admin", 1)]  # 1: has not accepted
    members = [{"user": user(who), "membership_state": state, "role": role} for who, role, state in people]
    team = {"id": 8, "name": "Crew", "icon": None, "owner_user_id": OWNER, "members": members}
    data |= {"owner": user(TEAM_ACCOUNT if has_team else OWNER), "team": team if has_team else None}
    client._application = discord.AppInfo(client._connection, data)
    asyncio.run(operators.learn(client))
    return [each for each in range(1, 7) if operators.has(each)]


def test_the_owner_of_the_application_is_one() -> None:
    assert learnt(Operators(()), has_team=False) == [OWNER]


def test_of_a_team_those_are_who_may_change_the_application() -> None:
    assert learnt(Operators(()), has_team=True) == [OWNER, ADMIN, DEVELOPER]


def test_where_some_are_named_the_owner_is_none() -> None:
    assert learnt(Operators([7, INVITED]), has_team=False) == [INVITED]


def test_before_it_is_known_whose_application_it_is_nobody_is() -> None:
    assert not Operators(()).has(OWNER)
    assert Operators([OWNER]).has(OWNER)
