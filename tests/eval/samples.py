"""Cases, results, documents and runs made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval.analysis.run import Run
from eval.datasets.case import Case
from eval.models import Kind, Result, ResultCitation, Score
from eval.runner.manifest import Manifest

BRIEF = "The fund holds KRW 50 billion. It starts in 2027."
MANIFEST = Manifest(
    name="made",
    at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
    system="hand",
    described={},
    suites={"made": "digest"},
    repeats=1,
    commit="",
    is_clean=False,
    libraries={},
    machine="a desk",
)


@dataclass(frozen=True)
class Papers:
    """A corpus of two documents, of which one is for staff."""

    texts: dict[str, str] = field(default_factory=lambda: {"brief.md": BRIEF, "line.md": "Say nothing."})
    is_known: bool = True

    def text(self, document: str) -> str | None:
        return self.texts.get(document)

    def is_for_staff(self, document: str) -> bool:
        return document == "line.md"


def case(**values: Any) -> Case:
    """A case that is answerable unless it says otherwise."""
    expects = {"must", "references", "gold", "unanswerable"} & set(values)
    usual = {"id": "c", "language": "en", "question": "Why?", **({} if expects else {"must": ["x"]})}
    return Case.model_validate({**usual, **values})


def own_case(name: str, **values: Any) -> Case:
    """A case about a document of its own, so in a cluster of its own."""
    gold = {} if "unanswerable" in values else {"gold": [{"document": f"{name}.md"}]}
    return case(**{"id": name, "question": f"{name}?", **gold, **values})


def answer(text: str = "It starts in 2027. [1]", **values: Any) -> Result:
    cited = ResultCitation(document="brief.md", quote="It starts in 2027.", section="Money > Start", n=1)
    usual = {"case": "c", "kind": Kind.ANSWER, "text": text, "language": "en", "citations": (cited,)}
    return Result.model_validate({**usual, **values})


def refusal(text: str = "The documents do not say.", **values: Any) -> Result:
    return answer(text, kind=Kind.REFUSAL, citations=(), **values)


def failure() -> Result:
    return Result(case="c", kind=Kind.FAILURE, failure="It hung up.")


def make_run(cases: Sequence[Case], scores: Mapping[str, Sequence[float | None]], name: str = "made") -> Run:
    """A run in which each scorer has a value for each case, or none."""
    of_results = {
        (of.id, 0): {
            scorer: Score(value, f"why {of.id}")
            for scorer, values in scores.items()
            if (value := values[place]) is not None
        }
        for place, of in enumerate(cases)
    }
    results = tuple(Result(case=of.id, kind=Kind.ANSWER, text=f"{name} on {of.id}") for of in cases)
    manifest = MANIFEST.model_copy(update={"name": name})
    return Run(manifest, {of.id: of for of in cases}, results, of_results)
