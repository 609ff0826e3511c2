"""A form as a person sees it, and what it sends back when it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.loopback_discord.messages.components import Kind, children
from eval.loopback_discord.wire import Json

if TYPE_CHECKING:
    from eval.loopback_discord.interactions.interaction import Interaction


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `most` is how many letters a text may have."""

    custom_id: str
    label: str
    kind: Kind
    is_required: bool
    least: int
    most: int
    value: str


@dataclass(frozen=True)
class Modal:
    """A form that was shown to whom `interaction` comes from."""

    interaction: Interaction
    custom_id: str
    title: str
    components: tuple[Json, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, from top to bottom."""
        return tuple(
            _field(inner, part)
            for part in self.components
            for inner in children(part)
            if inner.get("custom_id") is not None
        )

    def field(self, name: str) -> Field:
        """The field with this custom id or label; KeyError without one."""
        for each in self.fields:
            if name in (each.custom_id, each.label):
                return each
        raise KeyError(f"{name!r} is none of the fields {[each.label for each in self.fields]}")

    def filled(self, values: Mapping[str, object]) -> list[Json]:
        """The components sent with `values` by custom id or label; ValueError where they do not fit."""
        given = {self.field(name).custom_id: value for name, value in values.items()}
        for each in self.fields:
            _check(each, given.get(each.custom_id, each.value))
        return [_sent(part, given) for part in self.components]


def _field(inner: Json, part: Json) -> Field:
    is_text = inner["type"] == Kind.TEXT_INPUT
    return Field(
        custom_id=inner["custom_id"],
        label=inner.get("label") or part.get("label") or "",
        kind=Kind(inner["type"]),
        is_required=bool(inner.get("required", True)),
        least=(inner.get("min_length") or 0) if is_text else 0,
        most=inner.get("max_length") or 4000,
        value=inner.get("value") or "",
    )


def _check(field: Field, value: object) -> None:
    if not value and field.is_required and field.kind != Kind.CHECKBOX:
        raise ValueError(f"the field {field.label!r} has to be filled in")
    if value and field.kind == Kind.TEXT_INPUT and not field.least <= len(str(value)) <= field.most:
        raise ValueError(f"the field {field.label!r} takes {field.least} to {field.most} letters")


def _sent(part: Json, given: Mapping[str, object]) -> Json:
    sent: Json = {"type": part["type"], "id": part.get("id", 0)}
    if part["type"] == Kind.LABEL:
        sent["component"] = _answer(part["component"], given)
    elif part["type"] == Kind.ACTION_ROW:
        sent["components"] = [_answer(each, given) for each in part["components"]]
    return sent


def _answer(field: Json, given: Mapping[str, object]) -> Json:
    value = given.get(field["custom_id"], field.get("value"))
    sent: Json = {"type": field["type"], "id": field.get("id", 0), "custom_id": field["custom_id"]}
    if field["type"] in (Kind.TEXT_INPUT, Kind.RADIO_GROUP, Kind.CHECKBOX):
        return {**sent, "value": value or ("" if field["type"] == Kind.TEXT_INPUT else value)}
    return {**sent, "values": list(value) if isinstance(value, list | tuple) else [value] if value else []}
