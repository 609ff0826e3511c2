"""Collects what is wrong with a request's body, so that all of it is told at once."""

from __future__ import annotations

from collections.abc import Sized

from eval.loopback_discord.refusals import Flaw, invalid_form
from eval.loopback_discord.wire import Json


class Form:
    """The flaws of one body."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []

    def flaw(self, path: str, code: str, message: str) -> None:
        """Notes something that is wrong at `path`."""
        self.flaws.append(Flaw(path, code, message))

    def text(self, path: str, value: object, most: int, least: int = 0) -> None:
        """A text of `least` to `most` characters; None is passed over."""
        if value is None:
            return
        if not isinstance(value, str):
            self.flaw(path, "BASE_TYPE_STRING", "Must be a string.")
        else:
            self.size(path, value, most, least)

    def required(self, path: str, value: object, most: int, least: int = 1) -> None:
        """A text that has to be there."""
        if value is None:
            self.flaw(path, "BASE_TYPE_REQUIRED", "This field is required")
        else:
            self.text(path, value, most, least)

    def size(self, path: str, value: Sized, most: int, least: int = 0) -> None:
        """A text or list of `least` to `most`."""
        if least <= len(value) <= most:
            return
        if least and isinstance(value, str) and not value:
            self.flaw(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif least:
            self.flaw(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        else:
            self.flaw(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def objects(self, path: str, value: object) -> list[Json]:
        """A list of objects; empty where there is none or it is something else."""
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            return value
        self.flaw(path, "LIST_TYPE_CONVERT", "Only lists of objects may be used here.")
        return []

    def number(self, path: str, value: object, least: int, most: int) -> None:
        """A whole number of `least` to `most`; None is passed over."""
        if value is not None and (not isinstance(value, int) or not least <= value <= most):
            self.flaw(path, "NUMBER_TYPE_RANGE", f"Value must be between {least} and {most}.")

    def one_of(self, path: str, value: object, choices: tuple[int, ...]) -> None:
        """One of some numbers."""
        if value not in choices:
            told = ", ".join(str(int(each)) for each in choices)
            self.flaw(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{told}}}.")

    def close(self) -> None:
        """Refuses the body if anything is wrong with it."""
        if self.flaws:
            raise invalid_form(*self.flaws)
