"""Shows a candidate to its reviewer; nothing in it, be it typed by whoever, can steer the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.edge import printable
from bot.models import Audience
from eval.datasets.written import yaml_of
from eval.feedback.candidate import Candidate
from eval.feedback.proposal import Proposal

_INDENT = 4
_NEAREST, _MOST_CHARS = 3, 320


def show_candidate(console: Console, candidate: Candidate, number: int, of: int) -> None:
    """The question, what was answered with its quotes, and what was said of it."""
    console.rule(Text(f"{number} of {of}", style="dim"))
    for heading, lines in parts_of(candidate):
        console.print(Text(printable(heading), style="bold"))
        for line in lines:
            console.print(Padding(Text(printable(line)), (0, 0, 0, _INDENT)))


def parts_of(candidate: Candidate) -> Iterator[tuple[str, list[str]]]:
    """What a reviewer has to know, a heading and its lines each; what nobody said is left out."""
    staff = ["It was asked by STAFF, and stays theirs."] if candidate.audience is Audience.STAFF else []
    often = [f"{candidate.count} answers, the last of them this one."] if candidate.count > 1 else []
    limits = [f"It was to be looked for in {', '.join(candidate.documents)} only."]
    yield "Question", [candidate.question, *staff, *often, *(limits if candidate.documents else [])]
    if candidate.standalone:
        yield "Understood as", [candidate.standalone]
    if candidate.turns:
        yield "Behind", [_cut(f"{each.question} → {each.answer}") for each in candidate.turns]
    yield ("Refused" if candidate.refused else "Answered"), [candidate.answered]
    if candidate.citations:
        yield "Quoted", [f"[{each.n}] {each.document}: {each.quote}" for each in candidate.citations]
    elif candidate.passages:
        near = candidate.passages[:_NEAREST]
        yield "Nearest", [_cut(f"{each.document}: {each.text}") for each in near]
    for said in candidate.remarks:
        yield from ((name, [text]) for name, text in (("Wrong", said.wrong), ("Right", said.right)) if text)


def show_proposal(console: Console, proposal: Proposal) -> None:
    """The case that it would become, and what is doubtful in it."""
    console.print(Text("Proposed case", style="bold"))
    console.print(Padding(Text(printable(yaml_of(proposal.values))), (0, 0, 0, _INDENT)))
    if proposal.doubt:
        console.print(Text(proposal.doubt, style="yellow"))


def as_comments(candidate: Candidate) -> list[str]:
    """The same as lines for the file in which the case is written."""
    return [f"{heading}: {line}" for heading, lines in parts_of(candidate) for line in _all(lines)]


def _all(lines: Iterable[str]) -> list[str]:
    return [part for line in lines for part in line.split("\n")]


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARS else text[:_MOST_CHARS].rpartition(" ")[0] + "…"
