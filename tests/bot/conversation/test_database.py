"""A database that is not to be used gives one plain sentence, and never the password in its address."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.conversation.settings import ConversationSettings
from bot.conversation.store import ConversationStore
from bot.models import Audience, Requester, Turn
from ingest.errors import ConcordError, ConfigurationError, UnavailableError

Open = Callable[..., ConversationStore]
KIM = Requester("terminal", "here", "Kim")


def refused(histories: ConversationStore) -> ConcordError:
    with pytest.raises(ConcordError) as told:
        histories.turns(KIM, Audience.PUBLIC)
    shown = "".join(traceback.format_exception(told.value))
    assert "hunter2" not in shown
    assert str(told.value).count("\n") == 0
    return told.value


@pytest.mark.parametrize(
    ("store", "remedy"),
    [
        ("postgresql+asyncpg://me:hunter2@127.0.0.1/db", "asyncpg, which is not installed; install it"),
        ("mysql+aiomysql://me:hunter2@127.0.0.1/db", "aiomysql, which is not installed; install it"),
        ("postgresql://me:hunter2@127.0.0.1/db", "an asynchronous driver, like"),
        ("sqlite:///some.sqlite", "an asynchronous driver, like"),
        ("nonsense+x://me:hunter2@127.0.0.1/db", "an asynchronous driver, like"),
        ("me:hunter2 at the database", "an asynchronous driver, like"),
        ("postgresql+asyncpg://me:hunter2@127.0.0.1:port/db", "an asynchronous driver, like"),
    ],
)
def test_an_address_that_cannot_be_used_names_the_remedy(opened: Open, store: str, remedy: str) -> None:
    told = refused(opened(store=store))
    assert isinstance(told, ConfigurationError)
    assert remedy in str(told)


def test_the_settings_show_neither_address_nor_secret() -> None:
    settings = ConversationSettings.model_validate(
        {"store": "postgresql+asyncpg://me:hunter2@host/db", "secret": "hunter2"}
    )
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


def test_a_folder_that_is_a_file_is_a_setting_to_fix(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("not a folder")
    assert isinstance(refused(opened(folder=tmp_path / "taken")), ConfigurationError)


def test_a_file_that_is_no_database_is_a_setting_to_fix(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite").write_bytes(b"this is no database " * 500)
    told = refused(opened())
    assert isinstance(told, ConfigurationError)
    assert "is damaged" in str(told)


def test_a_file_elsewhere_is_used_where_an_address_names_it(opened: Open, tmp_path: Path) -> None:
    store = f"sqlite+aiosqlite:///{tmp_path}/else where/talk.sqlite"
    opened(store=store).add(KIM, Audience.PUBLIC, Turn("What is A2Z?", "A company."))
    assert (tmp_path / "else where" / "talk.sqlite").is_file()
    assert len(opened(store=store).turns(KIM, Audience.PUBLIC)) == 1


def test_a_database_in_memory_works_while_it_is_open(opened: Open, tmp_path: Path) -> None:
    histories = opened(store="sqlite+aiosqlite://", secret="of a test")
    histories.add(KIM, Audience.PUBLIC, Turn("What is A2Z?", "A company."))
    assert len(histories.turns(KIM, Audience.PUBLIC)) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_table_of_another_shape_is_told_in_a_sentence(opened: Open, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "conversations.sqlite") as file:
        file.execute("CREATE TABLE concord_messages (other TEXT)")
    file.close()
    assert isinstance(refused(opened()), UnavailableError)
