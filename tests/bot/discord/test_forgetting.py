"""Who wants to be forgotten is, wherever they asked; others are not."""

from __future__ import annotations

import pytest

from tests.bot.discord.office import HELPFUL, Office
from tests.bot.documents import FORCE, FUND, FUND_ANSWER


async def test_conversations_records_and_remarks_of_every_place_go(office: Office) -> None:
    direct = office.kim.user.dm_channel
    answers = [await office.ask(office.kim, each, FUND) for each in (office.general, office.secret, None)]
    other = await office.ask(office.lee, office.general, FORCE)
    for who in (office.kim, office.lee):
        await office.press(who, other, HELPFUL)
    assert len(answers) == office.records_of(office.kim)
    told = await office.command(office.kim, office.general, "forget")
    assert told.is_ephemeral
    assert told.stored.content == ""  # a card, as every notice is
    assert "3 questions" in told.text
    assert "3 answers" in told.text
    assert [office.turns(office.kim, each) for each in (office.general, office.secret, direct)] == [[]] * 3
    assert office.records_of(office.kim) == 0
    assert office.turns(office.lee, office.general) == [FORCE]
    assert office.records_of(office.lee) == 1
    assert len(office.remarks) == 1


@pytest.mark.bot(workers=1)
async def test_an_answer_under_way_or_in_the_line_leaves_nothing_behind(office: Office) -> None:
    office.script.hold()
    at_work = office.begin(office.ask(office.kim, office.secret, FUND))
    await office.until(lambda: bool(office.script.begun))
    waiting = office.begin(office.say(office.kim, office.general, FUND, mention=True))
    await office.until(lambda: len(office.services.queue) == 1)
    forgetting = office.begin(office.command(office.kim, office.general, "forget"))
    await office.until(lambda: any("0 questions" in each for each in office.written()))
    office.script.let_go()
    assert FUND_ANSWER in (await at_work).text
    assert FUND_ANSWER in (await waiting).text
    await forgetting
    assert office.script.begun == [FUND, FUND]
    places = [office.secret, office.general, *office.general.threads]
    assert ([office.turns(office.kim, each) for each in places], office.records_of(office.kim)) == (
        [[]] * 3,
        0,
    )
    await office.ask(office.kim, office.general, FUND)
    assert (office.turns(office.kim, office.general), office.records_of(office.kim)) == ([FUND], 1)
