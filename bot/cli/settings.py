"""Lists every setting from the fields' own descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.edge import print_json
from bot.settings import PREFIX, Settings

_TYPE_WIDTH = 16  # characters, so that there is room for the meaning in a terminal of 80


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its path in `concord.toml`, and the environment variable that sets it."""

    path: str
    type: str
    default: str
    description: str
    variable: str


def list_settings(*, as_json: bool) -> None:
    """Print a table, or a line of JSON for each setting."""
    if as_json:
        for setting in all_settings():
            print_json(asdict(setting))
        return
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 1, 0))
    table.add_column(
        "setting", overflow="fold", width=max(len(setting.variable) for setting in all_settings())
    )
    table.add_column("type, default", overflow="fold", width=_TYPE_WIDTH)
    table.add_column("meaning", overflow="fold")
    for setting in all_settings():
        name = Text.assemble((setting.path, "bold"), "\n", (setting.variable, "dim"))
        values = Text.assemble(setting.type, "\n", (setting.default, "cyan"))
        table.add_row(name, values, Text(setting.description))
    Console().print(table)


def all_settings() -> Iterator[Setting]:
    """Every setting, section by section; the default is the one in force without any configuration."""
    for section, field in Settings.model_fields.items():
        defaults: BaseModel = field.default
        for name, setting in type(defaults).model_fields.items():
            yield Setting(
                f"{section}.{name}",
                _type_name(setting.annotation),
                _default_text(getattr(defaults, name)),
                setting.description or "",
                f"{PREFIX}{section}__{name}".upper(),
            )


def _type_name(annotation: Any) -> str:
    """The type as a person writes it: `number`, `text`, `"a" or "b"`, `list of text`."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(f'"{choice}"' for choice in arguments)
    if origin in (Union, UnionType):
        return " or ".join(_type_name(choice) for choice in arguments if choice is not NoneType)
    if origin in (tuple, list, set, frozenset):
        return f"list of {_type_name(arguments[0])}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " or ".join(f'"{choice.value}"' for choice in annotation)
    names = {str: "text", SecretStr: "secret", Path: "path", bool: "true or false", int: "whole number"}
    return names.get(annotation, "number" if annotation is float else getattr(annotation, "__name__", ""))


def _default_text(value: Any) -> str:
    if isinstance(value, SecretStr) or value is None:
        return ""
    if isinstance(value, Path):
        is_at_home = value.is_relative_to(Path.home())
        return f"~/{value.relative_to(Path.home())}" if is_at_home else str(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(map(_default_text, value))
    return str(value)
