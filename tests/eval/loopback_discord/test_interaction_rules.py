"""When and how a bot may answer an interaction."""

from __future__ import annotations

import pytest

from eval.loopback_discord.messages.flags import Flag
from tests.eval.loopback_discord.office import office
from tests.eval.loopback_discord.scene import scene

SAY, THINK, PROMISE, UPDATE, SUGGEST, FORM = 4, 5, 6, 7, 8, 9
EPHEMERAL = int(Flag.EPHEMERAL)


@scene
async def test_the_first_answer_has_three_seconds() -> None:
    async with office() as at:
        asked = await at.asked()
        at.server.clock.advance(3.1)
        late = await at.respond(asked, THINK)
        assert late.refusal == (404, 10062)
        assert late.body["message"] == "Unknown interaction"
        assert [each.code for each in at.server.violations] == [10062]


@scene
async def test_there_is_one_first_answer() -> None:
    async with office() as at:
        asked = await at.asked()
        assert (await at.respond(asked, THINK)).status == 204
        assert (await at.respond(asked, SAY, {"content": "Twice"})).refusal == (400, 40060)


@scene
async def test_nothing_follows_before_the_first_answer() -> None:
    async with office() as at:
        asked = await at.asked()
        assert (await at.hook("POST", asked, {"content": "First"})).refusal == (404, 10015)


@scene
async def test_a_token_lives_for_fifteen_minutes() -> None:
    async with office() as at:
        asked = await at.asked()
        await at.respond(asked, THINK)
        at.server.clock.advance(14 * 60)
        assert (await at.hook("PATCH", asked, {"content": "In time"}, "@original")).status == 200
        at.server.clock.advance(61)
        late = await at.hook("PATCH", asked, {"content": "Too late"}, "@original")
        assert late.refusal == (401, 50027)
        assert (await asked.reply()).content == "In time"


@scene
async def test_filling_in_what_was_deferred_is_no_edit_to_be_seen() -> None:
    async with office() as at:
        asked = await at.asked()
        await at.respond(asked, THINK)
        first = await at.hook("PATCH", asked, {"content": "One"}, "@original")
        second = await at.hook("PATCH", asked, {"content": "Two"}, "@original")
        assert first.body["edited_timestamp"] is None
        assert second.body["edited_timestamp"] is not None


@scene
async def test_a_token_can_be_let_expire_alone() -> None:
    async with office() as at:
        old, other = await at.asked(), await at.asked()
        for each in (old, other):
            await at.respond(each, THINK)
        at.server.faults.expire(old)
        assert (await at.hook("POST", old, {"content": "Late"})).refusal == (401, 50027)
        assert (await at.hook("POST", other, {"content": "In time"})).status == 200


@scene
async def test_an_unknown_token_leads_nowhere() -> None:
    async with office() as at:
        asked = await at.asked()
        await at.respond(asked, THINK)
        path = f"/webhooks/{at.server.application.id}/nonsense/messages/@original"
        assert (await at.ask("GET", path, token="")).refusal == (404, 10015)
        assert (
            await at.ask("POST", f"/interactions/{asked.id}/nonsense/callback", {"type": 5})
        ).code == 10062


@scene
async def test_an_answer_stays_as_ephemeral_as_it_was_deferred() -> None:
    async with office() as at:
        hidden, shown = await at.asked(), await at.asked()
        await at.respond(hidden, THINK, {"flags": EPHEMERAL})
        await at.respond(shown, THINK)
        # Right after a deferral a follow-up is the answer itself, whatever flag it carries.
        await at.hook("POST", hidden, {"content": "For you"})
        await at.hook("POST", shown, {"content": "For all", "flags": EPHEMERAL})
        assert (await hidden.reply()).ephemeral_to is at.ada.user
        assert (await shown.reply()).ephemeral_to is None
        assert not hidden.followups
        # Those after it are what they say they are.
        await at.hook("POST", shown, {"content": "For you", "flags": EPHEMERAL})
        assert shown.followups[0].is_ephemeral


@scene
async def test_an_ephemeral_message_is_not_in_the_channel() -> None:
    async with office() as at:
        asked = await at.asked()
        await at.respond(asked, SAY, {"content": "For you", "flags": EPHEMERAL})
        hidden = await asked.reply()
        one = f"/channels/{at.channel.id}/messages/{hidden.id}"
        assert (await at.ask("GET", one)).refusal == (404, 10008)
        assert (await at.ask("PATCH", one, {"content": "Mine"})).refusal == (404, 10008)
        assert (await at.ask("GET", f"/channels/{at.channel.id}/messages")).body == []
        # Its token alone reaches it.
        assert (await at.hook("GET", asked, message="@original")).body["content"] == "For you"
        assert (await at.hook("DELETE", asked, message=str(hidden.id))).status == 204
        assert (await at.hook("GET", asked, message="@original")).refusal == (404, 10008)


@pytest.mark.parametrize("kind", [PROMISE, UPDATE, SUGGEST, 1, 99])
def test_a_command_is_answered_by_what_fits_it(kind: int) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            refused = await at.respond(await at.asked(), kind, {"choices": [], "content": "x"})
            assert refused.refusal == (400, 50035)
            assert refused.body["errors"]["type"]["_errors"][0]["code"] == "BASE_TYPE_CHOICES"

    play()


@scene
async def test_a_form_is_not_answered_by_a_form() -> None:
    async with office() as at:
        asked = await at.asked()
        field = {"type": 4, "custom_id": "why", "style": 1, "label": "Why?"}
        form = {"custom_id": "form", "title": "Why?", "components": [{"type": 1, "components": [field]}]}
        await at.respond(asked, FORM, form)
        sent = await at.server.submit(await asked.form(), at.ada, {"Why?": "Because"})
        assert (await at.respond(sent, FORM, form)).refusal == (400, 50035)
        # It came from a command: there is no message to update.
        assert (await at.respond(sent, UPDATE, {"content": "x"})).refusal == (400, 50035)
        assert (await at.respond(sent, SAY, {"content": "Thanks"})).status == 204


@scene
async def test_a_pressed_button_may_change_its_message_or_promise_to() -> None:
    async with office() as at:
        asked = await at.asked()
        button = {"type": 2, "style": 2, "label": "More", "custom_id": "more:1"}
        row = {"type": 1, "components": [button]}
        await at.respond(asked, SAY, {"content": "Short", "components": [row]})
        message = await asked.reply()

        pressed = await at.server.press(message, "More", at.ada)
        await at.respond(pressed, UPDATE, {"content": "Longer"})
        assert (await pressed.reply()) is message
        assert (message.content, message.button("more").label) == ("Longer", "More")

        again = await at.server.press(message, "more:1", at.ada)
        await at.respond(again, PROMISE)
        assert again.answer is None
        await at.hook("PATCH", again, {"content": "Longest"}, "@original")
        assert [version.content for version in (await again.reply()).versions] == [
            "Short",
            "Longer",
            "Longest",
        ]


@scene
async def test_the_answer_comes_back_where_it_is_asked_for() -> None:
    async with office() as at:
        asked = await at.asked()
        path = f"/interactions/{asked.id}/{asked.token}/callback?with_response=true"
        body = {"type": THINK, "data": {"flags": EPHEMERAL}}
        told = (await at.ask("POST", path, body, token="")).body
        assert told["interaction"]["response_message_ephemeral"]
        assert told["interaction"]["response_message_loading"]
        assert told["resource"]["message"]["flags"] == Flag.EPHEMERAL | Flag.LOADING
