"""Discord's rules for application commands (reference: "Application Command Structure")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.loopback_discord.limits.choices import check_choices
from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.wire import Json

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
MOST = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}
MOST_NAME = 32
MOST_DESCRIPTION = 100
MOST_OPTIONS = 25
MOST_LETTERS = 8000

_SUB_COMMAND, _SUB_GROUP = 1, 2
_WITH_CHOICES = (3, 4, 10)
_NAME = re.compile(r"^[-_'\w]{1,32}$")
_SOME = (
    "da",
    "de",
    "en-GB",
    "en-US",
    "es-419",
    "es-ES",
    "fi",
    "fr",
    "hr",
    "hu",
    "it",
    "lt",
    "nl",
    "no",
    "pl",
)
_OTHERS = ("bg", "cs", "el", "hi", "id", "ja", "ko", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi")
LOCALES = frozenset((*_SOME, *_OTHERS, "zh-CN", "zh-TW"))


def check_commands(form: Form, commands: Sequence[Json]) -> None:
    """Checks a whole set of commands; paths start with the command's place in it."""
    for number, command in enumerate(commands):
        check_command(form, f"{number}.", command)
    named = [(each.get("type", SLASH), each.get("name")) for each in commands]
    for number, each in enumerate(named):
        if each in named[:number]:
            form.flaw(
                str(number), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
            )
    for kind, most in MOST.items():
        if sum(1 for each, _ in named if each == kind) > most:
            form.flaw(
                "", "APPLICATION_COMMANDS_MAX", f"Maximum number of commands of a kind reached ({most})"
            )


def check_command(form: Form, path: str, command: Json) -> None:
    """Checks one command; `path` is empty or ends with a dot."""
    kind = command.get("type", SLASH)
    form.one_of(f"{path}type", kind, tuple(MOST))
    _check_names(form, path, command, is_strict=kind == SLASH)
    if kind == SLASH:
        _check_descriptions(form, path, command)
        _check_options(form, f"{path}options", command.get("options") or [], depth=0)
        if _letters(command) > MOST_LETTERS:
            told = f"Command exceeds maximum size ({MOST_LETTERS})"
            form.flaw(path.rstrip("."), "APPLICATION_COMMAND_TOO_LARGE", told)
    elif command.get("description"):
        form.flaw(
            f"{path}description", "APPLICATION_COMMAND_INVALID_DESCRIPTION", "Context menu commands have none"
        )
    elif command.get("options"):
        form.flaw(f"{path}options", "APPLICATION_COMMAND_INVALID_OPTIONS", "Context menu commands have none")


def _check_names(form: Form, path: str, named: Json, *, is_strict: bool) -> None:
    every = {f"{path}name": named.get("name")}
    for locale, name in (named.get("name_localizations") or {}).items():
        every[f"{path}name_localizations.{locale}"] = name
        _check_locale(form, f"{path}name_localizations", locale)
    for where, name in every.items():
        form.required(where, name, MOST_NAME)
        if is_strict and isinstance(name, str) and not (_NAME.match(name) and name == name.lower()):
            form.flaw(where, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_descriptions(form: Form, path: str, described: Json) -> None:
    form.required(f"{path}description", described.get("description"), MOST_DESCRIPTION)
    for locale, text in (described.get("description_localizations") or {}).items():
        form.required(f"{path}description_localizations.{locale}", text, MOST_DESCRIPTION)
        _check_locale(form, f"{path}description_localizations", locale)


def _check_locale(form: Form, path: str, locale: str) -> None:
    if locale not in LOCALES:
        form.flaw(path, "DICT_TYPE_KEY_CHOICES", f"{locale} is no locale of Discord's")


def _check_options(form: Form, path: str, options: list[Json], depth: int) -> None:
    form.size(path, options, MOST_OPTIONS)
    optional = False
    names = [each.get("name") for each in options]
    for number, option in enumerate(options):
        here = f"{path}.{number}"
        _check_names(form, f"{here}.", option, is_strict=True)
        _check_descriptions(form, f"{here}.", option)
        if option.get("name") in names[:number]:
            form.flaw(here, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option name is already in use")
        if option.get("required") and optional:
            told = "Required options must be placed before non-required options"
            form.flaw(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", told)
        optional = optional or not option.get("required")
        _check_kind(form, here, option, depth)


def _check_kind(form: Form, path: str, option: Json, depth: int) -> None:
    kind = option.get("type")
    allowed = (_SUB_COMMAND, _SUB_GROUP) if depth == 0 else (_SUB_COMMAND,) if depth == 1 else ()
    form.one_of(f"{path}.type", kind, (*allowed, *range(3, 12)))
    if kind in allowed:
        _check_options(form, f"{path}.options", option.get("options") or [], depth + (2 if kind == 1 else 1))
    if option.get("choices"):
        if kind not in _WITH_CHOICES or option.get("autocomplete"):
            told = "Choices are for texts and numbers without autocomplete"
            form.flaw(path, "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", told)
        else:
            check_choices(form, f"{path}.choices", option["choices"], int(str(kind)))


def _letters(command: Json) -> int:
    """Letters of names, descriptions and values, of each text its longest translation."""
    here = 0
    for key in ("name", "description"):
        said = [command.get(key) or "", *(command.get(f"{key}_localizations") or {}).values()]
        here += max(len(each) for each in said)
    choices = command.get("choices") or []
    here += sum(len(str(each.get("name"))) + len(str(each.get("value"))) for each in choices)
    return here + sum(_letters(each) for each in command.get("options") or [])
