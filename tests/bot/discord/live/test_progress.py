"""While a language model writes, people see its verified sentences, and their place in the line."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import partial

from bot.discord.i18n import t
from bot.models import Language
from eval.loopback_discord.interactions.interaction import Interaction
from eval.loopback_discord.messages.message import Message
from tests.bot.discord.live.documents import FORCE, FUND
from tests.bot.discord.live.scene import Scene, Stage
from tests.bot.discord.live.writing import FORCE_WORDS, FUND_WORDS, HeldModel

_BOTH = "How much does the harbour fund hold, and when does the harbour agreement enter into force?"


def _texts(asked: Iterable[Interaction]) -> list[Message]:
    return [message for each in asked for message in each.messages]


def test_verified_sentences_come_one_after_the_other_a_second_apart(written: Stage, model: HeldModel) -> None:
    # 8 and 11 words, 0.15 s before each: the first sentence stands after some 1.2 s, the second 1.6 s later.
    model.sentences, model.pause_s = (FUND_WORDS, FORCE_WORDS), 0.15

    async def play(scene: Scene) -> None:
        asked = await scene.server.slash(scene.office.lee, scene.office.general, "ask", question=_BOTH)
        answer = await scene.ended(asked)
        seen = [version for version in answer.versions if FUND_WORDS in version.text]
        assert FORCE_WORDS not in seen[0].text
        assert FORCE_WORDS in seen[-1].text
        times = [version.at for version in answer.versions[1:]]
        assert all(after - before >= 0.99 for before, after in itertools.pairwise(times)), times

    written(play)


def test_nothing_is_shown_that_was_not_verified(written: Stage, model: HeldModel) -> None:
    model.lie, model.pause_s = "The harbour fund holds 91 million dollars [1].", 0.1

    async def play(scene: Scene) -> None:
        answer = await scene.asks(scene.office.lee, scene.office.general, FUND)
        assert FUND_WORDS in answer.text
        assert not any("91 million" in version.text for version in answer.versions)
        await scene.settled()
        assert "concord_withheld_sentences_total 1.0" in scene.services.metrics.text().decode()

    written(play)


def test_who_waits_is_told_their_place_and_served_in_order(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        model.hold()
        questions = ((office.lee, FUND), (office.boss, FORCE), (office.kim, _BOTH))
        asked = []

        def stands(before: int) -> bool:
            return (model.answered, len(scene.services.queue)) == (1, before)

        for before, (who, question) in enumerate(questions):
            asked.append(await server.slash(who, office.general, "ask", question=question))
            # The first is at work, the others are in the line.
            await scene.until(partial(stands, before))
        place = t("working_queued_one", Language.ENGLISH, before=1)
        await server.bell.until(lambda: any(place in each.text for each in _texts(asked)), "a place", 10)
        model.let_go()
        for each in asked:
            await scene.ended(each)
        assert [
            question in prompt for prompt, (_, question) in zip(model.prompts, questions, strict=True)
        ] == [True] * 3

    written(play, workers=1)


def test_who_has_too_many_waiting_is_told_so(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        model.hold()
        # One is at work and two wait; a fourth is too many.
        asked = [await server.slash(office.lee, office.general, "ask", question=FUND) for _ in range(4)]
        full = t("waits_already", Language.ENGLISH)
        await asked[3].until(lambda message: full in message.text, 10)
        model.let_go()
        for each in asked[:3]:
            assert FUND_WORDS in (await scene.ended(each)).text

    written(play)


def test_a_full_queue_is_told_in_the_language_of_the_person(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        model.hold()
        line = scene.services.queue
        waiting = [await server.slash(office.lee, office.general, "ask", question=FUND)]
        await scene.until(lambda: line.at_work == 1)
        waiting.append(await server.slash(office.boss, office.general, "ask", question=FUND))
        await scene.until(lambda: len(line) == 1)
        refused = await server.slash(office.choi, office.secret, "ask", question=FUND)
        full = t("queue_full", Language.KOREAN)
        await refused.until(lambda message: full in message.text)
        model.let_go()
        for each in waiting:
            await scene.ended(each)

    written(play, workers=1, queue=1)


def test_an_answer_that_takes_too_long_is_given_up_and_its_place_kept_until_it_ends(
    written: Stage, model: HeldModel
) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        model.hold()
        late = await server.slash(office.lee, office.general, "ask", question=FUND)
        words = t("took_too_long", Language.ENGLISH)
        await late.until(lambda message: words in message.text, 10)
        following = await server.slash(office.boss, office.general, "ask", question=FORCE)
        await following.acknowledged()
        assert len(scene.services.queue) <= 1
        assert model.answered == 1
        model.let_go()
        await scene.ended(following)
        assert model.answered == 2
        assert words in late.messages[0].text

    written(play, workers=1, answer_within_s=1.5)


def test_messages_see_progress_too(written: Stage, model: HeldModel) -> None:
    model.sentences, model.pause_s = (FUND_WORDS, FORCE_WORDS), 0.15

    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        said = await server.say(office.lee, office.general, _BOTH, mentions=[server.world.bot])
        answer = await scene.told(said)
        assert FORCE_WORDS in answer.text
        assert FORCE_WORDS not in answer.versions[0].text
        assert len(server.written_in(answer.channel)) == 1

    written(play)
