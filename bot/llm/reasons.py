"""Says in a few words why a model failed, without a word that came from outside.

What a library or a server says may hold the key, an address or the prompt; a status and the name of a class
cannot.
"""

from __future__ import annotations

from bot.llm.wire import Wire

NO_TIME = "no time was left for it"
LATE_START = "it did not begin to answer in time"
LATE_END = "it did not end in time"
LEFT_ALONE = "it failed repeatedly and is left alone for a while"
EMPTY = "it answered nothing"
EMPTY_AND_CUT = "it wrote nothing within llm.max_tokens"
BROKEN_OFF = "its answer broke off"
_OK = 200


def why(error: Exception, wire: Wire, *, has_begun: bool) -> str:
    """The reason, from what the wire saw and from the kind of error."""
    if wire.status is not None and wire.status != _OK:
        return f"it answered with the status {wire.status}"
    if has_begun:
        return f"{BROKEN_OFF} ({_kind(error)})"
    if wire.status == _OK:
        return f"it answered what cannot be read ({_kind(error)})"
    if wire.was_connected:
        return f"it hung up ({_kind(error)})"
    return f"it cannot be reached ({_kind(error)})"


def _kind(error: BaseException) -> str:
    """The name of what was at the root of an error, as libraries wrap what they catch."""
    inner = error.__cause__ or error.__context__
    # To search and find nothing raises this within the standard library.
    if inner is None or isinstance(inner, StopIteration):
        return type(error).__name__
    return _kind(inner)
