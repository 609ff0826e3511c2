"""Discord's rules for the components of a message, of both layouts (reference: "Component Reference")."""

from __future__ import annotations

from collections import Counter

from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.messages.components import SELECTS, Kind, walk
from eval.loopback_discord.wire import Json

MOST_COMPONENTS = 40
MOST_TEXT = 4000
MOST_ROWS = 5
MOST_BUTTONS = 5
MOST_CUSTOM_ID = 100
MOST_LABEL = 80
MOST_OPTIONS = 25
MOST_URL = 512

# What may stand at the top of a message with the new layout, and within what.
_TOP = (Kind.ACTION_ROW, Kind.SECTION, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR, Kind.CONTAINER)
_WITHIN: dict[int, tuple[int, ...]] = {
    Kind.ACTION_ROW: (Kind.BUTTON, *SELECTS),
    Kind.SECTION: (Kind.TEXT,),
    Kind.CONTAINER: tuple(kind for kind in _TOP if kind != Kind.CONTAINER),
}
_LINK, _PREMIUM = 5, 6


def check_components(form: Form, components: list[Json], *, is_v2: bool, files: set[str]) -> None:
    """Checks a message's components; `files` are the names that `attachment://` may lead to."""
    if is_v2:
        form.size("components", components, MOST_COMPONENTS)
    else:
        form.size("components", components, MOST_ROWS)
    check = _Check(form, files)
    check.each("components", components, _TOP if is_v2 else (Kind.ACTION_ROW,))
    _check_whole(form, components, is_v2=is_v2)


def _check_whole(form: Form, components: list[Json], *, is_v2: bool) -> None:
    every = list(walk(components))
    if is_v2 and len(every) > MOST_COMPONENTS:
        told = f"The total number of components must be {MOST_COMPONENTS} or fewer, there are {len(every)}."
        form.flaw("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", told)
    letters = sum(len(str(each.get("content", ""))) for each in every if each.get("type") == Kind.TEXT)
    if letters > MOST_TEXT:
        told = f"The total displayable text must be {MOST_TEXT} or fewer in length, it is {letters}."
        form.flaw("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", told)
    for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        for value, times in Counter(each[key] for each in every if each.get(key)).items():
            if times > 1:
                form.flaw("components", code, f"Component {key} {value} cannot be duplicated")


class _Check:
    def __init__(self, form: Form, files: set[str]) -> None:
        self._form = form
        self._files = files
        self._rules = {
            Kind.ACTION_ROW: self._row,
            Kind.BUTTON: self._button,
            Kind.SECTION: self._section,
            Kind.TEXT: self._text,
            Kind.FILE: self._file,
            Kind.CONTAINER: self._container,
            Kind.SEPARATOR: self._separator,
            Kind.THUMBNAIL: self._thumbnail,
            Kind.GALLERY: self._gallery,
            **dict.fromkeys(SELECTS, self._select),
        }

    def each(self, path: str, components: list[Json], allowed: tuple[int, ...]) -> None:
        for number, component in enumerate(components):
            self.one(f"{path}.{number}", component, allowed)

    def one(self, path: str, component: Json, allowed: tuple[int, ...]) -> None:
        kind = component.get("type")
        if kind not in allowed:
            told = ", ".join(str(int(each)) for each in sorted(allowed))
            message = f'Value of field "type" must be one of ({told},).'
            self._form.flaw(path, "UNION_TYPE_CHOICES", message)
            return
        self._rules[Kind(component["type"])](path, component)

    def _row(self, path: str, row: Json) -> None:
        held = self._held(path, row)
        self._form.size(f"{path}.components", held, MOST_BUTTONS, 1)
        if any(each.get("type") in SELECTS for each in held) and len(held) > 1:
            self._form.flaw(
                f"{path}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select fills its row."
            )
        self.each(f"{path}.components", held, _WITHIN[Kind.ACTION_ROW])

    def _button(self, path: str, button: Json) -> None:
        self._form.number(f"{path}.style", button.get("style"), 1, _PREMIUM)
        self._form.text(f"{path}.label", button.get("label"), MOST_LABEL)
        if button.get("style") == _LINK:
            self._form.required(f"{path}.url", button.get("url"), MOST_URL)
            if button.get("custom_id"):
                told = "A custom id and url cannot both be specified"
                self._form.flaw(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", told)
        elif button.get("style") != _PREMIUM:
            self._custom_id(path, button)
        if button.get("style") != _PREMIUM and not (button.get("label") or button.get("emoji")):
            self._form.flaw(path, "BUTTON_COMPONENT_INVALID", "A button needs a label or an emoji.")

    def _held(self, path: str, component: Json) -> list[Json]:
        return self._form.objects(f"{path}.components", component.get("components"))

    def _custom_id(self, path: str, component: Json) -> None:
        self._form.required(f"{path}.custom_id", component.get("custom_id"), MOST_CUSTOM_ID)

    def _select(self, path: str, select: Json) -> None:
        self._custom_id(path, select)
        self._form.text(f"{path}.placeholder", select.get("placeholder"), 150)
        self._form.number(f"{path}.min_values", select.get("min_values"), 0, MOST_OPTIONS)
        self._form.number(f"{path}.max_values", select.get("max_values"), 1, MOST_OPTIONS)
        if select["type"] == Kind.STRING_SELECT:
            check_options(self._form, f"{path}.options", select.get("options") or [])

    def _section(self, path: str, section: Json) -> None:
        held = self._held(path, section)
        self._form.size(f"{path}.components", held, 3, 1)
        self.each(f"{path}.components", held, _WITHIN[Kind.SECTION])
        self.one(f"{path}.accessory", section.get("accessory") or {}, (Kind.BUTTON, Kind.THUMBNAIL))

    def _text(self, path: str, text: Json) -> None:
        self._form.required(f"{path}.content", text.get("content"), MOST_TEXT)

    def _file(self, path: str, file: Json) -> None:
        url = str((file.get("file") or {}).get("url", ""))
        if url.removeprefix("attachment://") not in self._files or not url.startswith("attachment://"):
            told = "The referenced attachment does not exist"
            self._form.flaw(f"{path}.file.url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", told)

    def _separator(self, path: str, separator: Json) -> None:
        self._form.number(f"{path}.spacing", separator.get("spacing"), 1, 2)

    def _thumbnail(self, path: str, thumbnail: Json) -> None:
        self._form.required(f"{path}.media.url", (thumbnail.get("media") or {}).get("url"), 2048)
        self._form.text(f"{path}.description", thumbnail.get("description"), 1024)

    def _gallery(self, path: str, gallery: Json) -> None:
        self._form.size(f"{path}.items", gallery.get("items") or [], 10, 1)

    def _container(self, path: str, container: Json) -> None:
        held = self._held(path, container)
        self._form.size(f"{path}.components", held, MOST_COMPONENTS, 1)
        self._form.number(f"{path}.accent_color", container.get("accent_color"), 0, 0xFFFFFF)
        self.each(f"{path}.components", held, _WITHIN[Kind.CONTAINER])


def check_options(form: Form, path: str, options: list[Json]) -> None:
    """Checks the options of a select: how many, their texts, and that no value comes twice."""
    form.size(path, options, MOST_OPTIONS, 1)
    for number, option in enumerate(options):
        form.required(f"{path}.{number}.label", option.get("label"), 100)
        form.required(f"{path}.{number}.value", option.get("value"), 100)
        form.text(f"{path}.{number}.description", option.get("description"), 100)
    values = Counter(option.get("value") for option in options)
    if any(times > 1 for times in values.values()):
        form.flaw(
            path, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used"
        )
