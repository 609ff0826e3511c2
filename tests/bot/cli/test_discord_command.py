"""`concord discord` from the outside, and that no other command pays for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.bot.cli.conftest import Terminal

pytestmark = pytest.mark.slow

_HEAVY = ("discord", "aiohttp", "structlog", "prometheus_client", "yarl")
_LOADED = """
import sys
from typer.testing import CliRunner
from bot.cli.commands import app
import bot.assistant, bot.factory, bot.settings
result = CliRunner().invoke(app, sys.argv[1:])
assert result.exit_code in (0, 1), result.output
print(sorted({name.split(".")[0] for name in sys.modules} & %r))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "?"], ["documents"], ["discord", "--help"]])
def test_what_has_nothing_to_do_with_discord_does_not_load_it(arguments: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _LOADED % set(_HEAVY), *arguments], capture_output=True, text=True, check=True
    )
    assert ended.stdout == "[]\n"


@pytest.mark.parametrize("command", [[], ["sync-commands"], ["invite"]])
def test_without_a_token_a_sentence_says_what_to_do(
    terminal: Terminal, command: list[str], one_sentence: Callable[[str], str]
) -> None:
    ended = terminal.concord("discord", *command)
    assert (ended.status, ended.out) == (1, "")
    assert "put the bot's token into CONCORD_DISCORD__TOKEN" in one_sentence(ended.err)


def test_without_an_index_a_sentence_says_what_to_do(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, one_sentence: Callable[[str], str]
) -> None:
    monkeypatch.setenv("CONCORD_DISCORD__TOKEN", "token")
    ended = terminal.concord("discord")
    assert (ended.status, ended.out) == (1, "")
    assert "run concord-ingest" in one_sentence(ended.err)
