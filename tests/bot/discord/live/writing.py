"""A language model that a test holds and lets go."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence

from eval.fake_llm.script import Asked, Script, say

FUND_WORDS = "The harbour fund holds 90 million dollars"
FORCE_WORDS = "The harbour agreement enters into force on 1 May 2026"
_HOLDS_AT_MOST_S = 30.0


class HeldModel:
    """Says what the documents prove, each sentence when the test says so, or at once.

    A request waits before its first word while the model is held. `pause_s` passes before each word; a `lie`
    comes first.
    """

    def __init__(self) -> None:
        self._free = threading.Event()
        self._begun = threading.Semaphore(0)
        self.reset()

    def reset(self) -> None:
        """As at first: it answers at once, with the sentence on the fund."""
        self._free.set()
        self.sentences: Sequence[str] = (FUND_WORDS,)
        self.lie = ""
        self.pause_s = 0.0
        self.answered = 0
        self.prompts: list[str] = []

    def hold(self) -> None:
        """Lets it answer nobody until `let_go`."""
        self._free.clear()

    def let_go(self) -> None:
        """Lets it answer all who wait."""
        self._free.set()

    def __call__(self, asked: Asked) -> Script:
        """The script for one request."""
        self.answered += 1
        self.prompts.append(asked.user)
        self._free.wait(_HOLDS_AT_MOST_S)
        found = [self.lie, *(_cited(sentence, asked.user) for sentence in self.sentences)]
        return say(" ".join(filter(None, found)) or "NOT STATED", delay_s=self.pause_s)


def _cited(sentence: str, prompt: str) -> str:
    """The sentence with the number of the passage in which it stands, if it was found."""
    number = re.search(rf"\[(\d+)\][^\n]*\n[^\[]*?{re.escape(sentence)}", prompt)
    return f"{sentence} [{number[1]}]." if number else ""
