"""`python -m tests.bot.conversation`: prints the shares of follow-ups that are answered."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.assistant import Assistant
from bot.conversation.followup import standalone_text
from bot.models import Reply, Request
from tests.bot.conftest import DOCUMENTS, indexed
from tests.bot.conversation.chains import Chain, read_chains, share

_MOST_CHARS = 2000


def main() -> None:
    """Asks every question in three ways and prints a Markdown table."""
    print("| questions | without turns | with turns | as a person would ask anew | left as they are |")
    print("|---|---:|---:|---:|---:|")
    chains = read_chains()
    with tempfile.TemporaryDirectory() as folder:
        assistant = indexed(Path(folder), [DOCUMENTS])
        for is_alone in (False, True):
            for split in ("dev", "held_out"):
                name = f"{'stand alone' if is_alone else 'follow-ups'}, {split.replace('_', ' ')}"
                some = [each for each in chains if each.is_alone is is_alone and each.case.split == split]
                print(f"| {name} | {' | '.join(_row(assistant, some))} |")


def _row(assistant: Assistant, chains: list[Chain]) -> list[str]:
    ways: tuple[Callable[[Chain], Reply], ...] = (
        lambda chain: assistant.ask(Request(chain.case.question, chain.case.audience)),
        lambda chain: chain.asked(assistant),
        lambda chain: assistant.ask(Request(chain.ideal, chain.case.audience)),
    )
    right = [[chain.case.is_right(way(chain)) for chain in chains] for way in ways]
    same = [standalone_text(chain.question, _MOST_CHARS) == chain.case.question for chain in chains]
    return [f"{share(each):.0%} of {len(each)}" for each in (*right, same)]


if __name__ == "__main__":
    main()
