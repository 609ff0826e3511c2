"""`python -m eval.faults`: the shares of planted sentences that are withheld; `--claims`: the claim check.

The wrongly judged ones of dev can be listed. The held-out half is counted and never shown: whoever reads its
sentences can no longer measure with them.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console

from bot.factory import build_assistant
from bot.settings import Settings, load_settings
from bot.verification.models import Accepted, Finding, Rejected
from eval.benchmarks.verification import corpus_index
from eval.faults.cases import read_claims, read_sentences
from eval.faults.checking import (
    VerifiedSentence,
    check_claims,
    count_findings,
    load_verifier,
    verify_sentences,
)

_SHOWN = "dev"


def main() -> None:
    """Print the shares, and of the kinds that are named the wrongly judged sentences."""
    parser = argparse.ArgumentParser(prog="python -m eval.faults", description=__doc__)
    parser.add_argument("kinds", nargs="*", help="whose misjudged dev sentences are listed; `all` for all")
    parser.add_argument("--claims", action="store_true", help="run the claim check instead")
    parser.add_argument("--every", type=int, default=1, help="check each so many-th claim only")
    parser.add_argument("--work", type=Path, default=Path(".concord/bench"), help="where the index is kept")
    chosen = parser.parse_args()
    settings = load_settings(Path.cwd(), {"index.folder": str(corpus_index(chosen.work.resolve()))})
    console = Console(soft_wrap=True, highlight=False, markup=False)
    lines = _claims(settings, chosen.every) if chosen.claims else _sentences(settings, chosen.kinds)
    for line in lines:
        console.print(line)


def _sentences(settings: Settings, listed: Sequence[str]) -> Iterator[str]:
    verified = list(verify_sentences(read_sentences(), *load_verifier(settings)))
    for kind in dict.fromkeys(sentence.case.kind for sentence in verified):
        of_kind = [sentence for sentence in verified if sentence.case.kind == kind]
        yield f"{kind:12}{_share_withheld(of_kind, 'dev')}{_share_withheld(of_kind, 'held_out')}"
        if kind in listed or "all" in listed:
            yield from (
                _line(sentence)
                for sentence in of_kind
                if sentence.case.split == _SHOWN and not sentence.is_correct
            )


def _share_withheld(verified: Sequence[VerifiedSentence], split: str) -> str:
    half = [sentence for sentence in verified if sentence.case.split == split]
    share = sum(not sentence.is_shown for sentence in half) / max(1, len(half))
    return f"  {split} {share:6.1%} of {len(half):<4}"


def _line(verified: VerifiedSentence) -> str:
    match verified.verdict:
        case Rejected(reason=reason, detail=detail):
            why = f"{reason.name}: {detail}"
        case Accepted(evidence=evidence):
            why = " | ".join(cited.quote for cited in evidence)
    return f"    {verified.case.id}  {verified.case.sentence}\n        {why}"


def _claims(settings: Settings, step: int) -> Iterator[str]:
    """A table for each half, the false findings of dev, and the time that a claim takes."""
    checked = list(check_claims(read_claims(step), build_assistant(settings)))
    for split in ("dev", "held_out"):
        yield f"{split:14}" + "".join(f"{finding.value:>14}" for finding in Finding) + f"{'of':>7}"
        for kind, counts in count_findings(checked, split).items():
            shares = (f"{counts[finding] / counts.total():>14.1%}" for finding in Finding)
            yield f"{kind:14}{''.join(shares)}{counts.total():>7}"
    for claim in checked:
        if claim.is_false and claim.claim.split == _SHOWN:
            quotes = " | ".join(cited.quote for s in claim.reply.sentences for cited in s.citations)
            yield f"  {claim.reply.finding.value}  {claim.claim.id}  {claim.claim.sentence}\n      {quotes}"
    times = [claim.took_s * 1000 for claim in checked]
    slow = statistics.quantiles(times, n=20)[-1]
    yield f"a claim took {statistics.median(times):.0f} ms at the median, {slow:.0f} ms at p95"


if __name__ == "__main__":
    main()
