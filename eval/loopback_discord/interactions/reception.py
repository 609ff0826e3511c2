"""Where interactions are kept, and where the bot's first answers to them come in."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from eval.loopback_discord.bell import Bell
from eval.loopback_discord.clock import Clock, Snowflakes
from eval.loopback_discord.interactions.interaction import (
    FIRST_ANSWER_S,
    TOKEN_S,
    Asked,
    Choice,
    Interaction,
    Response,
)
from eval.loopback_discord.interactions.modal import Modal
from eval.loopback_discord.limits.choices import check_choices
from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.limits.modals import check_modal
from eval.loopback_discord.messages.board import Board, Frame, thinking
from eval.loopback_discord.messages.drafting import Draft, Drafting
from eval.loopback_discord.messages.flags import ON_ANSWER, ON_EDIT, Flag
from eval.loopback_discord.messages.message import Message, Origin, Version
from eval.loopback_discord.refusals import Refused, unknown
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Channel, User
from eval.loopback_discord.world.world import World

# Which first answers each kind may get.
_FITTING = {
    Asked.COMMAND: (Response.MESSAGE, Response.DEFERRED_MESSAGE, Response.MODAL),
    Asked.COMPONENT: tuple(each for each in Response if each is not Response.CHOICES),
    Asked.AUTOCOMPLETE: (Response.CHOICES,),
    Asked.MODAL: tuple(each for each in Response if each not in (Response.CHOICES, Response.MODAL)),
}


class Reception:
    """Keeps interactions by their ids and tokens."""

    def __init__(self, clock: Clock, ids: Snowflakes, world: World, board: Board, drafting: Drafting) -> None:
        self.by_id: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}
        self._clock = clock
        self._ids = ids
        self._world = world
        self._board = board
        self._drafting = drafting
        self._answers: dict[Response, Callable[[Interaction, Draft], None]] = {
            Response.MESSAGE: self._say,
            Response.DEFERRED_MESSAGE: self._think,
            Response.DEFERRED_UPDATE: self._promise,
            Response.UPDATE: self._update,
            Response.CHOICES: self._suggest,
            Response.MODAL: self._show,
        }

    def open(
        self,
        kind: Asked,
        user: User,
        channel: Channel,
        data: Json,
        bell: Bell,
        source: Message | None = None,
    ) -> Interaction:
        """Takes up something that a person did."""
        now = self._clock.now()
        token = secrets.token_urlsafe(48)
        interaction = Interaction(self._ids.next(), token, kind, user, channel, data, now, bell, source)
        interaction.expires_at = now + TOKEN_S
        interaction.known = len(source.versions) if source else 0
        self.by_id[interaction.id] = self.by_token[token] = interaction
        return interaction

    def forget(self) -> None:
        """Drops all interactions: nothing more can be said to them."""
        self.by_id.clear()
        self.by_token.clear()

    def answer(self, interaction: Interaction, kind: object, draft: Draft) -> None:
        """Takes the first answer; raises Refused as Discord does for late, second and unfitting ones."""
        if interaction.response is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        now = self._clock.now()
        if now - interaction.created_at > FIRST_ANSWER_S or now > interaction.expires_at:
            raise unknown("interaction")
        form = Form()
        fitting = [each for each in _FITTING[interaction.kind] if interaction.source or each not in (6, 7)]
        form.one_of("type", kind, tuple(fitting))
        form.close()
        response = Response(int(str(kind)))
        self._answers[response](interaction, draft)
        interaction.response = response
        interaction.responded_at = self._clock.now()
        interaction.bell.ring()

    def follow(self, interaction: Interaction, draft: Draft) -> Message:
        """Adds a follow-up; right after a deferral it fills in the answer, and stays as ephemeral as that."""
        if interaction.original is not None and interaction.original.is_thinking:
            body = {**draft.body, "flags": int(Flag(draft.body.get("flags") or 0) & ~Flag.EPHEMERAL)}
            self.revise(interaction.original, Draft(body, draft.files))
            return interaction.original
        message = self._post(interaction, draft)
        interaction.followups.append(message)
        interaction.bell.ring()
        return message

    def revise(self, message: Message, draft: Draft) -> None:
        """Edits a message of an answer."""
        self._board.edit(message, self._drafting.changed(draft, message, ON_EDIT))

    def _say(self, interaction: Interaction, draft: Draft) -> None:
        interaction.original = self._post(interaction, draft)

    def _post(self, interaction: Interaction, draft: Draft) -> Message:
        said = self._drafting.new(draft, interaction.channel, ON_ANSWER)
        return self._board.post(interaction.channel, self._world.bot, said, self._frame(interaction, said))

    def _think(self, interaction: Interaction, draft: Draft) -> None:
        flags = Flag(draft.body.get("flags") or 0)
        said = thinking(is_ephemeral=Flag.EPHEMERAL in flags)
        frame = self._frame(interaction, said)
        interaction.original = self._board.post(interaction.channel, self._world.bot, said, frame)

    def _promise(self, interaction: Interaction, _: Draft) -> None:
        interaction.original = interaction.source

    def _update(self, interaction: Interaction, draft: Draft) -> None:
        assert interaction.source is not None
        self.revise(interaction.source, draft)
        interaction.original = interaction.source

    def _suggest(self, interaction: Interaction, draft: Draft) -> None:
        form = Form()
        choices = draft.body.get("choices")
        focused = _focused(interaction.data.get("options") or [])
        if choices is None:
            form.flaw("data.choices", "BASE_TYPE_REQUIRED", "This field is required")
        check_choices(form, "data.choices", choices or [], focused["type"])
        form.close()
        locale = interaction.user.locale
        interaction.suggestions = tuple(
            Choice((each.get("name_localizations") or {}).get(locale) or each["name"], each["value"])
            for each in choices or []
        )

    def _show(self, interaction: Interaction, draft: Draft) -> None:
        form = Form()
        check_modal(form, draft.body)
        form.close()
        body = draft.body
        interaction.modal = Modal(interaction, body["custom_id"], body["title"], tuple(body["components"]))

    def _frame(self, interaction: Interaction, said: Version) -> Frame:
        origin = Origin(interaction.id, interaction.kind, interaction.user, interaction.data.get("name", ""))
        hidden = interaction.user if Flag.EPHEMERAL in said.flags else None
        return Frame(origin=origin, ephemeral_to=hidden)


def _focused(options: list[Json]) -> Json:
    for each in options:
        if each.get("focused"):
            return each
        if each.get("options"):
            return _focused(each["options"])
    raise LookupError("no option is focused")
