"""What Discord was asked is remembered for a few seconds, and shared while it is under way."""

from __future__ import annotations

import asyncio

from bot.discord.access.lookups import Lookups, Patience

OLD_WILL_DO, JUST_NOW = Patience(5.0, 1.0), Patience(0.0, 1.0)


class Discord:
    """Counts how often it is asked; answers once it is let."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked = 0
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.lookups: Lookups[str, int] = Lookups(lambda: self.now)

    async def answer(self) -> int:
        self.asked += 1
        number = self.asked
        await self.may_answer.wait()
        return number

    async def looked_up(self, patience: Patience) -> int | None:
        return (await self.lookups.of({"key": self.answer}, patience))["key"]


def test_an_answer_is_remembered_for_whom_an_old_one_will_do() -> None:
    async def play() -> None:
        discord = Discord()
        assert await discord.looked_up(OLD_WILL_DO) == 1
        discord.now = 4.9
        assert await discord.looked_up(OLD_WILL_DO) == 1
        assert await discord.looked_up(JUST_NOW) == 2
        assert await discord.looked_up(OLD_WILL_DO) == 2
        discord.now += 5
        assert await discord.looked_up(OLD_WILL_DO) == 3

    asyncio.run(play())


def test_a_look_up_under_way_is_shared_until_it_hangs() -> None:
    async def play() -> None:
        discord = Discord()
        discord.may_answer.clear()
        first = asyncio.create_task(discord.looked_up(JUST_NOW))
        await asyncio.sleep(0)
        discord.now = 9.9
        second = asyncio.create_task(discord.looked_up(JUST_NOW))
        await asyncio.sleep(0)
        discord.now = 10.0
        third = asyncio.create_task(discord.looked_up(JUST_NOW))
        await asyncio.sleep(0)
        discord.may_answer.set()
        assert [await each for each in (first, second, third)] == [1, 1, 2]

    asyncio.run(play())


def test_who_has_waited_long_enough_learns_nothing_and_the_next_one_shares_it() -> None:
    async def play() -> None:
        discord = Discord()
        discord.may_answer.clear()
        assert await discord.looked_up(Patience(0.0, 0.01)) is None
        discord.may_answer.set()
        assert await discord.looked_up(JUST_NOW) == 1

    asyncio.run(play())


def test_what_fails_is_not_known() -> None:
    async def fail() -> int:
        raise TimeoutError

    async def play() -> None:
        lookups: Lookups[str, int] = Lookups(lambda: 0.0)
        found = await lookups.of({"one": fail, "other": Discord().answer}, JUST_NOW)
        assert found == {"one": None, "other": 1}

    asyncio.run(play())
