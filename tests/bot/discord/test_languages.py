"""A question is answered in its language; what the bot says itself is in the language of the person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.bot.discord.office import Office
from tests.bot.documents import FUND_KOREAN, FUND_KOREAN_ANSWER


async def test_a_korean_question_is_answered_in_korean_with_its_source(office: Office) -> None:
    answer = await office.ask(office.choi, office.secret, FUND_KOREAN)
    assert FUND_KOREAN_ANSWER in answer.text
    assert "항만 협정" in answer.text
    assert "원문 보기" in answer.buttons
    told = await office.press(office.choi, answer, "원문 보기")
    assert "항만 기금의 규모는 9천만 달러이다." in told.text


async def test_direct_messages_are_answered_in_the_language_of_the_question(office: Office) -> None:
    told = await office.say(office.lee, None, FUND_KOREAN)
    assert told is not None
    assert FUND_KOREAN_ANSWER in told.text


async def test_the_bots_own_words_are_in_the_language_of_the_person(office: Office) -> None:
    for who, expected in ((office.kim, "Deleted"), (office.choi, "삭제했습니다")):
        assert expected in (await office.command(who, office.general, "forget")).text


async def test_a_message_that_states_nothing_is_told_so_in_the_language_of_the_person(office: Office) -> None:
    message = await office.boss.send(office.general, "🎉🎉")
    for who, expected in (
        (office.lee, "There is no statement to check"),
        (office.choi, "확인할 진술이 없습니다"),
    ):
        assert expected in (await office.check(who, office.general, message)).text


async def test_who_may_not_write_is_told_so_in_their_language(office: Office) -> None:
    office.deny(office.general, office.choi.id, send_messages=True)
    answer = await office.ask(office.choi, office.general, FUND_KOREAN, private=True)
    assert "글을 쓸 권한이 없어" in (await office.press(office.choi, answer, "채널에 공유")).text
    assert office.published() == []


async def test_commands_have_korean_names_and_descriptions_where_discord_takes_them(office: Office) -> None:
    await office.env.bot.tree.sync()  # type: ignore[attr-defined]
    (sent,) = [each.json or () for each in office.env.http_requests if each.method == "PUT"]
    commands = {each["name"]: each for each in sent}
    assert {"ask", "search", "documents", "forget", "help", "admin", "Check this claim"} == set(commands)
    for command in commands.values():
        is_menu = command["type"] == 3
        for part in _parts(command):
            assert part["name_localizations"]["ko"], part["name"]
            assert is_menu or "value" in part or part["description_localizations"]["ko"], part["name"]
    for name in ("ask", "search", "documents", "forget", "help"):
        assert commands[name]["contexts"] == [0, 1], name  # servers and direct messages with the bot
    assert commands["admin"]["contexts"] == [0]


def _parts(command: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A command with all that is in it: sub commands, options, and their choices."""
    yield command
    for name in ("options", "choices"):
        for each in command.get(name) or ():
            yield from _parts(each)
