"""A question goes on from what was said before, and is remembered with what was answered."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.conversation.store import ConversationStore
from bot.conversation.talk import ChatSession
from bot.factory import build_assistant, build_conversation_store
from bot.models import Answer, Audience, Refusal, Request, Requester, Turn
from bot.settings import Settings
from ingest.errors import ConcordError
from ingest.settings import IndexSettings

KIM = Requester("chat", "here", "Kim")
ROOM = Requester("chat", "room", "Kim")
PUBLIC = Audience.PUBLIC
_FULL = "CREATE TRIGGER full BEFORE INSERT ON concord_messages BEGIN SELECT RAISE(FAIL, 'full'); END"


@pytest.fixture
def settings(corpus_index: Path, tmp_path: Path) -> Settings:
    shutil.copytree(corpus_index, tmp_path / "index")
    return Settings(index=IndexSettings(folder=tmp_path / "index"))


@pytest.fixture
def assistant(settings: Settings) -> Assistant:
    return build_assistant(settings)


@pytest.fixture
def histories(settings: Settings) -> Iterator[ConversationStore]:
    with build_conversation_store(settings) as opened:
        yield opened


@pytest.fixture
def talk(assistant: Assistant, histories: ConversationStore) -> ChatSession:
    return ChatSession(assistant, histories)


def test_an_answer_is_remembered_with_the_documents_that_it_quotes(
    talk: ChatSession, histories: ConversationStore
) -> None:
    reply = talk.ask(Request("How many GPUs will Korea have by 2030?", PUBLIC, requester=KIM))
    assert isinstance(reply, Answer)
    (turn,) = histories.turns(KIM, PUBLIC)
    assert (turn.question, turn.answer) == ("How many GPUs will Korea have by 2030?", reply.text)
    assert set(turn.documents) == {citation.document for citation in reply.citations}


def test_a_follow_up_is_understood_from_what_was_said_before(talk: ChatSession, assistant: Assistant) -> None:
    talk.ask(Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM))
    reply = talk.ask(Request("When does it take effect?", PUBLIC, requester=KIM))
    assert assistant.recorder.records is not None
    record = assistant.recorder.records.find(reply.id, PUBLIC)
    assert record is not None
    assert [turn.question for turn in record.turns] == ["When was the AI Basic Act enacted?"]


def test_a_conversation_can_be_another_one_than_the_askers_own(
    talk: ChatSession, histories: ConversationStore
) -> None:
    talk.ask(Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM), conversation=ROOM)
    assert histories.turns(KIM, PUBLIC) == ()
    assert len(histories.turns(ROOM, PUBLIC)) == 1


def test_the_record_belongs_to_the_asker_whatever_the_conversation(
    talk: ChatSession, assistant: Assistant
) -> None:
    talk.ask(Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM), conversation=ROOM)
    assert assistant.recorder.forget(ROOM) == 0
    assert assistant.recorder.forget(KIM) == 1


def test_who_was_forgotten_since_they_asked_leaves_nothing_behind(
    talk: ChatSession, assistant: Assistant, histories: ConversationStore
) -> None:
    asked_at = assistant.recorder.now()
    assistant.recorder.forget(KIM)
    question = Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM)
    reply = talk.ask(question, conversation=ROOM, asked_at=asked_at)
    assert isinstance(reply, Answer)
    assert reply.id == ""
    assert histories.turns(ROOM, PUBLIC) == ()
    assert talk.ask(question, conversation=ROOM, asked_at=assistant.recorder.now()).id
    assert len(histories.turns(ROOM, PUBLIC)) == 1


def test_who_is_forgotten_as_the_turn_is_written_has_none(assistant: Assistant, settings: Settings) -> None:
    class Late(ConversationStore):
        """Somebody says `/forget` right after it was seen that nobody did."""

        def add(self, requester: Requester, audience: Audience, turn: Turn, answer_id: str = "") -> None:
            self.forget_everywhere(requester)
            assistant.recorder.forget(KIM)
            super().add(requester, audience, turn, answer_id)

    with Late(settings.conversation, settings.index.folder, time.time) as histories:
        question = Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM)
        ChatSession(assistant, histories).ask(question, conversation=ROOM, asked_at=assistant.recorder.now())
        assert histories.turns(ROOM, PUBLIC) == ()


def test_nobody_in_particular_is_answered_and_not_remembered(talk: ChatSession) -> None:
    assert isinstance(talk.ask(Request("When was the AI Basic Act enacted?", PUBLIC)), Answer)


def test_what_could_not_be_read_is_not_gone_back_to(talk: ChatSession, histories: ConversationStore) -> None:
    assert isinstance(talk.ask(Request("?!", PUBLIC, requester=KIM)), Refusal)
    assert histories.turns(KIM, PUBLIC) == ()


def test_an_answer_that_cannot_be_remembered_is_given_all_the_same(
    assistant: Assistant, histories: ConversationStore, settings: Settings
) -> None:
    told: list[ConcordError] = []
    histories.turns(KIM, PUBLIC)
    with sqlite3.connect(settings.index.folder / "conversations.sqlite") as file:
        file.execute(_FULL)
    file.close()
    talk = ChatSession(assistant, histories, told.append)
    assert isinstance(talk.ask(Request("When was the AI Basic Act enacted?", PUBLIC, requester=KIM)), Answer)
    assert len(told) == 1
