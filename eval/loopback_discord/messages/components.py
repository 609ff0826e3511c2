"""Reads a message's components: every one of the tree, all their text, the buttons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from eval.loopback_discord.wire import Json


class Kind(IntEnum):
    """Discord's numbers for the components."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = (
    Kind.STRING_SELECT,
    Kind.USER_SELECT,
    Kind.ROLE_SELECT,
    Kind.MENTIONABLE_SELECT,
    Kind.CHANNEL_SELECT,
)


@dataclass(frozen=True, slots=True)
class Button:
    """A button as people see it; a link has a `url` and no `custom_id`."""

    label: str
    custom_id: str
    style: int
    is_disabled: bool
    url: str

    def is_called(self, name: str) -> bool:
        """Whether `name` is its label, its custom id or one of the parts between the id's colons."""
        return name in (self.label, self.custom_id, *self.custom_id.split(":"))


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Every component, each before what it holds, from top to bottom."""
    for each in components:
        yield each
        yield from walk(children(each))


def children(component: Json) -> list[Json]:
    """What a component holds, its accessory last."""
    held = list(component.get("components") or ())
    held += [component[key] for key in ("component", "accessory") if component.get(key)]
    return held


def text_of(components: Sequence[Json]) -> str:
    """All text displays, a line break between two."""
    return "\n".join(str(each["content"]) for each in walk(components) if each.get("type") == Kind.TEXT)


def buttons_of(components: Sequence[Json]) -> tuple[Button, ...]:
    """The buttons, from top to bottom."""
    return tuple(_button(each) for each in walk(components) if each.get("type") == Kind.BUTTON)


def _button(component: Json) -> Button:
    return Button(
        label=component.get("label") or "",
        custom_id=component.get("custom_id") or "",
        style=component["style"],
        is_disabled=bool(component.get("disabled")),
        url=component.get("url") or "",
    )


def numbered(components: Sequence[Json]) -> list[Json]:
    """The components with an id each, which Discord gives to those that came without."""
    taken = {each["id"] for each in walk(components) if each.get("id")}
    free = iter(number for number in range(1, 10_000) if number not in taken)
    return [_numbered(each, free) for each in components]


def _numbered(component: Json, free: Iterator[int]) -> Json:
    copy = {**component, "id": component.get("id") or next(free)}
    if copy.get("components"):
        copy["components"] = [_numbered(each, free) for each in copy["components"]]
    for key in ("component", "accessory"):
        if copy.get(key):
            copy[key] = _numbered(copy[key], free)
    return copy
