"""The settings of the bot: where the token may be sent, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord.settings import DiscordSettings
from bot.settings import load_settings
from ingest.errors import ConfigurationError

TOKEN = "MTE0.GhIjKl.not-a-real-token"


def test_without_settings_there_is_no_token_and_the_api_is_discords_own() -> None:
    settings = DiscordSettings()
    assert (settings.token.get_secret_value(), settings.api_url) == ("", "https://discord.com/api/v10")


@pytest.mark.parametrize(
    "address",
    [
        "https://discord.example/api/v10",
        "http://127.0.0.1:8080/api/v10",
        "http://[::1]:1/api",
        "http://localhost:9",
    ],
)
def test_the_api_is_reached_by_https_or_on_this_machine(address: str) -> None:
    assert DiscordSettings(api_url=address).api_url == address


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://discord.example/api", "would send the token in the clear"),
        ("http://127.0.0.1.example/api", "would send the token in the clear"),
        ("ftp://discord.example", "is no address like"),
        ("discord.example", "is no address like"),
        ("", "is no address like"),
        ("https://[discord", "is no address like"),
        ("https://discord.example:0", "is no address like"),
        ("https://me:secret@discord.example", "may hold no password"),
        ("https://discord.example/?token=secret", "may hold no password"),
    ],
)
def test_any_other_address_of_the_api_is_refused(address: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=sentence) as refused:
        DiscordSettings(api_url=address)
    assert "discord.api_url" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_the_gateway_is_reached_by_wss_or_on_this_machine() -> None:
    for address in ("wss://gateway.example", "ws://127.0.0.1:8080"):
        assert DiscordSettings(gateway_url=address).gateway_url == address
    for address in ("ws://gateway.example", "https://gateway.example"):
        with pytest.raises(ConfigurationError, match=r"discord\.gateway_url"):
            DiscordSettings(gateway_url=address)


@pytest.mark.parametrize("token", ["Bot abc", "abc\n", "토큰"])
def test_a_token_that_cannot_be_one_is_refused_without_being_shown(token: str) -> None:
    with pytest.raises(ConfigurationError, match="copy the token anew") as refused:
        DiscordSettings(token=token)
    assert token not in str(refused.value)


def test_the_token_is_shown_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_DISCORD__TOKEN", TOKEN)
    settings = load_settings(tmp_path)
    assert settings.discord.token.get_secret_value() == TOKEN
    assert TOKEN not in repr(settings) + str(settings) + settings.model_dump_json()


def test_a_mistake_beside_the_token_does_not_show_it(tmp_path: Path) -> None:
    (tmp_path / "concord.toml").write_text(f'[discord]\ntoken = ["{TOKEN}"]\nworkers = 0\n')
    with pytest.raises(ConfigurationError) as refused:
        load_settings(tmp_path)
    assert TOKEN not in str(refused.value)


def test_operators_are_ids_of_discord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The largest that Discord gives, far above what a float holds exactly.
    largest = (1 << 63) - 1
    (tmp_path / "concord.toml").write_text(f"[discord]\noperators = [1, {largest}]\n")
    assert load_settings(tmp_path).discord.operators == (1, largest)
    monkeypatch.setenv("CONCORD_DISCORD__OPERATORS", "[0]")
    with pytest.raises(ConfigurationError, match=r"discord\.operators"):
        load_settings(tmp_path)


def test_health_is_served_at_the_address_of_a_machine() -> None:
    assert DiscordSettings().health_host == "127.0.0.1"
    assert DiscordSettings(health_host="0.0.0.0").health_host == "0.0.0.0"
    with pytest.raises(ConfigurationError, match=r"discord\.health_host"):
        DiscordSettings(health_host="everywhere")
