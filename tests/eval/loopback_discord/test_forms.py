"""Forms that a bot shows, and suggestions that it makes."""

from __future__ import annotations

import pytest

from eval.loopback_discord.people.rights import CannotBeDone
from eval.loopback_discord.wire import Json
from tests.eval.loopback_discord.office import office
from tests.eval.loopback_discord.scene import scene

FORM, SUGGEST, SAY = 9, 8, 4


def field(**changes: object) -> Json:
    """A row with a text field."""
    plain = {"type": 4, "custom_id": "why", "style": 2, "label": "Why?", "max_length": 10, "min_length": 2}
    return {"type": 1, "components": [{**plain, **changes}]}


def label(**changes: object) -> Json:
    """A labelled text field, as newer forms have them."""
    inner = {"type": 4, "custom_id": "right", "style": 1, "required": False}
    return {"type": 18, "label": "What is right?", "component": inner, **changes}


def form(*components: Json, **changes: object) -> Json:
    """A form that fits."""
    return {"custom_id": "wrong:1", "title": "What was wrong?", "components": list(components), **changes}


REFUSED: dict[str, Json] = {
    "a title of 46": form(field(), title="x" * 46),
    "no title": form(field(), title=""),
    "a custom id of 101": form(field(), custom_id="x" * 101),
    "nothing in it": form(),
    "six parts": form(*(field(custom_id=str(number)) for number in range(6))),
    "a field twice": form(field(), field()),
    "a label of 46": form(field(label="x" * 46)),
    "a new label of 46": form(label(label="x" * 46)),
    "a description of 101": form(label(description="x" * 101)),
    "an example of 101": form(field(placeholder="x" * 101)),
    "room for 4,001": form(field(max_length=4001)),
    "a style of its own": form(field(style=3)),
    "more text than there is room": form(field(value="x" * 11)),
    "a button": form({"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": "x"}]}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_form_that_does_not_fit_is_refused(case: str) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            asked = await at.asked()
            assert (await at.respond(asked, FORM, REFUSED[case])).refusal == (400, 50035)
            assert asked.modal is None

    play()


@scene
async def test_a_form_is_filled_in_and_sent() -> None:
    async with office() as at:
        asked = await at.asked()
        await at.respond(asked, FORM, form(field(), label()))
        shown = await asked.form()
        assert [(each.custom_id, each.label, each.is_required) for each in shown.fields] == [
            ("why", "Why?", True),
            ("right", "What is right?", False),
        ]
        sent = await at.server.submit(shown, at.ada, {"Why?": "too old"})
        row, labelled = sent.data["components"]
        assert row["components"][0] == {"type": 4, "id": 0, "custom_id": "why", "value": "too old"}
        assert labelled["component"] == {"type": 4, "id": 0, "custom_id": "right", "value": ""}
        await at.respond(sent, SAY, {"content": "Thanks", "flags": 64})
        assert (await sent.reply()).ephemeral_to is at.ada.user


@pytest.mark.parametrize("value", ["", "x", "x" * 11])
def test_the_client_holds_a_form_to_its_own_limits(value: str) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            asked = await at.asked()
            await at.respond(asked, FORM, form(field()))
            with pytest.raises(ValueError, match="Why"):
                await at.server.submit(await asked.form(), at.ada, {"why": value})

    play()


@scene
async def test_a_form_is_for_whom_it_was_shown() -> None:
    async with office() as at:
        bea = at.server.world.add_member(at.guild, "Bea")
        asked = await at.asked()
        await at.respond(asked, FORM, form(field()))
        with pytest.raises(CannotBeDone, match="Ada"):
            await at.server.submit(await asked.form(), bea, {"why": "because"})


@scene
async def test_a_form_after_a_button_knows_the_message() -> None:
    async with office() as at:
        asked = await at.asked()
        row = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}
        await at.respond(asked, SAY, {"content": "x", "components": [row]})
        message = await asked.reply()
        pressed = await at.server.press(message, "go", at.ada)
        await at.respond(pressed, FORM, form(field()))
        sent = await at.server.submit(await pressed.form(), at.ada, {"why": "because"})
        assert sent.source is message
        assert (await at.respond(sent, 7, {"content": "y"})).status == 204
        assert message.content == "y"


TAKEN: dict[str, list[Json]] = {
    "none": [],
    "25, as long as can be": [{"name": "x" * 100, "value": "x" * 100}] * 25,
}
TOO_MUCH: dict[str, list[Json]] = {
    "26": [{"name": "x", "value": "x"}] * 26,
    "a name of 101": [{"name": "x" * 101, "value": "x"}],
    "a translated name of 101": [{"name": "x", "name_localizations": {"ko": "x" * 101}, "value": "x"}],
    "a value of 101": [{"name": "x", "value": "x" * 101}],
    "an empty name": [{"name": "", "value": "x"}],
    "a number for a text": [{"name": "x", "value": 1}],
}


@pytest.mark.parametrize("case", [*TAKEN, *TOO_MUCH])
def test_suggestions_have_limits(case: str) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            typed = await at.server.type_into(at.ada, at.channel, "ask", "question", "x")
            told = await at.respond(typed, SUGGEST, {"choices": (TAKEN | TOO_MUCH)[case]})
            if case in TAKEN:
                assert told.status == 204
                assert len(await typed.choices()) == len(TAKEN[case])
            else:
                assert told.refusal == (400, 50035)
                assert typed.suggestions is None

    play()


@scene
async def test_suggestions_come_in_the_persons_language() -> None:
    async with office() as at:
        min_ji = at.server.world.add_member(at.guild, "민지", locale="ko")
        choice = {"name": "Contract", "name_localizations": {"ko": "계약서"}, "value": "c"}
        for who, name in ((min_ji, "계약서"), (at.ada, "Contract")):
            typed = await at.server.type_into(who, at.channel, "ask", "document")
            await at.respond(typed, SUGGEST, {"choices": [choice]})
            assert [each.name for each in await typed.choices()] == [name]
