"""Decides what the file of candidates is to hold: what it held, what is new, and nothing that was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.models import Audience
from eval.feedback.candidate import Candidate


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be added: of answers to `audience` and wider, not older than `since`, at most `limit`."""

    audience: Audience = Audience.PUBLIC
    since: dt.datetime | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Harvest:
    """The candidates of the file: those that it had, as they are now, and behind them the `added` new ones.

    `gone` it had before, and what they were made of is forgotten or has had its time; `decided` were
    reviewed; `for_staff` are left aside since only staff may read them, `over` for the limit.
    """

    candidates: Sequence[Candidate]
    added: int
    gone: int = 0
    decided: int = 0
    for_staff: int = 0
    over: int = 0


def harvest(
    found: Sequence[Candidate], known: Sequence[str], decided: Collection[str], wish: Wish
) -> Harvest:
    """What becomes of a file with the keys `known` where all that there is to harvest now is `found`."""
    now = {each.key: each for each in found}
    open_ones = [key for key in dict.fromkeys(known) if key not in decided]
    kept = [now[key] for key in open_ones if key in now]
    new = [each for each in found if each.key not in decided and each.key not in known]
    recent = [each for each in new if wish.since is None or each.at >= wish.since]
    allowed = [each for each in recent if each.audience in wish.audience.readable]
    added = allowed[: wish.limit]
    return Harvest(
        (*kept, *added),
        added=len(added),
        gone=len(open_ones) - len(kept),
        decided=len([each for each in found if each.key in decided]),
        for_staff=len(recent) - len(allowed),
        over=len(allowed) - len(added),
    )
