"""Discord's rules for the forms that a bot shows (reference: "Modal")."""

from __future__ import annotations

from eval.loopback_discord.limits.components import MOST_CUSTOM_ID, check_options
from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.messages.components import SELECTS, Kind, walk
from eval.loopback_discord.wire import Json

MOST_TITLE = 45
MOST_COMPONENTS = 5
MOST_INPUT = 4000

_FIELDS = (
    Kind.TEXT_INPUT,
    *SELECTS,
    Kind.FILE_UPLOAD,
    Kind.RADIO_GROUP,
    Kind.CHECKBOX_GROUP,
    Kind.CHECKBOX,
)


def check_modal(form: Form, modal: Json) -> None:
    """Checks a form that is to be shown; `modal` is the answer's data."""
    components = form.objects("data.components", modal.get("components"))
    form.required("data.custom_id", modal.get("custom_id"), MOST_CUSTOM_ID)
    form.required("data.title", modal.get("title"), MOST_TITLE)
    form.size("data.components", components, MOST_COMPONENTS, 1)
    for number, component in enumerate(components):
        _check_part(form, f"data.components.{number}", component)
    ids = [each["custom_id"] for each in walk(components) if each.get("custom_id")]
    if len(ids) != len(set(ids)):
        form.flaw(
            "data.components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"
        )


def _check_part(form: Form, path: str, part: Json) -> None:
    form.one_of(f"{path}.type", part.get("type"), (Kind.ACTION_ROW, Kind.TEXT, Kind.LABEL))
    if part.get("type") == Kind.ACTION_ROW:
        form.size(f"{path}.components", part.get("components") or [], 1, 1)
        for number, field in enumerate(part.get("components") or []):
            form.one_of(f"{path}.components.{number}.type", field.get("type"), (Kind.TEXT_INPUT,))
            form.required(f"{path}.components.{number}.label", field.get("label"), 45)
            _check_input(form, f"{path}.components.{number}", field)
    if part.get("type") == Kind.LABEL:
        form.required(f"{path}.label", part.get("label"), 45)
        form.text(f"{path}.description", part.get("description"), 100)
        _check_field(form, f"{path}.component", part.get("component") or {})


def _check_field(form: Form, path: str, field: Json) -> None:
    form.one_of(f"{path}.type", field.get("type"), _FIELDS)
    if field.get("type") == Kind.TEXT_INPUT:
        _check_input(form, path, field)
        return
    form.required(f"{path}.custom_id", field.get("custom_id"), MOST_CUSTOM_ID)
    if field.get("type") == Kind.STRING_SELECT:
        check_options(form, f"{path}.options", field.get("options") or [])


def _check_input(form: Form, path: str, field: Json) -> None:
    form.required(f"{path}.custom_id", field.get("custom_id"), MOST_CUSTOM_ID)
    form.one_of(f"{path}.style", field.get("style"), (1, 2))
    form.number(f"{path}.min_length", field.get("min_length"), 0, MOST_INPUT)
    form.number(f"{path}.max_length", field.get("max_length"), 1, MOST_INPUT)
    form.text(f"{path}.value", field.get("value"), field.get("max_length") or MOST_INPUT)
    form.text(f"{path}.placeholder", field.get("placeholder"), 100)
