"""The bot's registration, as one sees it in Discord's developer portal."""

from __future__ import annotations

from dataclasses import dataclass, field

from eval.loopback_discord.gateway.intents import PRIVILEGED, Intent
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads
from eval.loopback_discord.world.model import User

_MEMBERS, _PRESENCES, _CONTENT = 1 << 14, 1 << 12, 1 << 18


@dataclass
class Application:
    """`owner` is the person who registered it; `team` (its owner first) replaces that person.

    `privileged` are the privileged intents that are switched on.
    """

    bot: User
    owner: User
    token: str
    team: list[User] = field(default_factory=list)
    privileged: Intent = PRIVILEGED

    @property
    def id(self) -> int:
        """The application's id, which is the bot's too."""
        return self.bot.id

    @property
    def flags(self) -> int:
        """The application's flags, which tell of the privileged intents."""
        bits = {Intent.MEMBERS: _MEMBERS, Intent.PRESENCES: _PRESENCES, Intent.MESSAGE_CONTENT: _CONTENT}
        return sum(bit for intent, bit in bits.items() if intent & self.privileged)

    def partial(self) -> Json:
        """What the gateway's READY says of it."""
        return {"id": str(self.id), "flags": self.flags}

    def payload(self) -> Json:
        """The application object of REST."""
        return {
            "id": str(self.id),
            "name": self.bot.name,
            "icon": None,
            "description": "",
            "summary": "",
            "bot_public": False,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": self.flags,
            "owner": payloads.user(self.owner),
            "team": self._team(),
            "bot": payloads.user(self.bot),
        }

    def _team(self) -> Json | None:
        if not self.team:
            return None
        seats = [
            {
                "membership_state": 2,
                "permissions": ["*"],
                "role": "admin",
                "team_id": str(self.id),
                "user": payloads.user(each),
            }
            for each in self.team
        ]
        name = f"team of {self.bot.name}"
        owner = str(self.team[0].id)
        return {"id": str(self.id), "name": name, "icon": None, "owner_user_id": owner, "members": seats}
