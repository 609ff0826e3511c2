"""Who runs the bot: they may map roles to audiences and have documents indexed, in any server."""

from __future__ import annotations

from collections.abc import Iterable

import discord


class Operators:
    """Those whom the settings name; with nobody named, the application's owner or the members of its team.

    Until `learn` has been called nobody is one, unless the settings name them.
    """

    def __init__(self, named: Iterable[int]) -> None:
        self._named = frozenset(named)
        self._learnt: frozenset[int] = frozenset()

    async def learn(self, client: discord.Client) -> None:
        """Takes in whose application it is; discord.py has asked that at the login."""
        application = client.application or await client.application_info()
        self._learnt = _owners(application)

    def has(self, user: int) -> bool:
        """Whether the user with this id is an operator."""
        return user in (self._named or self._learnt)


def _owners(application: discord.AppInfo) -> frozenset[int]:
    """The owner, or of a team those who may change the application: not who only looks on or was invited.

    The owner of a team's application is an account of Discord's own, which is nobody.
    """
    team = application.team
    if team is None:
        return frozenset({application.owner.id})
    members = {
        each.id
        for each in team.members
        if each.membership_state is discord.TeamMembershipState.accepted
        and each.role is not discord.TeamMemberRole.read_only
    }
    return frozenset(members | ({team.owner_id} if team.owner_id else set()))
