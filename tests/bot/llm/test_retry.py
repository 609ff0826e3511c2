"""How long to wait before a second request."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.llm.retry import pause_before_retry

NOW = dt.datetime(2026, 3, 2, 12, 0, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("status", "retry_after", "pause"),
    [
        (429, "7", 7.0),
        (429, " 2.5 ", 2.5),
        (429, "Mon, 02 Mar 2026 12:00:05 GMT", 5.0),
        (429, "Mon, 02 Mar 2026 11:00:00 GMT", 0.0),  # it is past
        (503, "-3", 0.0),
        (429, "", 0.5),
        (500, "", 0.5),
        (529, "", 0.5),
        (429, "soon", 0.5),
        (429, "Mon, 02 Mar 2026 12:00:05 -0000", 0.5),  # a date of no zone
        (429, "10", None),  # all the time that is left
        (429, "inf", None),
        (401, "1", None),
        (400, "", None),
        (None, "", None),
    ],
)
def test_the_wait_is_what_the_server_asks_for_if_there_is_time(
    status: int | None, retry_after: str, pause: float | None
) -> None:
    assert pause_before_retry(status, retry_after, left_s=10.0, now=NOW) == pause


def test_without_half_a_second_there_is_no_second_request() -> None:
    assert pause_before_retry(500, "", left_s=0.4, now=NOW) is None
