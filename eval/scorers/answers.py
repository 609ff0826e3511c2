"""Scorers of what is answered: right, refused, in the question's language, and for its audience."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.models import Audience, Mode
from bot.text.language import language_of
from eval.datasets.case import Case, Unanswerable
from eval.models import Kind, Result, Score
from eval.scorers.matching import describe, meets
from eval.scorers.scorer import Corpus, answer_text

# A longer reference is an account: its exact words are no test of an answer.
_MAX_REFERENCE_WORDS = 25
_REFUSED, _UNANSWERABLE = 1, 2


def score_right(case: Case, result: Result, _corpus: Corpus) -> Score | None:
    """The headline: 1 for a right answer or a right refusal, else 0; a failure is never right.

    An answer is right if it meets all requirements and holds nothing forbidden; without requirements, if it
    holds one of the short references. A case that says only where the answer stands is unscored.
    """
    if result.kind is Kind.FAILURE:
        return Score(0.0, f"the system failed: {result.failure}")
    text = answer_text(result)
    forbidden = next((requirement for requirement in case.must_not if meets(text, requirement)), None)
    if forbidden is not None:
        return Score(0.0, f"it says what it must not: {describe(forbidden)}")
    if case.unanswerable is not None:
        reason = case.unanswerable.value.replace("_", " ")
        if result.kind is Kind.REFUSAL:
            return Score(1.0, f"rightly refused ({reason})")
        return Score(0.0, f"answered, though it cannot be ({reason})")
    references = [
        reference for reference in case.references if len(reference.split()) <= _MAX_REFERENCE_WORDS
    ]
    if not (case.must or case.must_not or references):
        return None
    if result.kind is Kind.REFUSAL:
        return Score(0.0, "refused, though the documents answer it")
    return _score_answer(case, references, text)


def _score_answer(case: Case, references: Sequence[str], text: str) -> Score:
    missing = [describe(requirement) for requirement in case.must if not meets(text, requirement)]
    if missing:
        return Score(0.0, f"it does not say {'; '.join(missing)}")
    if case.must:
        return Score(1.0, "it says all that is required")
    if not references:
        return Score(1.0, "it says nothing that it must not")
    reference = next((reference for reference in references if meets(text, reference)), None)
    return (
        Score(1.0, f"it says “{reference}”") if reference else Score(0.0, "it holds none of the references")
    )


def score_refusal(case: Case, result: Result, _corpus: Corpus) -> Score:
    """Two bits, from which the shares below are computed: refused, and unanswerable."""
    refused = result.kind is Kind.REFUSAL
    return Score(float(_REFUSED * refused + _UNANSWERABLE * (case.unanswerable is not None)))


def refusal_precision(value: float) -> tuple[float, ...]:
    refused, unanswerable = _bits(value)
    return (float(unanswerable),) if refused else ()


def refusal_recall(value: float) -> tuple[float, ...]:
    refused, unanswerable = _bits(value)
    return (float(refused),) if unanswerable else ()


def refusal_f1(value: float) -> tuple[float, ...]:
    """Items whose mean is F1, 2·both / (refused + unanswerable): a share, and so with a share's interval."""
    return (*refusal_precision(value), *refusal_recall(value))


def needless_refusal(value: float) -> tuple[float, ...]:
    refused, unanswerable = _bits(value)
    return () if unanswerable else (float(refused),)


def _bits(value: float) -> tuple[bool, bool]:
    return bool(int(value) & _REFUSED), bool(int(value) & _UNANSWERABLE)


def score_audience(case: Case, result: Result, corpus: Corpus) -> Score | None:
    """1 where nothing of a staff document is cited, retrieved or said to the public; one leak fails a run.

    Staff may see everything. Without an index only a secret named by `must_not` is noticed.
    """
    if case.audience is Audience.STAFF:
        return None
    shown = {cited.document for cited in result.citations} | {cited.document for cited in result.passages}
    leaked = sorted(document for document in shown if corpus.is_for_staff(document))
    if leaked:
        return Score(0.0, f"the public was shown {leaked[0]}")
    if case.unanswerable is Unanswerable.STAFF_ONLY:
        secret = next((requirement for requirement in case.must_not if meets(result.text, requirement)), None)
        if secret is not None:
            return Score(0.0, f"the public was told {describe(secret)}")
    return Score(1.0, "nothing for staff is shown") if corpus.is_known else None


def score_language(case: Case, result: Result, _corpus: Corpus) -> Score | None:
    """1 where the system's own words are in the question's language; quotations keep their own."""
    if result.kind is Kind.FAILURE:
        return None
    if result.mode == Mode.VERBATIM or result.kind is Kind.REFUSAL:
        spoken = result.language
    else:
        text = answer_text(result)
        detected = language_of(text) if any(letter.isalpha() for letter in text) else None
        spoken = detected.value if detected else ""
    return Score(float(spoken == case.language.value), f"it speaks “{spoken}”") if spoken else None


def score_usage(_case: Case, result: Result, _corpus: Corpus, *, field: str) -> Score | None:
    """A measured quantity of a result by the name of its field, such as `seconds` or `cost`."""
    value = getattr(result, field)
    return None if value is None else Score(float(value))


def score_agreement(repeats: Sequence[Result]) -> Score | None:
    """The share of pairs of repeated answers with the same kind and words; None for a single answer."""
    if len(repeats) < 2:
        return None
    counts = Counter((result.kind, " ".join(result.text.split())) for result in repeats)
    alike = sum(count * (count - 1) for count in counts.values())
    pairs = len(repeats) * (len(repeats) - 1)
    return Score(alike / pairs, f"{len(counts)} replies in {len(repeats)}")
