"""The settings of the language model: what fits together, and what is refused in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.llm.settings import PROVIDERS, ModelSettings
from ingest.errors import ConfigurationError
from tests.bot.llm.asking import KEY

LOCAL: dict[str, Any] = {
    "provider": "openai-compatible",
    "model": "m",
    "base_url": "http://127.0.0.1:8080/v1",
}


def test_the_providers_that_the_description_names_are_those_of_the_table() -> None:
    description = ModelSettings.model_fields["provider"].description or ""
    assert [word.strip("`,;") for word in description.split() if word.startswith("`")] == list(PROVIDERS)


REFUSED = json.loads(Path(__file__).with_name("refused_settings.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("given", "sentence"), [(given, sentence) for sentence, refused in REFUSED.items() for given in refused]
)
def test_what_does_not_fit_together_is_refused_in_a_sentence(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        ModelSettings(**given)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "given",
    [
        {"timeout_s": 0},
        {"timeout_s": "nan"},
        {"breaker_cooldown_s": "inf"},
        {"temperature": 2.1},
        {"breaker_failures": 0},
        {"max_tokens": 0},
        {"prompt_price": -1},
        {"no_such": 1},
    ],
)
def test_values_out_of_bounds_and_unknown_ones_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ModelSettings(**LOCAL, **given)


@pytest.mark.parametrize(
    "given",
    [{"api_key": 5_550_001}, {"api_kye": KEY}, {"api_key": KEY, "timeout_s": 0}, {"api_key": [KEY]}],
)
def test_what_is_refused_is_not_shown(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        ModelSettings(**LOCAL, **given)
    assert KEY not in str(refused.value)
    assert "5550001" not in str(refused.value)


def test_the_key_is_shown_in_no_form_of_the_settings() -> None:
    settings = ModelSettings(**LOCAL, api_key=KEY)
    assert settings.api_key.get_secret_value() == KEY
    for shown in (str(settings), repr(settings), settings.model_dump_json(), str(settings.model_dump())):
        assert KEY not in shown
