"""`python -m eval.faults`: the shares of planted sentences that are withheld, and the misjudged ones of dev.

The held-out half is counted and never shown: whoever reads its sentences can no longer measure with them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bot.settings import load_settings
from bot.verification.models import Accepted, Rejected
from eval.benchmarks.verification import corpus_index
from eval.faults.cases import read_cases
from eval.faults.judging import Judged, judge, parts_for

_SHOWN = "dev"


def main() -> None:
    """Prints the shares, and of the kinds that are named the misjudged sentences."""
    chosen = _arguments()
    settings = load_settings(Path.cwd())
    here = settings.index.model_copy(update={"folder": corpus_index(chosen.work.resolve())})
    passages, verifier = parts_for(settings.model_copy(update={"index": here}))
    judged = list(judge(read_cases(), passages, verifier))
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for kind in dict.fromkeys(each.case.kind for each in judged):
        of_kind = [each for each in judged if each.case.kind == kind]
        console.print(f"{kind:12}{_withheld(of_kind, 'dev')}{_withheld(of_kind, 'held_out')}")
        if kind in chosen.kinds or "all" in chosen.kinds:
            wrong = [each for each in of_kind if each.case.split == _SHOWN and not each.is_rightly_judged]
            console.print("\n".join(map(_line, wrong)))


def _withheld(judged: Sequence[Judged], split: str) -> str:
    half = [each for each in judged if each.case.split == split]
    share = sum(not each.stands for each in half) / max(1, len(half))
    return f"  {split} {share:6.1%} of {len(half):<4}"


def _line(judged: Judged) -> str:
    match judged.verdict:
        case Rejected(reason=reason, detail=detail):
            why = f"{reason.name}: {detail}"
        case Accepted(evidence=evidence):
            why = " | ".join(each.quote for each in evidence)
    return f"    {judged.case.id}  {judged.case.sentence}\n        {why}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.faults", description=__doc__)
    parser.add_argument("kinds", nargs="*", help="whose misjudged dev sentences are listed; `all` for all")
    parser.add_argument("--work", type=Path, default=Path(".concord/bench"), help="where the index is kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
