"""Any message can be checked as a claim, for the one who chooses to, out of what that person may read."""

from __future__ import annotations

from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.world.model import Channel, Member
from tests.bot.discord.live.documents import FUND, FUND_ANSWER, SECRET_WORDS
from tests.bot.discord.live.scene import Scene, Stage, leaked

_ENTRY = "Check this claim"
_SUPPORTED, _OTHERWISE = "The documents bear this out.", "The documents say otherwise."
_NEITHER = "The documents neither bear this out nor contradict it."
_STAFFS = "The figure of 77 million dollars for the lighthouse is a mistake."


async def checked(scene: Scene, who: Member, message: Message) -> Message:
    """What the claim check told, to the one who chose it alone."""
    told = await scene.ended(await scene.server.menu(who, message, _ENTRY))
    assert told.ephemeral_to is who.user
    return told


async def said(scene: Scene, text: str, channel: Channel | None = None) -> Message:
    """A message of somebody's."""
    office = scene.office
    return await scene.server.say(office.boss, channel or office.general, text)


def test_what_the_documents_say_is_borne_out_with_their_words(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        message = await said(scene, "> The harbour fund holds **90 million** dollars, <@1>.")
        told = await checked(scene, scene.office.lee, message)
        assert _SUPPORTED in told.text
        assert "The harbour fund holds 90 million dollars." in told.text
        assert not [each for each in scene.server.written_in(scene.office.general) if each is not message]

    stage(play)


def test_another_figure_is_contradicted_with_the_words_that_say_otherwise(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        message = await said(scene, "The harbour fund holds 95 million dollars.")
        told = await checked(scene, scene.office.lee, message)
        assert _OTHERWISE in told.text
        assert "The harbour fund holds 90 million dollars." in told.text

    stage(play)


def test_what_staff_alone_may_read_supports_and_contradicts_nothing_for_others(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        for claim in (_STAFFS, _STAFFS.replace("77", "78"), _STAFFS.replace("is a", "is no")):
            message = await said(scene, claim)
            told = await checked(scene, office.lee, message)
            assert _NEITHER in told.text
            words = [word for word in SECRET_WORDS if word in told.text and word not in claim]
            assert not words, claim
            direct = scene.server.world.add_dm(office.kim.user)
            alone = await checked(scene, office.kim, await scene.server.say(office.kim.user, direct, claim))
            assert _NEITHER in alone.text, "roles are a server's: outside of it everybody is the public"

    stage(play)


def test_staff_are_told_alone_what_their_document_says(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        told = await checked(scene, office.kim, await said(scene, _STAFFS))
        assert _SUPPORTED in told.text
        assert "Line to take" in told.text
        assert not leaked(scene, ("Line to take",))

    stage(play)


def test_the_words_of_a_card_are_checked_without_its_small_print_and_sources(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND)
        told = await checked(scene, office.kim, answer)
        assert FUND_ANSWER in told.text
        assert _SUPPORTED in told.text

    stage(play)


def test_a_message_that_states_nothing_is_told_so_in_the_language_of_the_person(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        message = await said(scene, "🎉🎉")
        assert "There is no statement to check" in (await checked(scene, scene.office.lee, message)).text
        korean = await scene.ended(await scene.server.menu(scene.office.choi, message, _ENTRY))
        assert "확인할 진술이 없습니다" in korean.text

    stage(play)


def test_claims_are_checked_at_the_pace_of_questions(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        message = await said(scene, "The harbour fund holds 90 million dollars.")
        await checked(scene, scene.office.lee, message)
        assert "ask again in" in (await checked(scene, scene.office.lee, message)).text

    stage(play, user_per_minute=1)
