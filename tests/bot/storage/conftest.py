"""Every promise of the stores is tested on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from bot.storage.storage import Storage
from bot.storage.tables import METADATA
from tests.bot.storage.postgres import Server, programs, running_postgres
from tests.bot.storage.samples import Clock, storage_in

Open = Callable[..., Storage]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed")
    with running_postgres(folder) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Open]:
    """Opens the test's database, as another process would each time; all are closed at the end."""
    url = request.getfixturevalue("postgres").url if request.param == "postgres" else ""
    storages: list[Storage] = []

    def _open(**options: Any) -> Storage:
        storages.append(storage_in(tmp_path, **{"clock": clock, "url": url, **options}))
        return storages[-1]

    yield _open
    for storage in storages:
        storage.close()
    if url:
        engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
        METADATA.drop_all(engine)
        engine.dispose()
