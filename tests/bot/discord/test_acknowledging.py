"""Discord has a first word within its three seconds, however long it takes to look something up.

SimCord refuses a first word that comes later, by its own clock.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bot.models import Language
from tests.bot.discord.office import HELPFUL, NOT_HELPFUL, SHARE, SOURCES, Office, words
from tests.bot.documents import FUND, FUND_ANSWER

pytestmark = pytest.mark.slow

_STEP_S = 0.1
commands = pytest.mark.parametrize("ask", [Office.ask, Office.search])


class Slow:
    """Looks something up when it is let."""

    def __init__(self, look_up: Any) -> None:
        self.may_look, self.was_asked = threading.Event(), threading.Event()
        self._look_up = look_up

    def __call__(self, *args: Any) -> Any:
        self.was_asked.set()
        self.may_look.wait()
        return self._look_up(*args)


@pytest.fixture
def slow_settings(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """A disk that does not give the settings of the server until it is let."""
    servers = office.services.guild_settings
    disk = Slow(servers.of)
    monkeypatch.setattr(servers, "of", disk)
    monkeypatch.setattr(servers, "known", lambda _: None)
    yield disk
    disk.may_look.set()


def acknowledged(office: Office) -> bool:
    """Whether Discord has a first word."""
    return bool(office.requests("POST /interactions"))


async def late(office: Office, looked_up: Slow) -> None:
    """Waits until Discord has its first word, two seconds after somebody has begun to wait for a look-up."""
    await office.until(looked_up.was_asked.is_set)
    office.pass_time(2)
    await office.until(lambda: acknowledged(office))


@commands
async def test_while_the_settings_are_read_the_answer_is_for_the_asker_alone(
    office: Office, slow_settings: Slow, ask: Any
) -> None:
    asking = office.begin(ask(office, office.lee, office.general, FUND))
    await late(office, slow_settings)
    # It is counted when it was, and not once the settings are read.
    await office.until(lambda: "acknowledgement_seconds_count 1.0" in office.metrics)
    slow_settings.may_look.set()
    answer = await asking
    assert FUND_ANSWER in answer.text
    assert answer.is_ephemeral
    assert not office.leaked([FUND_ANSWER])


async def test_who_is_not_answered_is_told_so_then_too(office: Office, slow_settings: Slow) -> None:
    office.change_settings(lambda known: known.denying(office.general.id))
    asking = office.begin(office.ask(office.lee, office.general, FUND))
    await late(office, slow_settings)
    slow_settings.may_look.set()
    assert "I may not answer in this channel." in (await asking).text


@commands
async def test_who_waits_for_a_disk_while_the_bot_stops_is_told_so(
    office: Office, slow_settings: Slow, ask: Any
) -> None:
    asking = office.begin(ask(office, office.lee, office.general, FUND))
    await late(office, slow_settings)
    draining = await office.apologies_begin()
    await office.until(lambda: any(words("stopped") in each for each in office.written()), passing_s=_STEP_S)
    await draining
    slow_settings.may_look.set()
    await asking


@pytest.mark.bot(answer_within_s=60)
async def test_who_waits_for_a_disk_that_never_answers_is_told_so(
    office: Office, slow_settings: Slow
) -> None:
    asking = office.begin(office.ask(office.choi, office.general, FUND))
    await late(office, slow_settings)
    apology = words("took_too_long", Language.KOREAN)
    await office.until(lambda: any(apology in each for each in office.written()), passing_s=5)
    slow_settings.may_look.set()
    await asking


@pytest.mark.parametrize("button", [SOURCES, SHARE, HELPFUL])
async def test_a_press_is_acknowledged_while_documents_are_looked_up(office: Office, button: str) -> None:
    answer = await office.ask(office.lee, office.general, FUND, private=True)
    shelf = Slow(office.services.documents)
    office.replace_services(documents=shelf)
    office.env.http_requests.clear()
    pressing = office.begin(office.press(office.lee, answer, button))
    await office.until(lambda: acknowledged(office))
    assert office.requests("PATCH") == []
    shelf.may_look.set()
    assert (await pressing).text.strip()


async def test_the_form_opens_in_time_and_what_is_sent_is_checked_all_the_same(office: Office) -> None:
    answer = await office.ask(office.lee, office.general, FUND)
    shelf = Slow(office.services.documents)
    office.replace_services(documents=shelf)
    office.env.http_requests.clear()
    opening = office.begin(office.click(office.lee, answer, NOT_HELPFUL))
    await late(office, shelf)
    shelf.may_look.set()
    form = await opening
    assert form.modal is not None
    sent = office.shown(await office.lee.submit_modal(form, {"wrong": "The sum."}))
    assert "Thank you" in sent.text


async def test_the_wait_for_a_turn_is_no_reason_to_be_late(office: Office) -> None:
    office.script.hold()
    people = [office.join(f"person {number}") for number in range(5)]
    asking = [office.begin(office.ask(each, office.general, FUND)) for each in people]
    await office.until(lambda: len(office.requests("POST /interactions")) == len(people))
    office.script.let_go()
    assert all(FUND_ANSWER in each.text for each in await asyncio.gather(*asking))
