"""Discord's rules for what autocomplete suggests."""

from __future__ import annotations

from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.wire import Json

MOST_CHOICES = 25


def check_choices(form: Form, path: str, choices: list[Json], kind: int) -> None:
    """Checks suggestions, or a command's choices, for an option of this kind: 3 text, 4 and 10 numbers."""
    form.size(path, choices, MOST_CHOICES)
    for number, choice in enumerate(choices):
        here = f"{path}.{number}"
        form.required(f"{here}.name", choice.get("name"), 100)
        for locale, name in (choice.get("name_localizations") or {}).items():
            form.required(f"{here}.name_localizations.{locale}", name, 100)
        if kind == 3:
            form.required(f"{here}.value", choice.get("value"), 100)
        elif not isinstance(choice.get("value"), int | float):
            form.flaw(f"{here}.value", "NUMBER_TYPE_COERCE", "Value is not a number.")
