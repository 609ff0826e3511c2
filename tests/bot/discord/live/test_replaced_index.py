"""The index is replaced while the bot runs: an answer keeps to its own, and the next one has the new."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.conversation.session import ChatSession
from bot.discord.services import BotServices
from bot.discord.settings import DiscordSettings
from bot.factory import build_index, build_ingestion
from bot.settings import Settings
from ingest.report import NoProgress
from ingest.settings import IndexSettings
from tests.bot.discord.live.documents import FUND, HARBOUR
from tests.bot.discord.live.pressing import SOURCES, pressed
from tests.bot.discord.live.scene import Scene, played, services_in
from tests.bot.discord.live.writing import FUND_WORDS, HeldModel

_NEW = FUND_WORDS.replace("90", "95")


def ingested(folder: Path, text: str) -> Settings:
    """The settings of an index in this folder that holds this text alone by now."""
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    (documents / "harbour.md").write_text(text, "utf-8")
    settings = Settings(index=IndexSettings(folder=folder / "index"))
    assert not build_ingestion(settings).run([str(documents)], NoProgress()).failed
    return settings


def reading(folder: Path, like: BotServices, own: Settings, settings: DiscordSettings) -> BotServices:
    """A services that reads the index of these settings."""
    services, index = services_in(folder, like, settings), build_index(own)
    assistant = replace(services.assistant, index=index)
    return replace(
        services,
        assistant=assistant,
        chat=ChatSession(assistant, services.storage.conversations),
        documents=lambda audience: index.read(lambda snapshot: snapshot.documents(audience)),
    )


def test_an_answer_under_way_and_the_next_one_each_say_what_their_index_says(
    written_desk: BotServices, model: HeldModel, tmp_path: Path
) -> None:
    own = ingested(tmp_path, HARBOUR)
    model.sentences = (FUND_WORDS, _NEW)  # it says the one that stands in what it was given

    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        model.hold()
        asked = await server.slash(office.lee, office.general, "ask", question=FUND)
        await scene.until(lambda: model.answered > 0)
        await scene.services.run_blocking(ingested, tmp_path, HARBOUR.replace("90 million", "95 million"))
        model.let_go()
        old = await scene.ended(asked)
        assert FUND_WORDS in old.text
        assert _NEW not in old.text
        new = await scene.asks(office.kim, office.secret, FUND)
        assert _NEW in new.text
        # What an answer quoted is kept with it, also where the document says something else by now.
        assert "90 million" in (await pressed(scene, old, SOURCES, office.lee)).text
        assert "95 million" in (await pressed(scene, new, SOURCES, office.kim)).text

    played(partial(reading, tmp_path, written_desk, own), play)
