"""A question goes on from what was said before, and is remembered with what was answered."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.chat_session import ChatSession
from bot.factory import build_assistant, build_storage
from bot.models import Answer, Audience, Refusal, Request, Requester, Turn
from bot.settings import Settings
from bot.storage.database import FILE
from bot.storage.retention import Forgotten
from bot.storage.storage import Storage
from ingest.errors import ConcordError
from ingest.settings import IndexSettings

pytestmark = pytest.mark.slow

KIM = Requester("chat", "here", "Kim")
ROOM = Requester("chat", "room", "Kim")
PUBLIC = Audience.PUBLIC
_FULL = "CREATE TRIGGER full BEFORE INSERT ON concord_turns BEGIN SELECT RAISE(FAIL, 'full'); END"


@pytest.fixture
def settings(corpus_index: Path, tmp_path: Path) -> Settings:
    shutil.copytree(corpus_index, tmp_path / "index")
    return Settings(index=IndexSettings(folder=tmp_path / "index"))


@pytest.fixture
def storage(settings: Settings) -> Storage:
    return build_storage(settings)


@pytest.fixture
def assistant(settings: Settings, storage: Storage) -> Assistant:
    return build_assistant(settings, storage)


@pytest.fixture
def session(assistant: Assistant, storage: Storage) -> ChatSession:
    return ChatSession(assistant, storage.conversations)


def test_an_answer_is_remembered_with_the_documents_that_it_quotes(
    session: ChatSession, storage: Storage
) -> None:
    reply = session.ask(Request("How many GPUs will Korea have by 2030?", PUBLIC, requester=KIM))
    assert isinstance(reply, Answer)
    (turn,) = storage.conversations.turns(KIM, PUBLIC)
    assert (turn.question, turn.answer) == ("How many GPUs will Korea have by 2030?", reply.text)
    assert set(turn.documents) == {citation.document for citation in reply.citations}


def test_a_follow_up_is_understood_from_what_was_said_before(
    session: ChatSession, assistant: Assistant
) -> None:
    session.ask(Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM))
    reply = session.ask(Request("When does it take effect?", PUBLIC, requester=KIM))
    record = assistant.recorder.records.find(reply.id, PUBLIC)
    assert record is not None
    assert [turn.question for turn in record.turns] == ["When was the AI Basic Act enacted?"]


def test_a_conversation_can_be_another_one_than_the_askers_own(
    session: ChatSession, storage: Storage
) -> None:
    session.ask(Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM), conversation=ROOM)
    assert storage.conversations.turns(KIM, PUBLIC) == ()
    assert len(storage.conversations.turns(ROOM, PUBLIC)) == 1


def test_who_was_forgotten_since_they_asked_leaves_nothing_behind(
    session: ChatSession, assistant: Assistant, storage: Storage
) -> None:
    asked_at = assistant.recorder.now()
    storage.forget(KIM)
    question = Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM)
    reply = session.ask(question, conversation=ROOM, asked_at=asked_at)
    assert isinstance(reply, Answer)
    assert reply.id == ""
    assert storage.conversations.turns(ROOM, PUBLIC) == ()
    assert session.ask(question, conversation=ROOM, asked_at=assistant.recorder.now()).id
    assert len(storage.conversations.turns(ROOM, PUBLIC)) == 1
    assert storage.forget(KIM) == Forgotten(records=1, turns=1)


def test_nobody_in_particular_is_answered_and_not_remembered(session: ChatSession) -> None:
    assert isinstance(session.ask(Request("When was the AI Basic Act enacted?", PUBLIC)), Answer)


def test_what_could_not_be_read_is_not_gone_back_to(session: ChatSession, storage: Storage) -> None:
    assert isinstance(session.ask(Request("?!", PUBLIC, requester=KIM)), Refusal)
    assert storage.conversations.turns(KIM, PUBLIC) == ()


def test_an_answer_that_cannot_be_remembered_is_given_all_the_same(
    assistant: Assistant, storage: Storage, settings: Settings
) -> None:
    complaints: list[ConcordError] = []
    storage.conversations.add(KIM, PUBLIC, Turn("What is A2Z?"))
    with sqlite3.connect(settings.index.folder / FILE) as file:
        file.execute(_FULL)
    file.close()
    session = ChatSession(assistant, storage.conversations, complaints.append)
    assert isinstance(
        session.ask(Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM)), Answer
    )
    assert len(complaints) == 1


def test_a_damaged_database_costs_nobody_the_answer(
    session: ChatSession, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    (settings.index.folder / FILE).write_bytes(b"\xa5" * 9000)
    reply = session.ask(Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM))
    assert isinstance(reply, Answer)
    assert reply.id == ""
    assert "is damaged" in caplog.text
