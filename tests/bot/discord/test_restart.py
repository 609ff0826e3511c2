"""When the bot stops, what is under way is finished or apologised for, and nothing new is begun."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.models import Language
from tests.bot.discord.network import CALLBACK, THREAD
from tests.bot.discord.office import HELPFUL, Office, words
from tests.bot.documents import FUND, FUND_ANSWER

pytestmark = pytest.mark.slow

_STEP_S = 0.1
_CLOSING, _STOPPED = words("closing"), words("stopped")
Act = Callable[[Office], Coroutine[Any, Any, Any]]


async def test_an_answer_that_ends_in_time_is_given_and_nothing_new_begun(office: Office) -> None:
    office.script.hold()
    asking = office.begin(office.ask(office.lee, office.general, FUND))
    await office.until(lambda: bool(office.script.begun))
    draining = office.begin(office.drain(20))
    refused = [
        office.begin(office.ask(office.kim, office.secret, FUND)),
        office.begin(office.say(office.boss, office.general, FUND, mention=True)),
    ]
    await office.until(lambda: sum(_CLOSING in each for each in office.written()) == len(refused))
    office.script.let_go()
    await draining
    assert FUND_ANSWER in (await asking).text
    await asyncio.gather(*refused)
    assert office.script.begun == [FUND]


@pytest.mark.bot(workers=1)
async def test_who_would_have_to_wait_longer_is_told_so(office: Office) -> None:
    office.script.hold()
    at_work = office.begin(office.slash(office.choi, office.general, "ask", question=FUND))
    await office.until(lambda: bool(office.script.begun))
    waiting = office.begin(office.slash(office.lee, office.general, "ask", question=FUND))
    await office.until(lambda: len(office.services.queue) == 1)
    draining = await office.apologies_begin()
    told = (words("stopped", Language.KOREAN), _STOPPED)
    await office.until(
        lambda: all(any(each in one for one in office.written()) for each in told), passing_s=1
    )
    await draining
    assert len(office.services.shutdown) == 0
    office.script.let_go()
    await asyncio.gather(at_work, waiting)


async def test_a_search_in_which_the_bot_stops_is_apologised_for(office: Office) -> None:
    office.script.hold()
    acting = office.begin(office.search(office.lee, office.general, FUND))
    await office.until(lambda: bool(office.script.begun))
    draining = await office.apologies_begin()
    await office.until(lambda: any(_STOPPED in each for each in office.written()), passing_s=_STEP_S)
    await draining
    office.script.let_go()
    assert _STOPPED in (await acting).text


@pytest.mark.parametrize(
    ("route", "act"),
    [
        (THREAD, lambda office: office.say(office.lee, office.general, FUND, mention=True)),
        *(
            (CALLBACK, lambda office, name=name: office.command(office.operator, office.general, name))
            for name in ("documents", "help", "admin status")
        ),
    ],
    ids=["thread", "documents", "help", "status"],
)
async def test_what_has_just_begun_is_finished_too(office: Office, route: str, act: Act) -> None:
    gate = office.network.hold(route)
    acting = office.begin(act(office))
    await office.until(lambda: not office.network.is_waited_for)
    draining = office.begin(office.drain(20))
    await asyncio.sleep(0)
    gate.set()
    await draining
    told = await acting
    assert told is not None
    assert told.text.strip()
    assert _STOPPED not in told.text
    if route is THREAD:
        assert FUND_ANSWER in told.text


async def test_with_nothing_under_way_it_stops_without_waiting(office: Office) -> None:
    await office.ask(office.lee, office.general, FUND)
    before = office.env.now()
    await office.drain(60)
    assert office.env.now() == before


async def test_while_the_bot_stops_presses_are_told_to_come_again(office: Office) -> None:
    answer = await office.ask(office.lee, office.general, FUND)
    await office.drain(1)
    assert "being restarted" in (await office.press(office.lee, answer, HELPFUL)).text
    assert office.remarks == []


async def test_what_an_earlier_process_showed_is_still_there_after_a_restart(office: Office) -> None:
    answer = await office.ask(office.lee, office.general, FUND)
    await office.drain(1)
    await office.restart()
    assert [each.text for each in office.published()] == [answer.text]


@pytest.mark.simcord(shard_count=2)
async def test_two_shards_share_the_servers(office: Office) -> None:
    for shard in (0, 1):
        guild = office.env.create_guild(f"Shard {shard}", shard_id=shard)
        ada = guild.add_member(office.env.create_user("Ada"))
        answer = await office.ask(ada, guild.create_text_channel("room"), FUND)
        assert FUND_ANSWER in answer.text
