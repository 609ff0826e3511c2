"""Scorers of citations: quotes are verbatim, from the right place, and behind every statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eval.datasets.case import Case, Gold
from eval.models import Kind, Result, ResultCitation, Score
from eval.scorers.scorer import Corpus, statements


def score_quotes(_case: Case, result: Result, corpus: Corpus) -> Score | None:
    """The share of quotes that stand verbatim in their document, at their place where it is given."""
    quoted = [cited for cited in result.citations if cited.quote]
    if result.kind is not Kind.ANSWER or not quoted or not corpus.is_known:
        return None
    return _share(quoted, lambda cited: _is_verbatim(cited, corpus), "not to the letter")


def score_statements(_case: Case, result: Result, _corpus: Corpus) -> Score | None:
    """The share of an answer's lines that carry the number of a listed citation.

    A line without a number counts if it is part of a quote, as in a quoted list.
    """
    lines = statements(result)
    if not lines:
        return None
    known = {cited.n for cited in result.citations}
    quotes = [_squeeze(cited.quote) for cited in result.citations]
    uncited = [
        words
        for words, numbers in lines
        if not (numbers <= known if numbers else any(_squeeze(words) in quote for quote in quotes))
    ]
    explanation = f"no source behind “{uncited[0]}”" if uncited else "all cited"
    return Score(1 - len(uncited) / len(lines), explanation)


def score_document(case: Case, result: Result, _corpus: Corpus) -> Score | None:
    """1 where the answer cites a document that holds evidence."""
    gold = {evidence.document for evidence in _evidence(case, result)}
    if not gold:
        return None
    cited = {citation.document for citation in result.citations}
    return Score(float(bool(cited & gold)), ", ".join(sorted(cited)))


def score_section(case: Case, result: Result, _corpus: Corpus) -> Score | None:
    """1 where the answer cites a section that holds evidence."""
    gold = [evidence for evidence in _evidence(case, result) if evidence.section]
    if not gold:
        return None
    is_cited = any(
        cited.document == evidence.document and evidence.section in cited.section
        for cited in result.citations
        for evidence in gold
    )
    return Score(float(is_cited), "; ".join(cited.section for cited in result.citations))


def score_citation_precision(case: Case, result: Result, _corpus: Corpus) -> Score | None:
    gold = [evidence for evidence in _evidence(case, result) if evidence.quote]
    if not gold or not result.citations:
        return None
    return _share(
        result.citations, lambda cited: any(_overlap(cited, evidence) for evidence in gold), "beside it"
    )


def score_citation_recall(case: Case, result: Result, _corpus: Corpus) -> Score | None:
    if not _evidence(case, result) or not all(evidence.quote for evidence in case.gold):
        return None
    pieces = (
        [(case.gold[0], *case.instead), *((evidence,) for evidence in case.gold[1:])] if case.gold else []
    )
    found = [
        any(_overlap(cited, evidence) for cited in result.citations for evidence in piece) for piece in pieces
    ]
    return Score(sum(found) / len(found), f"{sum(found)} of {len(found)} pieces of evidence")


def _evidence(case: Case, result: Result) -> tuple[Gold, ...]:
    return (*case.gold, *case.instead) if result.kind is Kind.ANSWER else ()


def _overlap(cited: ResultCitation, gold: Gold) -> bool:
    """Whether a quote and a piece of evidence are the same words, or one contains the other."""
    if cited.document != gold.document or not cited.quote:
        return False
    quote, evidence = _squeeze(cited.quote), _squeeze(gold.quote)
    return quote in evidence or evidence in quote


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _is_verbatim(cited: ResultCitation, corpus: Corpus) -> bool:
    text = corpus.text(cited.document)
    if text is None:
        return False
    if cited.start is not None and cited.end is not None:
        return text[cited.start : cited.end] == cited.quote
    return cited.quote in text


def _share(
    citations: Sequence[ResultCitation], is_good: Callable[[ResultCitation], bool], problem: str
) -> Score:
    bad = [cited for cited in citations if not is_good(cited)]
    explanation = f"{problem}: “{bad[0].quote}” ({bad[0].document})" if bad else f"all {len(citations)}"
    return Score(1 - len(bad) / len(citations), explanation)
