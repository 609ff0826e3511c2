"""The bot is measured for real, with few people; a bot that cannot run is told with its own sentence."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from eval.benchmarks.discord_bot import running_bot
from eval.benchmarks.discord_load import Load, measure_discord
from eval.benchmarks.processes import StepFailedError, concord_ingest
from eval.benchmarks.texts import write_chunks


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of facts that the questions are about."""
    write_chunks(tmp_path / "documents", 40)
    concord_ingest(tmp_path / "made", tmp_path / "documents")
    return tmp_path / "made"


def test_few_people_are_measured_like_many(index: Path) -> None:
    table = measure_discord(index, Load(people=3, first=9, last=12))
    figures = {row[0]: row[1] for row in table.rows}
    assert set(figures) == {
        "acknowledgement, p99",
        "verbatim answer, p95",
        "memory after 9 questions",
        "memory after 12 questions",
        "growth",
    }
    # A Python with the model in memory holds more than 100 MB, and hardly more after three more questions.
    assert int(figures["memory after 9 questions"].removesuffix(" MB")) > 100
    assert float(figures["growth"]) < 1.5
    assert 0 < int(figures["acknowledgement, p99"].removesuffix(" ms")) < 60_000


def test_a_bot_that_cannot_run_says_why(tmp_path: Path) -> None:
    async def run() -> None:
        async with running_bot(tmp_path, {}):
            pass

    with pytest.raises(StepFailedError, match=r"status 1.*CONCORD_DISCORD__TOKEN"):
        asyncio.run(run())
