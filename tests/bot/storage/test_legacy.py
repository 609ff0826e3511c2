"""What the first release kept in files of its own is taken over; `first_release` was made by its code.

In it, person 17 of Discord has a record, a share, a remark and two turns in a room, person 18 a record for
staff, a remark and a turn, and Kim of the terminal a record.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.models import Audience, Requester, Turn
from bot.storage.database import FILE
from bot.storage.guild_settings import GuildSettings
from bot.storage.retention import Forgotten
from bot.storage.shares import Claim
from bot.storage.tables import turns
from tests.bot.storage.conftest import Open
from tests.bot.storage.samples import NOON, record, remark, storage_in

KIM, LEE, TERMINAL = (
    Requester("discord", "room", "17"),
    Requester("discord", "room", "18"),
    Requester("terminal", "/home", "kim"),
)
OF_KIM, OF_LEE, OF_TERMINAL = "081040g2", "0c1g60r3", "0g208104"
PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF
A2Z = Turn("What is A2Z?", "A company. [1]", ("a2z.md",))


@pytest.fixture
def old_files(tmp_path: Path) -> list[Path]:
    shutil.copytree(Path(__file__).with_name("first_release"), tmp_path, dirs_exist_ok=True)
    return sorted(tmp_path.iterdir())


def test_nothing_that_was_kept_is_lost(opened: Open, old_files: list[Path], tmp_path: Path) -> None:
    storage = opened()
    kept = list(storage.records.all(STAFF))
    assert [found.id for found in kept] == [OF_KIM, OF_LEE, OF_TERMINAL]
    assert kept[0] == record(requester=kept[0].requester).named(OF_KIM)
    assert [found.id for found in storage.records.all(PUBLIC)] == [OF_KIM, OF_TERMINAL]
    assert storage.shares.claim(OF_KIM, 1 << 62) is Claim.STANDS
    first, second = storage.feedback.remarks()
    assert first == remark(first.requester, answer=OF_KIM)
    assert (second.answer, second.helpful, second.audience) == (OF_LEE, True, STAFF)
    assert storage.conversations.turns(KIM, PUBLIC) == (A2Z,)
    assert storage.conversations.turns(KIM, STAFF) == (A2Z, Turn("누가 운영하나요?", "모릅니다."))
    guild = GuildSettings(channels=frozenset({3}), roles={5: STAFF})
    assert storage.guild_settings.of((1 << 63) - 1) == guild
    assert [file.name for file in tmp_path.iterdir() if file in old_files] == []


@pytest.mark.usefixtures("old_files")
def test_its_people_are_known_again_and_forgotten_with_what_came_later(opened: Open) -> None:
    storage = opened()
    found = storage.records.find(OF_KIM, PUBLIC)
    assert found is not None
    assert storage.records.is_of(found, KIM)
    assert not storage.records.is_of(found, LEE)
    storage.records.add(record(requester=storage.records.key_of(KIM)))
    storage.conversations.add(KIM, PUBLIC, Turn("And who?"))
    assert [turn.question for turn in storage.conversations.turns(KIM, PUBLIC)] == [A2Z.question, "And who?"]
    assert storage.forget(KIM) == Forgotten(records=2, remarks=1, turns=3)
    assert storage.forget(TERMINAL) == Forgotten(records=1)
    assert storage.forget(LEE) == Forgotten(records=1, remarks=1, turns=1)


@pytest.mark.usefixtures("old_files")
def test_files_that_could_not_be_deleted_are_not_read_twice(opened: Open, tmp_path: Path) -> None:
    assert opened().records.find(OF_KIM, PUBLIC) is not None
    shutil.copytree(Path(__file__).with_name("first_release"), tmp_path, dirs_exist_ok=True)
    storage = opened()
    assert len(list(storage.records.all(STAFF))) == 3
    rows = storage.database.read(lambda connection: connection.execute(select(turns.c.number)).all())
    assert len(rows or ()) == 3


@pytest.mark.usefixtures("old_files")
def test_a_file_that_is_damaged_stays_is_named_and_costs_none_of_the_others(
    opened: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = tmp_path / "feedback.sqlite"
    damaged.write_bytes(b"\xa5" * 9000)
    storage = opened()
    assert len(list(storage.records.all(STAFF))) == 3
    assert storage.feedback.remarks() == []
    assert damaged.exists()
    assert "feedback.sqlite cannot be read" in caplog.text


def test_files_in_the_folder_of_another_database_are_left(old_files: list[Path], tmp_path: Path) -> None:
    elsewhere = storage_in(tmp_path, url=f"sqlite:///{tmp_path}/run/records.sqlite")
    elsewhere.records.add(record(at=NOON))
    assert len(list(elsewhere.records.all(STAFF))) == 1
    assert sorted(file for file in tmp_path.iterdir() if file.name != "run") == old_files
    assert not (tmp_path / FILE).exists()
