"""The exact words behind an answer are shown to whoever presses, alone, as far as they may read them now."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bot.discord.services import BotServices, build_services
from bot.factory import build_ingestion
from bot.settings import Settings
from ingest.report import NoProgress
from ingest.settings import IndexSettings
from tests.bot.discord.live.documents import FUND, FUND_ANSWER, FUND_KOREAN, HARBOUR, SECRET, SECRET_WORDS
from tests.bot.discord.live.pressing import GONE, SOURCES, pressed, restarted
from tests.bot.discord.live.scene import Scene, Stage, leaked, played, services_in

_QUOTE = "The harbour fund holds 90 million dollars."


def test_the_words_of_the_document_are_shown_to_the_one_who_presses(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.asks(scene.office.lee, scene.office.general, FUND)
        assert _QUOTE in (await pressed(scene, answer, SOURCES, scene.office.kim)).text

    stage(play)


def test_the_button_works_after_a_restart(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.asks(scene.office.lee, scene.office.general, FUND)
        async with restarted(scene) as later:
            assert _QUOTE in (await pressed(later, answer, SOURCES, later.office.lee)).text

    stage(play)


def test_what_staff_were_answered_is_not_shown_to_one_who_is_let_into_the_channel(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, world = scene.office, scene.server.world
        answer = await scene.asks(office.kim, office.secret, SECRET)
        assert SECRET_WORDS[0] in (await pressed(scene, answer, SOURCES, office.boss)).text
        world.change_channel(office.secret, overwrites=())
        told = await pressed(scene, answer, SOURCES, office.lee)
        assert GONE in told.text
        assert not any(word in told.text for word in SECRET_WORDS)
        assert not leaked(scene, SECRET_WORDS, but=office.secret)

    stage(play)


def test_who_lost_the_role_is_not_shown_their_own_answer(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.kim, office.general, SECRET)
        scene.server.world.change_member(office.kim, roles=[])
        assert GONE in (await pressed(scene, answer, SOURCES, office.kim)).text

    stage(play)


def test_an_answer_whose_record_is_forgotten_is_told_to_be_gone(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND)
        await scene.ended(await scene.server.slash(office.lee, office.general, "forget"))
        assert GONE in (await pressed(scene, answer, SOURCES, office.lee)).text

    stage(play)


def test_koreans_are_told_in_korean(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.choi, office.secret, FUND_KOREAN)
        (sources,) = (each for each in answer.buttons if "src" in (each.custom_id or ""))
        assert sources.label == "원문 보기"
        told = await pressed(scene, answer, "원문 보기", office.choi)
        assert "항만 기금의 규모는 9천만 달러이다." in told.text

    stage(play)


def test_a_document_that_became_the_staffs_is_quoted_to_nobody_else(tmp_path: Path) -> None:
    documents, settings = tmp_path / "documents", Settings(index=IndexSettings(folder=tmp_path / "index"))
    documents.mkdir()

    def ingest(text: str) -> None:
        (documents / "harbour.md").write_text(text, "utf-8")
        assert not build_ingestion(settings).run([str(documents)], NoProgress()).failed

    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND)
        assert FUND_ANSWER in answer.text
        ingest(HARBOUR.replace("date:", "audience: staff\ndate:"))
        told = await pressed(scene, answer, SOURCES, office.lee)
        assert GONE in told.text
        assert FUND_ANSWER not in told.text
        assert _QUOTE in (await pressed(scene, answer, SOURCES, office.kim)).text

    ingest(HARBOUR)
    services: BotServices = build_services(settings)
    try:
        played(partial(services_in, tmp_path, services), play)
    finally:
        services.threads.shutdown()
