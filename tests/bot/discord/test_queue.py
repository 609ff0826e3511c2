"""Many people ask at once: each gets their own answer in its turn, sees how far it is, and none too often."""

from __future__ import annotations

import asyncio
import gc
import re
from functools import partial
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord

from bot.discord.cards import Card
from bot.models import Language
from tests.bot.discord.network import CALLBACK
from tests.bot.discord.office import Office, texts, words
from tests.bot.documents import FERRY, FORCE, FORCE_ANSWER, FUND, FUND_ANSWER

pytestmark = pytest.mark.slow

_LATE = words("took_too_long")
_SENTENCES = ("The harbour fund holds 90 million dollars", "The agreement enters into force on 1 May 2026")
Asking = asyncio.Task[simcord.InteractionResult]


async def in_line(office: Office, *who: simcord.MemberActor, question: str = FUND) -> list[Asking]:
    """The questions of these people, of whom the first is kept at work, the others wait in this order."""
    office.script.hold()
    asking: list[Asking] = []
    for before, person in enumerate(who):
        asking.append(office.begin(office.slash(person, office.general, "ask", question=question)))
        await office.until(partial(_waits, office, before))
    return asking


def _waits(office: Office, so_many: int) -> bool:
    queue = office.services.queue
    return bool(queue.at_work) and len(queue) == so_many and bool(office.script.begun)


def last(office: Office, asking: simcord.MemberActor) -> str:
    """What stands in the newest message to somebody's command."""
    mine = [each for each in office.env.backend.interactions.values() if each.user_id == asking.id]
    number = max(mine, key=lambda each: each.id).message_id if mine else None
    message = office.env.backend.messages[office.general.id].get(number or 0)
    return "\n".join(texts(message.components)) if message else ""


def _is_late(office: Office, who: simcord.MemberActor) -> bool:
    return _LATE in last(office, who)


@pytest.mark.bot(queue=200, workers=4)
async def test_40_questions_of_20_people_keep_their_owners_and_their_order(office: Office) -> None:
    people = [office.join(f"person {number}") for number in range(20)]
    asked = [
        (person, expected, office.begin(office.ask(person, office.general, question)))
        for question, expected in ((FUND, FUND_ANSWER), (FORCE, FORCE_ANSWER))
        for person in people
    ]
    for person, expected, asking in asked:
        assert expected in (await asking).text, person.name
    for person in people:
        assert office.turns(person, office.general) == [FUND, FORCE]


async def test_a_question_that_discord_takes_long_to_acknowledge_is_still_the_first(office: Office) -> None:
    gate = office.network.hold(CALLBACK)
    first = office.begin(office.ask(office.lee, office.general, FUND))
    await office.until(lambda: not office.network.is_waited_for)
    second = office.begin(office.ask(office.lee, office.general, FORCE))
    await office.until(lambda: len(office.requests("POST /interactions")) == 1)
    gate.set()
    await asyncio.gather(first, second)
    assert office.turns(office.lee, office.general) == [FUND, FORCE]


async def test_nothing_is_kept_of_an_answer_once_it_is_given(office: Office) -> None:
    async def asked(number: int) -> None:
        await office.ask(office.lee, office.general, FERRY, private=number % 2 == 0)
        await office.say(office.kim, office.general, FERRY, mention=True)

    await asked(0)  # what is made once and stays is made now
    before = _left_over()
    for number in range(8):
        await asked(number)
    assert _left_over() <= before + _LATEST


# One may still be on its way out of the event loop.
_LATEST = 2


def _left_over() -> int:
    """How many views, interactions and cards are there; 16 answers have made some hundreds."""
    gc.collect()
    kinds = (discord.ui.view.BaseView, discord.Interaction, Card)
    # By their type: what `isinstance` asks of some libraries' objects makes them warn.
    return sum(1 for each in gc.get_objects() if issubclass(type(each), kinds))


# ------------------------------------------------------------ progress


