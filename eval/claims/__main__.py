"""`python -m eval.claims`: what the claim check finds for claims of each kind, and the false ones of dev.

The held-out half is counted and never shown: whoever reads its sentences can no longer measure with them.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from bot.factory import build_assistant
from bot.settings import load_settings
from bot.verification.models import Finding
from eval.benchmarks.verification import corpus_index
from eval.claims.cases import every, read_claims
from eval.claims.checking import Checked, check_all, confusion

_SHOWN = "dev"


def main() -> None:
    """Prints a table for each half, the false findings of dev, and the time that a claim takes."""
    chosen = _arguments()
    settings = load_settings(Path.cwd())
    here = settings.index.model_copy(update={"folder": corpus_index(chosen.work.resolve())})
    assistant = build_assistant(settings.model_copy(update={"index": here}))
    checked = list(check_all(every(read_claims(), chosen.every), assistant))
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for split in ("dev", "held_out"):
        console.print(_table(split, confusion(checked, split)))
    for each in checked:
        if each.is_false and each.claim.split == _SHOWN:
            console.print(_line(each))
    times = [each.took_s * 1000 for each in checked]
    slow = statistics.quantiles(times, n=20)[-1]
    console.print(f"a claim took {statistics.median(times):.0f} ms at the median, {slow:.0f} ms at p95")


def _table(split: str, table: Mapping[str, Counter[Finding]]) -> str:
    rows = [f"{split:14}" + "".join(f"{each.value:>14}" for each in Finding) + f"{'of':>7}"]
    for kind, counts in table.items():
        shares = (f"{counts[each] / counts.total():>14.1%}" for each in Finding)
        rows.append(f"{kind:14}" + "".join(shares) + f"{counts.total():>7}")
    return "\n".join(rows)


def _line(checked: Checked) -> str:
    quotes = " | ".join(cited.quote for each in checked.reply.sentences for cited in each.citations)
    return f"  {checked.reply.finding.value}  {checked.claim.id}  {checked.claim.sentence}\n      {quotes}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.claims", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="check each so many-th claim only")
    parser.add_argument("--work", type=Path, default=Path(".concord/bench"), help="where the index is kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
