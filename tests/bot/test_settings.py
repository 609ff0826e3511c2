"""Settings: where they come from, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, load_settings
from ingest.errors import ConfigurationError
from ingest.models import Audience


def write(folder: Path, text: str) -> Path:
    (folder / "concord.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_the_built_in_values_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path).documents.default_audience is Audience.PUBLIC


def test_the_file_sets_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "[retrieval]\ntop = 3\ncandidates = 50\n")
    monkeypatch.setenv("CONCORD_RETRIEVAL__TOP", "5")
    settings = load_settings(tmp_path)
    assert (settings.retrieval.top, settings.retrieval.candidates) == (5, 50)


def test_each_extractor_brings_its_own_thresholds(tmp_path: Path) -> None:
    trained = load_settings(tmp_path).answer
    similarity = load_settings(tmp_path, {"answer.extractor": "similarity"}).answer
    assert (trained.refuse_below, trained.unsure_below) == (0.35, 0.5)
    assert (similarity.refuse_below, similarity.unsure_below) == (0.12, 0.4)


def test_a_threshold_that_is_set_holds_for_any_extractor(tmp_path: Path) -> None:
    write(tmp_path, '[answer]\nrefuse_below = 0.2\nextractor = "similarity"\n')
    answer = load_settings(tmp_path).answer
    assert (answer.refuse_below, answer.unsure_below) == (0.2, 0.4)


def test_an_extractor_that_does_not_exist_is_what_is_complained_of(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"The setting answer\.extractor is not valid"):
        load_settings(tmp_path, {"answer.extractor": "oracle"})


def test_a_dotenv_file_is_read_and_others_variables_in_it_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CONCORD_ANSWER__MAX_QUOTES=2\nSOMEBODY_ELSES=1\n")
    assert load_settings(tmp_path).answer.max_quotes == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[index]\nfoldr = 'x'\n", "index.foldr is not a setting (did you mean 'folder'?)"),
        ("[indexx]\nfolder = 'x'\n", "indexx is not a setting (did you mean 'index'?)"),
        ("[retrieval]\ntop = 'many'\n", "The setting retrieval.top is not valid"),
        ("[documents]\ndefault_audience = 'everyone'\n", "documents.default_audience is not valid"),
        ("not toml", "concord.toml cannot be read as TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_the_path_of_what_is_wrong(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(ConfigurationError) as refused:
        load_settings(write(tmp_path, text))
    assert sentence in str(refused.value)


@pytest.mark.parametrize("name", ["CONCORD_INDEXX__FOLDER", "CONCORD_FOLDER"])
def test_an_unknown_variable_with_our_prefix_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(ConfigurationError, match=name):
        load_settings(tmp_path)


def test_an_unknown_key_of_a_known_section_is_refused_in_the_environment_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONCORD_INDEX__FOLDR", "x")
    with pytest.raises(ConfigurationError, match="foldr"):
        load_settings(tmp_path)


def test_a_named_file_is_read_in_place_of_the_folders_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "[retrieval]\ntop = 3\n")
    (tmp_path / "other.toml").write_text("[retrieval]\ntop = 4\n")
    monkeypatch.setenv("CONCORD_CONFIG", str(tmp_path / "other.toml"))
    assert load_settings(tmp_path).retrieval.top == 4


def test_a_named_file_that_is_missing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(ConfigurationError, match="CONCORD_CONFIG"):
        load_settings(tmp_path)


def test_settings_cannot_be_changed_once_loaded(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        load_settings(tmp_path).retrieval.top = 1  # type: ignore[misc]


def test_every_section_is_frozen_and_refuses_unknown_keys() -> None:
    for section, field in Settings.model_fields.items():
        assert field.default.model_config["frozen"], section
        assert field.default.model_config["extra"] == "forbid", section
