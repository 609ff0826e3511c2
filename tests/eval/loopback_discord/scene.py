"""Runs a test's coroutine on an event loop of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import ParamSpec

Given = ParamSpec("Given")


def scene(play: Callable[Given, Coroutine[None, None, None]]) -> Callable[Given, None]:
    """The coroutine function `play` as an ordinary test; it is given half a minute."""

    @wraps(play)
    def test(*arguments: Given.args, **named: Given.kwargs) -> None:
        asyncio.run(asyncio.wait_for(play(*arguments, **named), 30))

    return test
