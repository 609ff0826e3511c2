"""The seam to scorers: a case and its result in, a score with its explanation out, or nothing."""

from __future__ import annotations

import re
from typing import Protocol

from bot.models import Mode
from eval.datasets.case import Case
from eval.models import Kind, Result, Score

_CITATION_MARKS = re.compile(r"\s*(?:\[\d+\])+")


class Corpus(Protocol):
    """The indexed documents, as far as scorers look at them."""

    @property
    def is_known(self) -> bool:
        """Whether there is an index; without one, scores that need it are left out."""

    def text(self, document: str) -> str | None:
        """The stored text of a document, None if it is unknown."""

    def is_for_staff(self, document: str) -> bool:
        """Whether a document is for staff only."""


class Scorer(Protocol):
    """Judges one result; None means that it has nothing to say of this case, which never counts as 0."""

    def __call__(self, case: Case, result: Result, corpus: Corpus, /) -> Score | None: ...


def answer_text(result: Result) -> str:
    """The words of an answer without citation marks; empty for refusals and failures."""
    return _CITATION_MARKS.sub("", result.text) if result.kind is Kind.ANSWER else ""


def answer_span(result: Result) -> str:
    """The answer without the sentence around it, for comparison with short references.

    In a verbatim answer the span of each citation that has one and the quote of the others, each once; else
    `answer_text`.
    """
    is_quoted = result.kind is Kind.ANSWER and result.mode in ("", Mode.VERBATIM)
    if not is_quoted or not any(cited.span for cited in result.citations):
        return answer_text(result)
    return " ".join(dict.fromkeys(cited.span or cited.quote for cited in result.citations))


def statements(result: Result) -> list[tuple[str, set[int]]]:
    """The lines of an answer, each with the numbers of its citation marks."""
    if result.kind is not Kind.ANSWER:
        return []
    lines = [(_CITATION_MARKS.sub("", line).strip(), line) for line in result.text.split("\n")]
    return [(words, {int(n) for n in re.findall(r"\[(\d+)\]", line)}) for words, line in lines if words]
