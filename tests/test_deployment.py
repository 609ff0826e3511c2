"""The image, the compose file and the systemd unit agree with the settings, the commands and each other."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from bot.discord.settings import DiscordSettings
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
UNIT_FILE = ROOT / "deploy" / "concord-discord.service"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What closing takes at most, after what is under way was waited for.
CLOSING_S = 2


def unit() -> configparser.SectionProxy:
    """The service's section; of a key that stands several times the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(UNIT_FILE.read_text(encoding="utf-8"))
    return parser["Service"]


def variables(text: str) -> dict[str, str]:
    """The settings of Concord that a file gives, with their values."""
    return dict(re.findall(r"(CONCORD_[A-Z_]+)(?:=|: )(\S*)", text))


def requirement(name: str) -> Requirement:
    return next(each for each in map(Requirement, PROJECT["dependencies"]) if each.name == name)


def seconds(text: str) -> int:
    return int(text.removesuffix("s"))


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", "deploy/concord-discord.service"])
def test_every_variable_is_a_setting(name: str) -> None:
    found = variables((ROOT / name).read_text(encoding="utf-8"))
    assert found
    for variable in found:
        section, _, key = variable.removeprefix("CONCORD_").lower().partition("__")
        assert key in Settings.model_fields[section].annotation.model_fields, variable  # type: ignore[union-attr]


@pytest.mark.parametrize("text", [IMAGE, UNIT_FILE.read_text(encoding="utf-8")], ids=["image", "unit"])
def test_every_command_exists(text: str) -> None:
    commands = set(re.findall(r"(?:bin/|\"sh\", \"-c\", \"|exec )(concord[a-z-]*)", text))
    assert commands == {"concord", "concord-ingest"} <= set(PROJECT["scripts"])


def test_the_image_has_the_torch_that_is_tested() -> None:
    (version,) = re.findall(r"torch==(\S+)", IMAGE)
    assert f"torch=={version}" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert requirement("torch").specifier.contains(version)


def test_the_image_has_a_python_that_is_supported() -> None:
    for version in re.findall(r"FROM python:([\d.]+)", IMAGE):
        assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(version)


def test_the_image_is_made_of_the_packages_and_of_nothing_that_is_secret() -> None:
    ignored, *kept = [
        line
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if not line.startswith(("#", "**"))
    ]
    copied = {
        name
        for names in re.findall(r"^COPY (?!--from)(.+) \S+$", IMAGE, re.MULTILINE)
        for name in names.split()
    }
    assert ignored == "*"
    assert {each.removeprefix("!") for each in kept} == copied
    assert copied == {"bot", "ingest", "prompts", "eval", "pyproject.toml", "README.md"}


def test_the_image_runs_as_nobody_and_writes_into_its_volume_alone() -> None:
    written = variables(IMAGE)
    (volume,) = re.findall(r"^VOLUME (\S+)$", IMAGE, re.MULTILINE)
    assert re.search(r"^USER 10001:10001$", IMAGE, re.MULTILINE)
    for name in ("CONCORD_INDEX__FOLDER", "CONCORD_EMBEDDING__FOLDER"):
        assert written[name].startswith(f"{volume}/")
    bot = COMPOSE["services"]["bot"]
    assert f"index:{volume}" in bot["volumes"]
    assert bot["read_only"]
    assert bot["cap_drop"] == ["ALL"]


def test_health_is_asked_where_it_is_served_and_published_on_the_machine_alone() -> None:
    port = variables(IMAGE)["CONCORD_DISCORD__HEALTH_PORT"]
    assert f"http://127.0.0.1:{port}/healthz" in IMAGE
    assert COMPOSE["services"]["bot"]["ports"] == [f"127.0.0.1:{port}:{port}"]


def test_documents_and_settings_are_mounted_where_they_are_looked_for() -> None:
    (folder,) = re.findall(r"^WORKDIR (/srv\S+)$", IMAGE, re.MULTILINE)
    binds = [each for each in COMPOSE["services"]["bot"]["volumes"] if isinstance(each, dict)]
    (sources,) = Settings().documents.sources
    assert {each["target"] for each in binds} == {f"{folder}/{sources}", f"{folder}/concord.toml"}
    assert all(each["read_only"] for each in binds)


def test_the_chroma_server_is_of_a_version_that_is_tested_and_not_published() -> None:
    chroma = COMPOSE["services"]["chroma"]
    name, _, version = chroma["image"].partition(":")
    assert name == "chromadb/chroma"
    assert requirement("chromadb").specifier.contains(version)
    assert "ports" not in chroma
    assert COMPOSE["services"]["bot"]["environment"]["CONCORD_INDEX__CHROMA_URL"] == "http://chroma:8000"


def test_nobody_stops_the_bot_before_it_is_done_stopping() -> None:
    takes_s = DiscordSettings().stop_within_s + CLOSING_S
    assert seconds(COMPOSE["services"]["bot"]["stop_grace_period"]) > takes_s
    assert seconds(unit()["TimeoutStopSec"]) > takes_s


def test_the_unit_writes_into_its_state_alone() -> None:
    service = unit()
    assert (service["DynamicUser"], service["ProtectSystem"]) == ("yes", "strict")
    for name in ("CONCORD_INDEX__FOLDER", "CONCORD_EMBEDDING__FOLDER"):
        folder = variables(UNIT_FILE.read_text(encoding="utf-8"))[name]
        assert folder.startswith(f"/var/lib/{service['StateDirectory']}/")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    # The commands are not installed there where the tests run.
    text = re.sub(r"/opt/concord/\S+", "/bin/true", UNIT_FILE.read_text(encoding="utf-8"))
    (tmp_path / UNIT_FILE.name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", str(tmp_path / UNIT_FILE.name)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [line for line in checked.stderr.splitlines() if UNIT_FILE.name in line] == []
    assert checked.returncode == 0
