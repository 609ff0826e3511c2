"""Whether a request that was refused is worth a second one, and after how long."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime

# Too many requests; the server, or one behind it, in trouble for a moment; overloaded (Anthropic's own).
_PASSING = {429, 500, 502, 503, 504, 529}
_PAUSE_S = 0.5


def pause_before_retry(
    status: int | None, retry_after: str, *, left_s: float, now: dt.datetime
) -> float | None:
    """How many seconds to wait before asking again; None where that would help nothing or take too long.

    `retry_after` is the header of that name: seconds or a date (RFC 9110, 10.2.3), or empty; `left_s` is the
    time until the answer must have ended.
    """
    if status not in _PASSING:
        return None
    pause = _asked_for(retry_after, now)
    return pause if pause < left_s else None


def _asked_for(retry_after: str, now: dt.datetime) -> float:
    text = retry_after.strip()
    if not text:
        return _PAUSE_S
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return _PAUSE_S
