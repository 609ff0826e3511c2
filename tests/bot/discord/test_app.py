"""The bot starts, says how it is, or says in one sentence why it cannot."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.bot.discord.running import RunningBot, ended_at_stub, with_bot
from tests.bot.discord.stub import DiscordStub
from tests.bot.documents import FUND, FUND_ANSWER

pytestmark = pytest.mark.slow

NOBODY = "127.0.0.1:1"  # where nothing listens


def without_intents(server: DiscordStub) -> dict[str, str]:
    server.allows_content = False
    return {"message_content": "true"}


def status_of(bot: RunningBot, page: str) -> int:
    try:
        with urlopen(f"{bot.address}/{page}", timeout=10) as reply:
            return int(reply.status)
    except HTTPError as error:
        return error.code


@pytest.mark.parametrize(
    ("arrange", "sentence"),
    [
        (lambda _: {"token": "MTE0.wrong.token"}, "Discord does not know this token"),
        (lambda _: {"api_url": f"http://{NOBODY}/api/v10"}, "Discord cannot be reached"),
        (lambda _: {"gateway_url": f"ws://{NOBODY}"}, "Discord cannot be reached"),
        (without_intents, "switch the message content intent on"),
    ],
    ids=["token", "API", "gateway", "intent"],
)
def test_what_keeps_the_bot_from_discord_is_one_sentence(
    arrange: Callable[[DiscordStub], dict[str, str]], sentence: str, tmp_path: Path, office_index: Path
) -> None:
    end = ended_at_stub(tmp_path, office_index, arrange=arrange)
    assert (end.status, end.out) == (1, "")
    assert sentence in end.sentence
    assert end.sentence.endswith(".")
    assert "Traceback" not in end.err
    assert "wrong.token" not in end.err


def test_without_an_index_it_says_how_to_make_one(tmp_path: Path) -> None:
    end = ended_at_stub(tmp_path, tmp_path / "nothing")
    assert end.status == 1
    assert end.err.strip() == end.sentence
    assert "run concord-ingest" in end.sentence


def test_a_bot_that_is_connected_and_can_read_its_index_is_ready(tmp_path: Path, office_index: Path) -> None:
    shutil.copytree(office_index, tmp_path / "index")

    async def use(_: DiscordStub, bot: RunningBot) -> None:
        assert await asyncio.to_thread(status_of, bot, "healthz") == 200
        assert await asyncio.to_thread(status_of, bot, "readyz") == 200
        shutil.rmtree(tmp_path / "index")
        assert await asyncio.to_thread(status_of, bot, "healthz") == 200
        assert await asyncio.to_thread(status_of, bot, "readyz") == 503

    with_bot(tmp_path, tmp_path / "index", use)


def test_a_question_is_counted_and_logged_without_its_words(tmp_path: Path, office_index: Path) -> None:
    async def use(server: DiscordStub, bot: RunningBot) -> None:
        asked = await server.slash(20, "ask", question=FUND)
        await server.until(lambda: FUND_ANSWER in asked.text)
        with await asyncio.to_thread(urlopen, f"{bot.address}/metrics") as page:
            counted = page.read().decode()
        assert 'concord_questions_total{kind="ask"} 1.0' in counted
        assert 'concord_answers_total{mode="verbatim"} 1.0' in counted
        assert 'concord_gateway_state{concord_gateway_state="ready"} 1.0' in counted
        assert "concord_acknowledgement_seconds_count 1.0" in counted

    lines = with_bot(tmp_path, office_index, use)
    told = (tmp_path / "bot.log").read_text(encoding="utf-8")
    assert any("answer" in line for line in lines)
    assert "harbour" not in told
    assert "person 20" not in told
