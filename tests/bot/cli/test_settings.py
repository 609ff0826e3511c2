"""`concord settings` lists every setting with what it means, out of the fields themselves."""

from __future__ import annotations

import json

import pytest

from bot.cli.settings import Setting, all_settings
from bot.settings import Settings, load_settings
from tests.bot.cli.conftest import Terminal

SETTINGS = {setting.path: setting for setting in all_settings()}


@pytest.mark.parametrize("path", SETTINGS)
def test_every_setting_has_a_type_and_a_description(path: str) -> None:
    assert SETTINGS[path].type
    assert len(SETTINGS[path].description.split()) > 2


def test_every_section_is_listed() -> None:
    assert {path.partition(".")[0] for path in SETTINGS} == set(Settings.model_fields)


def test_a_setting_is_listed_as_it_is_set(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert SETTINGS["retrieval.top"] == Setting(
        "retrieval.top",
        "whole number",
        "8",
        "How many passages are read for an answer",
        "CONCORD_RETRIEVAL__TOP",
    )
    monkeypatch.setenv(SETTINGS["retrieval.top"].variable, "3")
    assert load_settings(terminal.folder).retrieval.top == 3


def test_defaults_are_those_in_force_and_no_secret_is_shown() -> None:
    assert SETTINGS["answer.refuse_below"].default == "0.35"  # that of the built-in reader
    assert SETTINGS["answer.extractor"].type == '"similarity" or "trained"'
    assert SETTINGS["llm.api_key"].default == ""


def test_machines_get_a_line_for_each_and_people_a_table(terminal: Terminal) -> None:
    lines = terminal.concord("settings", "--json").out.splitlines()
    assert [json.loads(line)["path"] for line in lines] == list(SETTINGS)
    assert set(json.loads(lines[0])) == {"path", "type", "default", "description", "variable"}
    table = terminal.concord("settings").out
    assert all(path in table and setting.variable in table for path, setting in SETTINGS.items())


def test_settings_are_listed_even_where_those_in_force_are_wrong(terminal: Terminal) -> None:
    terminal.write("concord.toml", "[answer]\nmax_quotes = 0\n")
    assert terminal.concord("settings").status == 0
