"""Routes for answers to interactions: the callback, the original answer, follow-ups."""

from __future__ import annotations

from collections.abc import Sequence

from eval.loopback_discord.application import Application
from eval.loopback_discord.clock import Clock
from eval.loopback_discord.interactions.interaction import Interaction, Response
from eval.loopback_discord.interactions.reception import Reception
from eval.loopback_discord.messages.board import Board
from eval.loopback_discord.messages.drafting import Draft
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.refusals import Refused, unknown
from eval.loopback_discord.rest.call import Bucket, Call, Route
from eval.loopback_discord.wire import Json

# For each token.
_WEBHOOK = Bucket(5, 2.0)


class Interactions:
    """The handlers; the tokens in their paths are all the authority that they need."""

    def __init__(self, application: Application, clock: Clock, reception: Reception, board: Board) -> None:
        self._application = application
        self._clock = clock
        self._reception = reception
        self._board = board

    def routes(self) -> Sequence[Route]:
        """The table."""
        hook = "/webhooks/{application}/{token}"
        one = hook + "/messages/{message}"
        return (
            Route(
                "POST", "/interactions/{interaction}/{token}/callback", self._callback, _WEBHOOK, is_open=True
            ),
            Route("POST", hook, self._follow, _WEBHOOK, is_open=True),
            Route("GET", one, self._one, _WEBHOOK, is_open=True),
            Route("PATCH", one, self._edit, _WEBHOOK, is_open=True),
            Route("DELETE", one, self._delete, _WEBHOOK, is_open=True),
        )

    async def _callback(self, call: Call) -> Json | None:
        interaction = self._reception.by_id.get(call.id("interaction"))
        if interaction is None or interaction.token != call.named["token"]:
            raise unknown("interaction")
        draft = Draft(call.body.get("data") or {}, call.files)
        self._reception.answer(interaction, call.body.get("type"), draft)
        if call.query.get("with_response", "") not in ("1", "true", "True"):
            return None
        return self._told(interaction)

    def _told(self, interaction: Interaction) -> Json:
        about: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
        resource: Json = {"type": int(interaction.response or 0)}
        shown = interaction.original
        if shown is not None and interaction.response is not Response.DEFERRED_UPDATE:
            about |= {
                "response_message_id": str(shown.id),
                "response_message_loading": shown.is_thinking,
                "response_message_ephemeral": shown.is_ephemeral,
            }
            resource["message"] = self._board.payload(shown)
        return {"interaction": about, "resource": resource}

    async def _follow(self, call: Call) -> Json:
        return self._board.payload(self._reception.follow(self._valid(call), call.draft))

    async def _one(self, call: Call) -> Json:
        return self._board.payload(self._message(self._valid(call), call))

    async def _edit(self, call: Call) -> Json:
        message = self._message(self._valid(call), call)
        self._reception.revise(message, call.draft)
        return self._board.payload(message)

    async def _delete(self, call: Call) -> None:
        interaction = self._valid(call)
        message = self._message(interaction, call)
        self._board.delete(message)

    def _valid(self, call: Call) -> Interaction:
        interaction = self._reception.by_token.get(call.named["token"])
        if interaction is None or call.id("application") != self._application.id:
            raise unknown("Webhook")
        if self._clock.now() > interaction.expires_at:
            raise Refused(401, 50027, "Invalid Webhook Token")
        if interaction.response is None:
            raise unknown("Webhook")
        return interaction

    def _message(self, interaction: Interaction, call: Call) -> Message:
        if call.named["message"] == "@original":
            message = interaction.original
        else:
            key = call.id("message")
            message = next((each for each in interaction.messages if each.id == key), None)
        if message is None or message.is_deleted:
            raise unknown("Message")
        return message
