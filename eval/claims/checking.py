"""Checks claims against the documents that ship, and counts what was found for each kind."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.models import Audience, Request
from bot.verification.models import ClaimReply, Finding
from eval.claims.cases import RIGHT, Claimed


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim, what the documents have to say to it, and the seconds that this took."""

    claim: Claimed
    reply: ClaimReply
    took_s: float

    @property
    def is_false(self) -> bool:
        """Whether what was found is not so: right called contradicted, or what is not right supported.

        Of a planted fault both "contradicted" and "not found" are right; of an open claim the latter alone.
        """
        finding = self.reply.finding
        if finding is Finding.SUPPORTED:
            return self.claim.kind != RIGHT
        return finding is Finding.CONTRADICTED and self.claim.kind in {RIGHT, "open"}


def check_all(
    claims: Iterable[Claimed], assistant: Assistant, clock: Callable[[], float] = time.perf_counter
) -> Iterator[Checked]:
    """Checks each for an audience that reads all there is."""
    for claim in claims:
        started = clock()
        reply = assistant.check(Request(claim.sentence, Audience.STAFF))
        yield Checked(claim, reply, clock() - started)


def confusion(checked: Iterable[Checked], split: str) -> dict[str, Counter[Finding]]:
    """How often each finding came for each kind, in one half."""
    table: dict[str, Counter[Finding]] = {}
    for each in checked:
        if each.claim.split == split:
            table.setdefault(each.claim.kind, Counter())[each.reply.finding] += 1
    return table
