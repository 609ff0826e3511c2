"""Whether what is cited is there, is the right place, and stands behind every statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.datasets.case import Case, Gold
from eval.runner.result import Cited, Kind, Result
from eval.scorers.answer_text import statements_of
from eval.scorers.score import Corpus, Mark


@dataclass(frozen=True, slots=True)
class QuotesToTheLetter:
    """The share of quotations that stand in their document to the letter."""

    name: str = "quotes_to_the_letter"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; an answer without quotations has none, and nothing has one without an index."""
        quoted = [each for each in result.citations if each.quote]
        if result.kind is not Kind.ANSWER or not quoted or not corpus.is_known:
            return None
        return _share(quoted, lambda each: _stands(each, corpus), "not to the letter")


@dataclass(frozen=True, slots=True)
class StatementsCited:
    """The share of the answer's lines behind which stands a source that the answer lists.

    A line without a number is one of a quotation of several, as of a list, if it stands in what is quoted.
    """

    name: str = "statements_cited"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; only answers have one."""
        statements = statements_of(result)
        if not statements:
            return None
        known = {each.n for each in result.citations}
        quotes = [_spaced(each.quote) for each in result.citations]
        cited = [
            words
            for words, numbers in statements
            if (numbers and set(numbers) <= known)
            or (not numbers and any(_spaced(words) in each for each in quotes))
        ]
        lacking = next((words for words, _ in statements if words not in cited), "")
        return Mark(len(cited) / len(statements), f"no source behind “{lacking}”" if lacking else "all cited")


@dataclass(frozen=True, slots=True)
class RightDocument:
    """1 where the answer cites a document in which the evidence stands."""

    name: str = "right_document"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; only answers to cases with evidence have one."""
        gold = _gold_of(case, result)
        if not gold:
            return None
        found = any(cited.document == each.document for cited in result.citations for each in gold)
        return Mark(float(found), ", ".join(sorted({each.document for each in result.citations})))


@dataclass(frozen=True, slots=True)
class RightSection:
    """1 where the answer cites a section in which the evidence stands."""

    name: str = "right_section"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; only answers to cases whose evidence names a section have one."""
        gold = [each for each in _gold_of(case, result) if each.section]
        if not gold:
            return None
        found = any(
            cited.document == each.document and each.section in cited.section
            for cited in result.citations
            for each in gold
        )
        return Mark(float(found), "; ".join(each.section for each in result.citations))


@dataclass(frozen=True, slots=True)
class CitationPrecision:
    """The share of the citations that quote evidence: what is cited says what was asked."""

    name: str = "citation_precision"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; only answers with citations, to cases whose evidence is quoted, have one."""
        gold = [each for each in _gold_of(case, result) if each.quote]
        if not gold or not result.citations:
            return None
        return _share(result.citations, lambda cited: any(_meet(cited, each) for each in gold), "beside it")


@dataclass(frozen=True, slots=True)
class CitationRecall:
    """The share of the pieces of evidence that are cited."""

    name: str = "citation_recall"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; only answers to cases whose evidence is quoted have one."""
        if not _gold_of(case, result) or not all(each.quote for each in case.gold):
            return None
        met = [
            any(_meet(cited, each) for cited in result.citations for each in _pieces(case, i))
            for i in range(len(case.gold))
        ]
        return Mark(sum(met) / len(met), f"{sum(met)} of {len(met)} pieces of evidence")


def _gold_of(case: Case, result: Result) -> tuple[Gold, ...]:
    return (*case.gold, *case.instead) if result.kind is Kind.ANSWER else ()


def _pieces(case: Case, place: int) -> tuple[Gold, ...]:
    """The piece of evidence at `place`, and for the first one what would do instead."""
    return (case.gold[place], *(case.instead if place == 0 else ()))


def _meet(cited: Cited, gold: Gold) -> bool:
    """Whether a quotation and a piece of evidence are the same words, or one holds the other."""
    if cited.document != gold.document or not cited.quote:
        return False
    one, other = _spaced(cited.quote), _spaced(gold.quote)
    return one in other or other in one


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _stands(cited: Cited, corpus: Corpus) -> bool:
    text = corpus.text(cited.document)
    if text is None:
        return False
    if cited.start is not None and cited.end is not None:
        return text[cited.start : cited.end] == cited.quote
    return cited.quote in text


def _share(citations: Sequence[Cited], is_good: Callable[[Cited], bool], told: str) -> Mark:
    bad = [each for each in citations if not is_good(each)]
    why = f"{told}: “{bad[0].quote}” ({bad[0].document})" if bad else f"all {len(citations)}"
    return Mark(1 - len(bad) / len(citations), why)
