"""The world that the server serves: a test builds it and changes it, the bot is told of every change."""

from __future__ import annotations

from collections.abc import Iterable

from eval.loopback_discord.clock import Clock, Snowflakes
from eval.loopback_discord.world import payloads
from eval.loopback_discord.world.model import Guild, Member, Role, User
from eval.loopback_discord.world.permissions import EVERYONE
from eval.loopback_discord.world.places import Places, Publish


class World(Places):
    """All users, guilds and channels by their ids. `bot` is the bot's own account."""

    def __init__(self, clock: Clock, ids: Snowflakes, publish: Publish) -> None:
        super().__init__(clock, ids, publish)
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.bot = self.add_user("Concord", is_bot=True)

    def add_user(self, name: str, *, locale: str = "en-US", is_bot: bool = False) -> User:
        """An account that is in no guild yet."""
        account = User(self._ids.next(), name, is_bot, locale)
        self.users[account.id] = account
        return account

    def add_guild(
        self,
        name: str = "Guild",
        *,
        owner: User | None = None,
        locale: str = "en-US",
        everyone: int = EVERYONE,
        bot_permissions: int = EVERYONE,
        with_bot: bool = True,
    ) -> Guild:
        """A guild with @everyone, its owner and the bot, who has a role of its own with `bot_permissions`."""
        owner = owner or self.add_user(f"owner of {name}")
        guild = Guild(self._ids.next(), name, owner, locale)
        guild.roles[guild.id] = Role(guild.id, "@everyone", int(everyone), 0)
        self._join(guild, owner, [])
        self.guilds[guild.id] = guild
        if with_bot:
            self.invite(guild, bot_permissions)
        return guild

    def invite(self, guild: Guild, permissions: int = EVERYONE) -> None:
        """Brings the bot into a guild."""
        own = Role(self._ids.next(), self.bot.name, int(permissions), len(guild.roles), bot=self.bot)
        guild.roles[own.id] = own
        self._join(guild, self.bot, [own])
        self._publish("GUILD_CREATE", payloads.guild_create(guild, self.bot), guild.id)

    def remove_bot(self, guild: Guild) -> None:
        """Throws the bot out of a guild."""
        own = [role for role in guild.members.pop(self.bot.id).roles if role.bot is self.bot]
        for role in own:
            del guild.roles[role.id]
        self._publish("GUILD_DELETE", {"id": str(guild.id)}, guild.id)

    def add_role(
        self, guild: Guild, name: str, *, permissions: int = 0, is_mentionable: bool = False
    ) -> Role:
        """A role that nobody has yet."""
        role = Role(self._ids.next(), name, int(permissions), len(guild.roles), is_mentionable)
        guild.roles[role.id] = role
        self._tell_role("GUILD_ROLE_CREATE", guild, role)
        return role

    def change_role(self, guild: Guild, role: Role, *, permissions: int) -> None:
        """Gives a role other permissions."""
        role.permissions = int(permissions)
        self._tell_role("GUILD_ROLE_UPDATE", guild, role)

    def remove_role(self, guild: Guild, role: Role) -> None:
        """Takes a role from everybody and away."""
        for member in guild.members.values():
            if role in member.roles:
                self.change_member(member, roles=[each for each in member.roles if each is not role])
        del guild.roles[role.id]
        self._publish("GUILD_ROLE_DELETE", {"guild_id": str(guild.id), "role_id": str(role.id)}, guild.id)

    def add_member(
        self, guild: Guild, who: str | User, *, roles: Iterable[Role] = (), locale: str = "en-US"
    ) -> Member:
        """A person in a guild: a new one of this name, or an account that there is."""
        account = self.add_user(who, locale=locale) if isinstance(who, str) else who
        member = self._join(guild, account, list(roles))
        self._tell_member("GUILD_MEMBER_ADD", member)
        return member

    def change_member(
        self, member: Member, *, roles: Iterable[Role] | None = None, nick: str | None = None
    ) -> None:
        """Gives a member other roles or another name."""
        member.roles = member.roles if roles is None else list(roles)
        member.nick = member.nick if nick is None else nick
        self._tell_member("GUILD_MEMBER_UPDATE", member)

    def remove_member(self, member: Member) -> None:
        """Lets a person leave a guild."""
        del member.guild.members[member.id]
        told = {"guild_id": str(member.guild.id), "user": payloads.user(member.user)}
        self._publish("GUILD_MEMBER_REMOVE", told, member.guild.id)

    def bot_in(self, guild: Guild) -> Member | None:
        """The bot as a member, if it is one."""
        return guild.members.get(self.bot.id)

    def _join(self, guild: Guild, account: User, roles: list[Role]) -> Member:
        member = Member(account, guild, roles, self._clock.now())
        guild.members[account.id] = member
        return member

    def _tell_role(self, event: str, guild: Guild, role: Role) -> None:
        self._publish(event, {"guild_id": str(guild.id), "role": payloads.role(role)}, guild.id)

    def _tell_member(self, event: str, member: Member) -> None:
        told = {"guild_id": str(member.guild.id), **payloads.member(member)}
        self._publish(event, told, member.guild.id)
