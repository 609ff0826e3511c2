"""An address that cannot be used, and a server that fails, give one plain sentence and never the password."""

from __future__ import annotations

import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.models import Audience, Requester
from bot.storage.settings import StorageSettings
from ingest.errors import ConcordError, ConfigurationError, UnavailableError
from tests.bot.storage.postgres import Server, running_postgres
from tests.bot.storage.samples import record, storage_in

pytestmark = pytest.mark.slow


def refused(folder: Path, url: str) -> ConcordError:
    with pytest.raises(ConcordError) as problem:
        storage_in(folder, url=url).conversations.turns(Requester("chat", "", "Kim"), Audience.PUBLIC)
    assert "hunter2" not in "".join(traceback.format_exception(problem.value))
    assert "\n" not in str(problem.value)
    return problem.value


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:hunter2@127.0.0.1/db",
        "nonsense+x://me:hunter2@127.0.0.1/db",
        "me:hunter2 at the database",
        "postgresql://me:hunter2@127.0.0.1:port/db",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_an_address_that_cannot_be_used_names_the_remedy(tmp_path: Path, url: str) -> None:
    problem = refused(tmp_path, url)
    assert isinstance(problem, ConfigurationError)
    assert "like sqlite:///FILE or postgresql://HOST/NAME; correct it" in str(problem)


def test_the_settings_show_neither_address_nor_secret() -> None:
    settings = StorageSettings(url=SecretStr("postgresql://me:hunter2@host/db"), secret=SecretStr("hunter2"))
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    problem = refused(tmp_path, "postgresql://me:hunter2@127.0.0.1:1/db")
    assert isinstance(problem, UnavailableError)
    assert "cannot be reached" in str(problem)


def test_a_database_that_is_not_there_is_named(tmp_path: Path, postgres: Server) -> None:
    assert "check" in str(refused(tmp_path, postgres.url.replace("/postgres", "/nowhere")))


def test_a_driver_that_is_not_installed_names_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from tests.bot.storage.samples import storage_in; from pathlib import Path\n"
        f"storage_in(Path({str(tmp_path)!r}), url='postgresql://me@host/db')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "pip install 'concord[postgres]'" in run.stderr.splitlines()[-1]


def test_a_server_that_stops_is_named_and_used_when_it_is_back(tmp_path: Path, postgres: Server) -> None:
    with running_postgres(postgres.programs) as server:
        storage = storage_in(tmp_path, url=server.url)
        kept = storage.records.add(record())
        server.stop()
        with pytest.raises(UnavailableError, match="cannot be reached"):
            storage.records.add(record())
        server.start()
        assert storage.records.find(kept.id, Audience.PUBLIC) == kept
        storage.close()
