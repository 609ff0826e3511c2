"""Prints the share of planted sentences withheld: `python -m tests.bot.verification.planted [dev]`."""

from __future__ import annotations

import sys
from collections import defaultdict

from tests.bot.verification.planted.cases import read_cases
from tests.bot.verification.planted.judging import Judged, judged


def table(found: list[Judged]) -> str:
    """A Markdown table of the withheld, by half, kind and language; `→` marks those across languages."""
    rows: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for each in found:
        case = each.case
        spoken = f"→ {case.language}" if case.crosses_languages else case.language
        for language in (spoken, "all"):
            rows[case.split, case.kind, language].append(each.is_withheld)
    lines = ["| half | kind | language | withheld | of | share |", "|---|---|---|---:|---:|---:|"]
    lines += [
        f"| {' | '.join(key)} | {sum(held)} | {len(held)} | {100 * sum(held) / len(held):.1f} % |"
        for key, held in sorted(rows.items())
    ]
    times = sorted(each.ms for each in found)
    return "\n".join(lines) + f"\n\nms a sentence: median {_at(times, 0.5):.1f}, p95 {_at(times, 0.95):.1f}"


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    halves = sys.argv[1:] or ["dev", "held_out"]
    print(table(list(judged(case for case in read_cases() if case.split in halves))))
