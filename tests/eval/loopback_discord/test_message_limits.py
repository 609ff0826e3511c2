"""What Discord takes in a message, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from eval.loopback_discord.messages.flags import Flag
from eval.loopback_discord.wire import Json
from tests.eval.loopback_discord.office import office
from tests.eval.loopback_discord.scene import scene

V2 = int(Flag.COMPONENTS_V2)


def text(content: str) -> Json:
    """A text display."""
    return {"type": 10, "content": content}


def button(**changes: object) -> Json:
    """A row with one button."""
    return {"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go", **changes}]}


def select(options: int, **changes: object) -> Json:
    """A row with a select."""
    listed = [{"label": str(number), "value": str(number)} for number in range(options)]
    return {"type": 1, "components": [{"type": 3, "custom_id": "pick", "options": listed, **changes}]}


def codes(errors: Any) -> set[str]:
    """The codes of all flaws in an error's tree."""
    if isinstance(errors, list):
        return {each["code"] for each in errors}
    return set().union(*(codes(each) for each in errors.values()))


TAKEN: dict[str, Json] = {
    "2,000 letters": {"content": "가" * 2000},
    "4,000 letters in text displays": {"flags": V2, "components": [text("x" * 2000), text("y" * 2000)]},
    # A container, and 39 in it.
    "40 components": {"flags": V2, "components": [{"type": 17, "components": [text("x")] * 39}]},
    "a button's longest label": {"content": "x", "components": [button(label="x" * 80)]},
    "the longest custom id": {"content": "x", "components": [button(custom_id="x" * 100)]},
    "a link": {"content": "x", "components": [button(style=5, custom_id=None, url="https://a.example")]},
    "25 options": {"content": "x", "components": [select(25)]},
    "ten embeds": {"embeds": [{"title": "x"}] * 10},
    "embeds of 6,000 letters": {"embeds": [{"description": "x" * 3000}] * 2},
    "silence": {"content": "x", "flags": int(Flag.SUPPRESS_NOTIFICATIONS)},
    "nobody to ping": {"content": "x", "allowed_mentions": {"parse": []}},
}

