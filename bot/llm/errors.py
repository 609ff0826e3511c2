"""Why a model failed, in a few words for the record and the log.

What a library or a server says may hold the key, an address or the prompt; a status and the name of an
error's class cannot.
"""

from __future__ import annotations

from collections.abc import Iterator

NO_TIME = "no time was left for it"
LATE_START = "it did not begin to answer in time"
LATE_END = "it did not end in time"
LEFT_ALONE = "it failed repeatedly and is left alone for a while"
EMPTY = "it answered nothing"
EMPTY_AND_CUT = "it wrote nothing within llm.max_tokens"
BROKEN_OFF = "its answer broke off"
# Unauthorized, and forbidden (RFC 9110, 15.5.2 and 15.5.4).
_KEY_REFUSED = {401, 403}
_TRANSPORT = {"httpx", "httpcore"}


class ModelFailedError(Exception):
    """The model gave nothing, or not the whole: the verbatim answer takes its place.

    Its text names the reason, never a key, an address or the prompt.
    """


class KeyRefusedError(ModelFailedError):
    """The model's server does not accept the key: only who runs Concord can help that."""


def failure_of(error: Exception, *, has_begun: bool) -> ModelFailedError:
    """What to raise in place of a library's error; `has_begun` where text came before it."""
    chain = list(_causes(error))
    codes = (getattr(cause, "status_code", None) for cause in chain)
    status = next((code for code in codes if isinstance(code, int)), 200)
    kind = type(chain[-1]).__name__
    if status >= 300:
        failure = KeyRefusedError if status in _KEY_REFUSED else ModelFailedError
        return failure(f"it answered with the status {status}")
    if has_begun:
        return ModelFailedError(f"{BROKEN_OFF} ({kind})")
    if any(
        isinstance(cause, OSError) or type(cause).__module__.split(".")[0] in _TRANSPORT for cause in chain
    ):
        return ModelFailedError(f"it cannot be reached ({kind})")
    return ModelFailedError(f"it answered what cannot be read ({kind})")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came of, as libraries wrap what they catch; the root is the last."""
    cause: BaseException | None = error
    # The standard library raises StopIteration within itself where it searches and finds nothing.
    while cause is not None and not isinstance(cause, StopIteration):
        yield cause
        cause = cause.__cause__ or cause.__context__
