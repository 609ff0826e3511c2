"""What Discord answers to a request that it refuses: status, code, sentence and the flaws of the form."""

from __future__ import annotations

from dataclasses import dataclass, field

from eval.loopback_discord.wire import Json

INVALID_FORM = 50035


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with a form; `path` leads to it, as `data.content` or `components.0.label`."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Violation:
    """A request (or, with status 0, a gateway frame with its close code) that Discord would refuse."""

    status: int
    code: int
    message: str
    request: str
    flaws: tuple[Flaw, ...] = ()


@dataclass
class Refused(Exception):
    """Is answered with an error; codes as in Discord's list of JSON error codes."""

    status: int
    code: int
    message: str
    flaws: tuple[Flaw, ...] = field(default=())

    def body(self) -> Json:
        """The answer's body, with the flaws nested as Discord nests them."""
        body: Json = {"message": self.message, "code": self.code}
        if self.flaws:
            body["errors"] = _nested(self.flaws)
        return body


def _nested(flaws: tuple[Flaw, ...]) -> Json:
    tree: Json = {}
    for flaw in flaws:
        branch = tree
        for step in flaw.path.split(".") if flaw.path else ():
            branch = branch.setdefault(step, {})
        branch.setdefault("_errors", []).append({"code": flaw.code, "message": flaw.message})
    return tree


# What is not there, by its name in the error's sentence.
_UNKNOWN = {
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Webhook": 10015,
    "interaction": 10062,
    "application command": 10063,
}


def unknown(what: str) -> Refused:
    """404 for an id that leads to nothing."""
    return Refused(404, _UNKNOWN[what], f"Unknown {what}")


def missing_access() -> Refused:
    """403 for a place that the bot cannot see."""
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    """403 for a deed that the bot is not allowed."""
    return Refused(403, 50013, "Missing Permissions")


def invalid_form(*flaws: Flaw) -> Refused:
    """400 for a body with these flaws."""
    return Refused(400, INVALID_FORM, "Invalid Form Body", flaws)