@pytest.mark.parametrize("is_command", [True, False])
async def test_verified_sentences_come_one_after_the_other(office: Office, is_command: bool) -> None:
    office.script.sentences = _SENTENCES
    office.script.between = partial(office.pass_time_from_a_thread, 3)
    if is_command:
        await office.ask(office.lee, office.general, FUND)
    else:
        await office.say(office.lee, office.general, FUND, mention=True)
        assert len(office.published()) == 1  # which was changed from one to the other
    shown = [[each in version for each in _SENTENCES] for version in office.written()]
    assert [True, False] in shown
    assert shown.index([True, False]) < shown.index([True, True])


@pytest.mark.bot(workers=1)
async def test_who_waits_is_told_their_place_which_goes_down_and_served_in_order(office: Office) -> None:
    guest = office.join("Guest")
    asking = await in_line(office, office.boss, office.lee, office.kim, guest)
    office.pass_time(3)
    await office.until(lambda: words("working_queued", before=2) in last(office, guest))
    await office.until(lambda: words("working_queued_one", before=1) in last(office, office.kim))
    office.script.let_go()
    assert [FUND_ANSWER in office.shown(await each).text for each in asking] == [True] * 4
    place = [version for version in office.written() if "before" in version or "place" in version.lower()]
    assert any(words("working_queued_one", before=1) in each for each in place)


async def test_who_has_too_many_waiting_is_told_so(office: Office) -> None:
    # One is at work and two wait; a fourth is too many.
    asking = await in_line(office, office.lee, office.lee, office.lee)
    refused = office.begin(office.ask(office.lee, office.general, FUND))
    await office.until(lambda: words("waits_already") in last(office, office.lee))
    office.script.let_go()
    assert words("waits_already") in (await refused).text
    for each in asking:
        assert FUND_ANSWER in office.shown(await each).text


@pytest.mark.bot(workers=1, queue=1)
async def test_a_full_queue_is_told_in_the_language_of_the_person(office: Office) -> None:
    waiting = await in_line(office, office.lee, office.boss)
    refused = office.begin(office.ask(office.choi, office.general, FUND))
    await office.until(lambda: words("queue_full", Language.KOREAN) in last(office, office.choi))
    office.script.let_go()
    await asyncio.gather(refused, *waiting)


@pytest.mark.bot(workers=1, answer_within_s=60)
async def test_an_answer_that_takes_too_long_is_given_up_and_its_place_kept_until_it_ends(
    office: Office,
) -> None:
    (late,) = await in_line(office, office.lee)
    office.pass_time(61)
    await office.until(partial(_is_late, office, office.lee), passing_s=1)
    following = office.begin(office.ask(office.boss, office.general, FORCE))
    await office.until(lambda: len(office.services.queue) == 1)
    assert office.script.begun == [FUND]
    office.script.let_go()
    assert FORCE_ANSWER in (await following).text
    assert _LATE in office.shown(await late).text


@pytest.mark.bot(answer_within_s=60)
async def test_a_search_that_takes_too_long_is_apologised_for(office: Office) -> None:
    office.script.hold()
    searching = office.begin(office.search(office.choi, office.general, FUND))
    await office.until(lambda: bool(office.script.begun))
    office.pass_time(61)
    await office.until(
        lambda: words("took_too_long", Language.KOREAN) in last(office, office.choi), passing_s=1
    )
    office.script.let_go()
    await searching


@pytest.mark.bot(answer_within_s=600)
@pytest.mark.parametrize("seconds", [20, 9 * 60])
async def test_an_answer_that_takes_long_stands_where_the_person_waits(office: Office, seconds: int) -> None:
    (asking,) = await in_line(office, office.lee)
    office.pass_time(seconds)
    office.script.let_go()
    asked = await asking
    assert FUND_ANSWER in office.shown(asked).text
    assert asked.followups == []


