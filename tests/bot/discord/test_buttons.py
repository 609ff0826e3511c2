"""The exact words behind an answer, and what people say of it: for whom may read the answer now, alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.models import Audience
from tests.bot.discord.office import HELPFUL, NOT_HELPFUL, SOURCES, Office, Shown
from tests.bot.documents import FUND, FUND_ANSWER, HARBOUR, SECRET, SECRET_WORDS

pytestmark = pytest.mark.slow

_QUOTE = "The harbour fund holds 90 million dollars."
_WRONG, _RIGHT = "The sum is last year's.", "It is 95 million."
_GONE = "not kept any more"


async def test_the_words_of_the_document_are_shown_to_the_one_who_presses(office: Office) -> None:
    answer = await office.ask(office.lee, office.general, FUND)
    assert _QUOTE in (await office.press(office.kim, answer, SOURCES)).text


async def test_the_button_works_after_a_restart(office: Office) -> None:
    answer = await office.ask(office.lee, office.general, FUND)
    await office.restart()
    assert _QUOTE in (await office.press(office.lee, answer, SOURCES)).text


async def test_what_staff_were_answered_is_shown_to_nobody_who_is_let_into_the_channel(
    office: Office,
) -> None:
    answer = await office.ask(office.kim, office.secret, SECRET)
    assert SECRET_WORDS[0] in (await office.press(office.boss, answer, SOURCES)).text
    office.open(office.secret)
    for button in (SOURCES, HELPFUL, NOT_HELPFUL):
        told = await office.press(office.lee, answer, button)
        assert _GONE in told.text
        assert not [word for word in SECRET_WORDS if word in told.text]
    assert office.remarks == []
    assert not office.leaked(SECRET_WORDS, but=office.secret)


async def test_who_lost_the_role_is_not_shown_their_own_answer(office: Office) -> None:
    answer = await office.ask(office.kim, office.general, SECRET)
    office.take_role(office.kim)
    assert _GONE in (await office.press(office.kim, answer, SOURCES)).text


async def test_an_answer_whose_record_is_forgotten_is_told_to_be_gone(office: Office) -> None:
    answer = await office.ask(office.lee, office.general, FUND)
    await office.command(office.lee, office.general, "forget")
    assert _GONE in (await office.press(office.lee, answer, SOURCES)).text


async def test_a_document_that_became_the_staffs_is_quoted_to_nobody_else(
    office: Office, tmp_path: Path
) -> None:
    await office.read_from(tmp_path / "own", HARBOUR)
    answer = await office.ask(office.lee, office.general, FUND)
    assert FUND_ANSWER in answer.text
    await office.read_from(tmp_path / "own", HARBOUR.replace("date:", "audience: staff\ndate:"))
    told = await office.press(office.lee, answer, SOURCES)
    assert _GONE in told.text
    assert FUND_ANSWER not in told.text
    assert _QUOTE in (await office.press(office.kim, answer, SOURCES)).text


async def test_the_next_answer_has_the_new_index_and_the_old_ones_words_are_kept(
    office: Office, tmp_path: Path
) -> None:
    await office.read_from(tmp_path / "own", HARBOUR)
    old = await office.ask(office.lee, office.general, FUND)
    await office.read_from(tmp_path / "own", HARBOUR.replace("90 million", "95 million"))
    new = await office.ask(office.kim, office.secret, FUND)
    assert "95 million" in new.text
    # What an answer quoted is kept with it, also where the document says something else by now.
    assert "90 million" in (await office.press(office.lee, old, SOURCES)).text
    assert "95 million" in (await office.press(office.kim, new, SOURCES)).text


# ------------------------------------------------------------ what people say of an answer


async def sent(office: Office, answer: Shown, restarts: bool = False, **values: str) -> Shown:
    """What Kim is told who presses "not helpful" and sends the form."""
    form = await office.click(office.kim, answer, NOT_HELPFUL)
    if restarts:
        await office.restart()
    told = office.shown(await office.kim.submit_modal(form, values))
    assert told.is_ephemeral
    return told


async def test_that_an_answer_helped_is_kept_with_its_id(office: Office) -> None:
    answer = await office.ask(office.lee, office.general, FUND)
    assert "Thank you" in (await office.press(office.kim, answer, HELPFUL)).text
    (remark,) = office.remarks
    assert (remark.helpful, remark.audience) == (True, Audience.PUBLIC)
    assert office.services.records.find(remark.answer, Audience.PUBLIC) is not None


@pytest.mark.parametrize("restarts", [False, True])
async def test_the_form_is_kept_with_the_answer_over_a_restart_too(office: Office, restarts: bool) -> None:
    answer = await office.ask(office.lee, office.general, FUND)
    told = await sent(office, answer, restarts, wrong=_WRONG, right=_RIGHT)
    assert "kept with this answer" in told.text
    (remark,) = office.remarks
    assert (remark.helpful, remark.wrong, remark.right) == (False, _WRONG, _RIGHT)


async def test_who_lost_the_role_while_the_form_was_open_is_not_heard(office: Office) -> None:
    answer = await office.ask(office.kim, office.secret, SECRET)
    form = await office.click(office.kim, answer, NOT_HELPFUL)
    office.take_role(office.kim)
    office.open(office.secret)
    told = office.shown(await office.kim.submit_modal(form, {"wrong": _WRONG}))
    assert _GONE in told.text
    assert office.remarks == []


async def test_a_remark_on_an_answer_to_staff_is_for_staff(office: Office) -> None:
    await sent(office, await office.ask(office.kim, office.secret, SECRET), wrong=_WRONG)
    feedback = office.services.feedback
    assert feedback.remarks(Audience.PUBLIC) == []
    assert [each.wrong for each in feedback.remarks(Audience.STAFF)] == [_WRONG]


# ------------------------------------------------------------ claims


async def test_what_the_documents_say_is_borne_out_with_their_words(office: Office) -> None:
    claim = await office.boss.send(office.general, "> The harbour fund holds **90 million** dollars, <@1>.")
    told = await office.check(office.lee, office.general, claim)
    assert "The documents bear this out." in told.text
    assert _QUOTE in told.text
    assert office.published() == []


async def test_another_figure_is_contradicted_with_the_words_that_say_otherwise(office: Office) -> None:
    claim = await office.boss.send(office.general, "The harbour fund holds 95 million dollars.")
    told = await office.check(office.lee, office.general, claim)
    assert "The documents say otherwise." in told.text
    assert _QUOTE in told.text


async def test_the_words_of_a_card_are_checked_without_its_small_print_and_sources(office: Office) -> None:
    answer = await office.ask(office.lee, office.general, FUND)
    told = await office.check(office.kim, office.general, answer.message)
    assert FUND_ANSWER in told.text
    assert "The documents bear this out." in told.text
