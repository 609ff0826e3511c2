"""Cases, results and documents for the tests of scores."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from eval.datasets.case import Case
from eval.runner.result import Cited, Kind, Result
from eval.scorers.score import Mark, Score

BRIEF = "The fund holds KRW 50 billion. It starts in 2027."


@dataclass(frozen=True)
class Papers:
    """Two documents, of which one is for staff."""

    texts: dict[str, str] = field(default_factory=lambda: {"brief.md": BRIEF, "line.md": "Say nothing."})
    is_known: bool = True

    def text(self, document: str) -> str | None:
        return self.texts.get(document)

    def is_for_staff(self, document: str) -> bool:
        return document == "line.md"


def case(**values: Any) -> Case:
    """A case that is answerable unless it says otherwise."""
    wanted = {"must", "references", "gold", "unanswerable"} & set(values)
    given = {"id": "c", "language": "en", "question": "Why?", **({} if wanted else {"must": ["x"]})}
    return Case.model_validate({**given, **values})


def answer(text: str = "It starts in 2027. [1]", **values: Any) -> Result:
    """An answer that cites the brief."""
    cited = Cited(document="brief.md", quote="It starts in 2027.", section="Money > Start", n=1)
    given = {"case": "c", "kind": Kind.ANSWER, "text": text, "language": "en", "citations": (cited,)}
    return Result.model_validate({**given, **values})


def refusal(text: str = "The documents do not say.", **values: Any) -> Result:
    return answer(text, kind=Kind.REFUSAL, citations=(), **values)


def failure() -> Result:
    return Result(case="c", kind=Kind.FAILURE, failure="It hung up.")


def marked(score: Score, of: Case, result: Result) -> Mark | None:
    return score.mark(of, result, Papers())


def value(score: Score, of: Case, result: Result) -> float | None:
    """The value of the mark, None where there is none."""
    found = marked(score, of, result)
    return None if found is None else found.value