@pytest.mark.bot(workers=1, answer_within_s=600)
async def test_who_would_wait_longer_than_an_interaction_lasts_is_told_in_time(office: Office) -> None:
    """Of 15 minutes one goes to sending and ten to the answer: four remain to wait."""
    first, *others = await in_line(office, office.boss, office.lee, office.kim)
    office.pass_time(4 * 60 + 1)
    for who in (office.lee, office.kim):
        await office.until(partial(_is_late, office, who), passing_s=1)
    assert len(office.services.queue) == 0
    office.script.let_go()
    assert FUND_ANSWER in office.shown(await first).text
    await asyncio.gather(*others)
    assert office.script.begun == [FUND]


class Withholding:
    """Records that say of each answer that two sentences of a model were not shown."""

    def __init__(self, records: Any) -> None:
        self._records = records

    def find(self, *args: Any) -> Any:
        return SimpleNamespace(withheld=(1, 2)) if self._records.find(*args) else None


async def test_sentences_that_were_not_shown_are_counted(office: Office) -> None:
    office.replace_services(has_model=True, records=Withholding(office.services.records))
    await office.ask(office.lee, office.general, FUND)
    assert "concord_withheld_sentences_total 2.0" in office.metrics


# ------------------------------------------------------------ how often people may ask


@pytest.mark.bot(user_per_minute=1)
async def test_who_asks_too_often_is_told_when_to_come_back_and_answered_then(office: Office) -> None:
    await office.ask(office.lee, office.general, FUND)
    refused = await office.ask(office.lee, office.general, FUND)
    assert refused.is_ephemeral
    (seconds,) = re.findall(r"\b(\d+) s\b", refused.text)
    assert FUND_ANSWER in (await office.ask(office.boss, office.general, FUND)).text
    await office.env.advance_time(float(seconds))
    assert FUND_ANSWER in (await office.ask(office.lee, office.general, FUND)).text


@pytest.mark.bot(user_per_minute=1)
async def test_claims_are_checked_at_the_pace_of_questions(office: Office) -> None:
    claim = await office.boss.send(office.general, "The harbour fund holds 90 million dollars.")
    await office.check(office.lee, office.general, claim)
    assert "ask again in" in (await office.check(office.lee, office.general, claim)).text


@pytest.mark.bot(channel_per_minute=1)
async def test_a_channel_has_its_limit_too(office: Office) -> None:
    await office.ask(office.lee, office.general, FUND)
    assert re.search(r"\d s\b", (await office.ask(office.boss, office.general, FUND)).text)
    assert FUND_ANSWER in (await office.ask(office.kim, office.secret, FUND)).text


@pytest.mark.bot(server_per_minute=1)
async def test_a_server_has_its_limit_too(office: Office) -> None:
    await office.ask(office.lee, office.general, FUND)
    assert re.search(r"\d s\b", (await office.ask(office.kim, office.secret, FUND)).text)
    assert FUND_ANSWER in (await office.ask(office.kim, None, FUND)).text


@pytest.mark.bot(user_per_minute=1)
async def test_who_mentions_the_bot_on_and_on_is_told_once(office: Office) -> None:
    for _ in range(4):
        await office.say(office.lee, office.general, FUND, mention=True)
    told = [each.text for each in office.posts(office.general)]
    assert len(told) == 1
    assert re.search(r"\d s\b", told[0])


async def test_where_the_server_wants_no_answers_there_are_none(office: Office) -> None:
    await office.admin("channels deny", office.boss, channel=office.general)
    refused = await office.ask(office.lee, office.general, FUND)
    assert refused.is_ephemeral
    assert "I may not answer in this channel." in refused.text
    assert await office.say(office.lee, office.general, FUND, mention=True) is None
    assert FUND_ANSWER in (await office.ask(office.kim, office.secret, FUND)).text
    await office.admin("channels allow", channel=office.general)
    assert FUND_ANSWER in (await office.ask(office.lee, office.general, FUND)).text
