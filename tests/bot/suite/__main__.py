"""`make suite`: prints the shares of right replies on the suite, as the README quotes them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.answering.settings import AnswerSettings
from bot.models import Reply, Request
from tests.bot.conftest import ANNOUNCEMENT, DOCUMENTS, indexed
from tests.bot.suite.cases import Case, read_cases, share_right

Judged = list[tuple[Case, Reply]]
# From here on a reply is not called unsure.
_SURE = AnswerSettings().unsure_below


def main() -> None:
    """Asks every question and prints a Markdown table."""
    print("| questions | answerable: right | unanswerable: refused | not called unsure: right |")
    print("|---|---:|---:|---:|")
    for name, places in _sources():
        with tempfile.TemporaryDirectory() as folder:
            assistant = indexed(Path(folder), places)
            judged = [(c, assistant.ask(Request(c.question, c.audience))) for c in read_cases(name)]
        for split in ("dev", "held_out"):
            half = [each for each in judged if each[0].split == split]
            print(_row(f"{name}, {split.replace('_', ' ')}", half))


def _sources() -> list[tuple[str, list[Path]]]:
    sources = [("corpus", [DOCUMENTS])]
    if data := os.environ.get("CONCORD_TEST_DATA"):
        sources.append(("announcement", [Path(data) / ANNOUNCEMENT]))
    return sources


def _row(name: str, judged: Judged) -> str:
    answerable = [each for each in judged if each[0].every is not None]
    unanswerable = [each for each in judged if each[0].every is None]
    sure = [each for each in judged if each[1].kind == "answer" and each[1].confidence >= _SURE]
    return f"| {name} | {_share(answerable)} | {_share(unanswerable)} | {_share(sure)} |"


def _share(judged: Sequence[tuple[Case, Reply]]) -> str:
    return f"{share_right(judged):.0%} of {len(judged)}" if judged else "none"


if __name__ == "__main__":
    main()
