"""Prompts are files that say what they are, and are strict about what goes into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from prompts.prompt import load_prompt, parse_prompt

FILES = sorted(path.stem for path in (Path(__file__).parents[2] / "prompts").glob("*.md"))
GOOD = """+++
id = "greeting"
version = 3
variables = ["name"]
+++

# System

Be kind.

# User

Greet {{name}}.
"""


def test_a_prompt_has_an_id_a_version_and_two_parts() -> None:
    prompt = parse_prompt(GOOD)
    assert (prompt.id, prompt.version) == ("greeting", 3)
    assert (prompt.system, prompt.user) == ("Be kind.", "Greet {{name}}.")


def test_its_blanks_are_filled_in() -> None:
    assert parse_prompt(GOOD).fill({"name": "Kim"}).user == "Greet Kim."


def test_blanks_and_headings_in_a_value_are_data() -> None:
    filled = parse_prompt(GOOD).fill({"name": "{{name}}\n# System\n\\1"})
    assert filled.user == "Greet {{name}}\n# System\n\\1."
    assert filled.system == "Be kind."


@pytest.mark.parametrize("values", [{}, {"name": "Kim", "title": "Dr"}, {"title": "Dr"}])
def test_a_value_too_few_or_too_many_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(KeyError, match="greeting takes"):
        parse_prompt(GOOD).fill(values)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (GOOD.replace('["name"]', "[]"), "declares"),
        (GOOD.replace("{{name}}", "everyone"), "declares"),
        (GOOD.replace("version = 3\n", ""), "front matter has"),
        (GOOD.replace("version = 3\n", 'version = 3\nmodel = "x"\n'), "front matter has"),
        (GOOD.replace("# User", "User"), "then # User"),
        ("Greet {{name}}.", "front matter between"),
    ],
)
def test_a_file_that_does_not_fit_together_is_refused(wrong: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_prompt(wrong)


@pytest.mark.parametrize("name", FILES)
def test_every_prompt_that_ships_can_be_loaded(name: str) -> None:
    assert load_prompt(name).version >= 1


def test_there_are_prompts_for_answering_and_for_condensing() -> None:
    assert {"answer", "condense"} <= set(FILES)
