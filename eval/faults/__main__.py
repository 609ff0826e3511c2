"""`python -m eval.faults`: the shares of planted sentences that are withheld; `--claims`: the claim check.

The wrongly judged ones of dev can be listed. The held-out half is counted and never shown: whoever reads its
sentences can no longer measure with them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bot.factory import build_assistant
from bot.settings import Settings
from bot.verification.models import Accepted, Rejected
from eval.faults.cases import read_claims, read_sentences
from eval.faults.checking import (
    CheckedClaim,
    VerifiedSentence,
    check_claims,
    index_documents,
    load_verifier,
    verify_sentences,
)
from eval.faults.tables import claim_cost, findings, halves
from eval.tables import show

_SHOWN = "dev"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.faults", description=__doc__)
    parser.add_argument("kinds", nargs="*", help="whose misjudged dev sentences are listed; `all` for all")
    parser.add_argument("--claims", action="store_true", help="run the claim check instead")
    parser.add_argument("--every", type=int, default=1, help="check each so many-th claim only")
    parser.add_argument("--work", type=Path, default=Path(".concord/bench"), help="where the index is kept")
    chosen = parser.parse_args()
    settings = index_documents(chosen.work.resolve())
    console = Console(soft_wrap=True, highlight=False, markup=False)
    if chosen.claims:
        _print_claims(console, settings, chosen.every)
    else:
        _print_sentences(console, settings, chosen.kinds)


def _print_sentences(console: Console, settings: Settings, listed: Sequence[str]) -> None:
    verified = list(verify_sentences(read_sentences(), *load_verifier(settings)))
    show(Console(), halves(verified))
    for sentence in verified:
        is_listed = "all" in listed or sentence.case.kind in listed
        if is_listed and sentence.case.split == _SHOWN and not sentence.is_correct:
            console.print(_describe_sentence(sentence))


def _describe_sentence(verified: VerifiedSentence) -> str:
    match verified.verdict:
        case Rejected(reason=reason, detail=detail):
            why = f"{reason.name}: {detail}"
        case Accepted(evidence=evidence):
            why = " | ".join(cited.quote for cited in evidence)
    return f"{verified.case.kind}  {verified.case.id}  {verified.case.sentence}\n    {why}"


def _print_claims(console: Console, settings: Settings, step: int) -> None:
    """Print the findings of each half, the time that a claim takes, and the false findings of dev."""
    checked = list(check_claims(read_claims(step), build_assistant(settings)))
    for table in (*(findings(checked, split) for split in ("dev", "held_out")), claim_cost(checked)):
        show(Console(), table)
    for claim in checked:
        if claim.is_false and claim.claim.split == _SHOWN:
            console.print(_describe_claim(claim))


def _describe_claim(checked: CheckedClaim) -> str:
    quotes = " | ".join(cited.quote for sentence in checked.reply.sentences for cited in sentence.citations)
    return f"{checked.reply.finding.value}  {checked.claim.id}  {checked.claim.sentence}\n    {quotes}"


if __name__ == "__main__":
    main()