REFUSED: dict[str, tuple[Json, str]] = {
    "2,001 letters": ({"content": "x" * 2001}, "BASE_TYPE_MAX_LENGTH"),
    "4,001 letters in text displays": (
        {"flags": V2, "components": [text("x" * 2001), text("y" * 2000)]},
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    "an empty text display": ({"flags": V2, "components": [text("")]}, "BASE_TYPE_REQUIRED"),
    "41 components": (
        {"flags": V2, "components": [{"type": 17, "components": [text("x")] * 40}]},
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    "content beside the new layout": (
        {"flags": V2, "content": "x", "components": [text("x")]},
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "embeds beside the new layout": (
        {"flags": V2, "embeds": [{"title": "x"}], "components": [text("x")]},
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "the new layout without its flag": ({"components": [text("x")]}, "UNION_TYPE_CHOICES"),
    "a container in a container": (
        {"flags": V2, "components": [{"type": 17, "components": [{"type": 17, "components": [text("x")]}]}]},
        "UNION_TYPE_CHOICES",
    ),
    "a section without an accessory": (
        {"flags": V2, "components": [{"type": 9, "components": [text("x")]}]},
        "UNION_TYPE_CHOICES",
    ),
    "a file that was not sent": (
        {"flags": V2, "components": [{"type": 13, "file": {"url": "attachment://answer.md"}}]},
        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
    ),
    "six rows": ({"content": "x", "components": [button()] * 6}, "BASE_TYPE_MAX_LENGTH"),
    "six buttons in a row": (
        {"content": "x", "components": [{"type": 1, "components": button()["components"] * 6}]},
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a custom id twice": (
        {"content": "x", "components": [button(), button()]},
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "a label of 81": ({"content": "x", "components": [button(label="x" * 81)]}, "BASE_TYPE_MAX_LENGTH"),
    "a custom id of 101": (
        {"content": "x", "components": [button(custom_id="x" * 101)]},
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a button without a face": (
        {"content": "x", "components": [button(label=None)]},
        "BUTTON_COMPONENT_INVALID",
    ),
    "a link with a custom id": (
        {"content": "x", "components": [button(style=5, url="https://a.example")]},
        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
    ),
    "26 options": ({"content": "x", "components": [select(26)]}, "BASE_TYPE_BAD_LENGTH"),
    "eleven embeds": ({"embeds": [{"title": "x"}] * 11}, "BASE_TYPE_MAX_LENGTH"),
    "a title of 257": ({"embeds": [{"title": "x" * 257}]}, "BASE_TYPE_MAX_LENGTH"),
    "embeds of 6,001 letters": (
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3001}]},
        "MAX_EMBED_SIZE_EXCEEDED",
    ),
    "a field without a value": ({"embeds": [{"fields": [{"name": "x"}]}]}, "BASE_TYPE_REQUIRED"),
    "an ephemeral message in a channel": (
        {"content": "x", "flags": int(Flag.EPHEMERAL)},
        "MESSAGE_FLAGS_NOT_SETTABLE",
    ),
    "thinking as a flag": ({"content": "x", "flags": int(Flag.LOADING)}, "MESSAGE_FLAGS_NOT_SETTABLE"),
    "users both let through and listed": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_fits_is_taken(case: str) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            taken = await at.post(TAKEN[case])
            assert taken.status == 200, taken.body
            assert not at.server.violations

    play()


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused_with_its_flaw(case: str) -> None:
    @scene
    async def play() -> None:
        body, code = REFUSED[case]
        async with office() as at:
            refused = await at.post(body)
            assert refused.refusal == (400, 50035)
            assert code in codes(refused.body["errors"])
            assert not at.channel.messages
            (violation,) = at.server.violations
            assert code in {flaw.code for flaw in violation.flaws}

    play()


@scene
async def test_a_message_says_something() -> None:
    async with office() as at:
        nothings: list[Json] = [{}, {"content": ""}, {"content": "  \n"}, {"content": None, "embeds": []}]
        for empty in nothings:
            assert (await at.post(empty)).refusal == (400, 50006)


@pytest.mark.parametrize("body", [{"content": 1}, {"embeds": "x"}, {"components": ["x"]}])
def test_what_has_the_wrong_shape_is_refused(body: Json) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            assert (await at.post(body)).refusal == (400, 50035)

    play()


@scene
async def test_a_flaw_is_found_where_it_is() -> None:
    async with office() as at:
        refused = await at.post({"content": "x", "components": [button(label="x" * 81)]})
        (flaw,) = refused.body["errors"]["components"]["0"]["components"]["0"]["label"]["_errors"]
        assert flaw["message"] == "Must be 80 or fewer in length."


@scene
async def test_an_edit_is_held_to_the_same_limits() -> None:
    async with office() as at:
        asked = await at.asked()
        await at.respond(asked, 5)
        await at.hook("PATCH", asked, {"flags": V2, "components": [text("x")]}, "@original")
        # The layout of a message that has it stays, also where an edit does not name it.
        refused = await at.hook("PATCH", asked, {"content": "old"}, "@original")
        assert "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2" in codes(refused.body["errors"])
        silent = {"flags": int(Flag.SUPPRESS_EMBEDS), "content": "old"}
        assert (await at.hook("PATCH", asked, silent, "@original")).refusal == (400, 50035)
        assert (await at.hook("PATCH", asked, {"components": [text("y")]}, "@original")).status == 200
        assert (await asked.reply()).text == "y"


@scene
async def test_content_has_to_go_before_the_new_layout_comes() -> None:
    async with office() as at:
        asked = await at.asked()
        await at.respond(asked, 4, {"content": "old"})
        new = {"flags": V2, "components": [text("new")]}
        assert (await at.hook("PATCH", asked, new, "@original")).refusal == (400, 50035)
        assert (await at.hook("PATCH", asked, {**new, "content": None}, "@original")).status == 200
