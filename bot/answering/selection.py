"""Selection of the evidence to quote: the best for each sub-question, in the question's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.question_analysis import AnswerType, SubQuestion
from bot.answering.settings import AnswerSettings
from bot.models import Evidence, Language
from bot.retrieval.versions import original_id
from ingest.index.catalog import CatalogEntry

# A translation replaces the best evidence from this share of its score on, another document from the higher.
_TRANSLATION_SHARE = 0.75
_SAME_LANGUAGE_SHARE = 0.9
# What is quoted already answers a sub-question that it scores for with this share of the best.
_COVERED_SHARE = 0.75
# A later sub-question is answered on less, since its subject stands in the first.
_LATER_PART_FACTOR = 0.7
# Further sentences of the best one's passage are quoted from this share of its score on.
_FURTHER_SHARE = {AnswerType.QUOTATION: 0.7, AnswerType.LIST: 0.4}
_FURTHER_SHARE_IF_OPEN = 0.85


@dataclass(frozen=True, slots=True)
class Selection:
    """The evidence to quote, the confidence in its least sure part, and the unanswered sub-questions.

    `is_unsure`: the confidence is enough to quote, but too little to call it an answer.
    """

    evidence: tuple[Evidence, ...]
    confidence: float
    unanswered: tuple[SubQuestion, ...]
    is_unsure: bool


def select_evidence(
    parts: Sequence[SubQuestion],
    evidence: Sequence[Sequence[Evidence]],
    language: Language,
    entries: Mapping[str, CatalogEntry],
    settings: AnswerSettings,
) -> Selection:
    """The evidence to quote, of what was extracted for each of `parts`, best first."""
    quoted: list[Evidence] = []
    scores: list[float] = []
    unanswered: list[SubQuestion] = []
    for number, (part, found) in enumerate(zip(parts, evidence, strict=True)):
        threshold = settings.refuse_below * (_LATER_PART_FACTOR if number and quoted else 1.0)
        good = [piece for piece in found if piece.score >= threshold]
        if not good:
            unanswered.append(part)
            continue
        scores.append(good[0].score)
        best = _in_language(good, language, entries)
        if AnswerType.LIST in part.answer_types or _introduces_list(best):
            best = _whole_list(best)
        if not _is_covered(quoted, good, best):
            quoted.append(best)
        quoted += _further_sentences(part, good, best, quoted)
    confidence = min(scores, default=max((found[0].score for found in evidence if found), default=0.0))
    return Selection(
        evidence=tuple(_without_overlap(quoted)[: settings.max_quotes]),
        confidence=confidence,
        unanswered=tuple(unanswered),
        is_unsure=any(score < settings.unsure_below for score in scores),
    )


def _in_language(
    evidence: Sequence[Evidence], language: Language, entries: Mapping[str, CatalogEntry]
) -> Evidence:
    """The best evidence, or nearly as good evidence in a document in the question's language."""
    best = evidence[0]
    source = entries[best.passage.chunk.document]
    if source.metadata.language == language:
        return best
    for piece in evidence[1:]:
        entry = entries[piece.passage.chunk.document]
        is_translation = original_id(entry) == original_id(source)
        share = _TRANSLATION_SHARE if is_translation else _SAME_LANGUAGE_SHARE
        if entry.metadata.language == language and piece.score >= share * best.score:
            return piece
    return best


def _is_covered(quoted: Sequence[Evidence], good: Sequence[Evidence], best: Evidence) -> bool:
    """Whether what is quoted already answers this sub-question about as well as its own best evidence."""
    scores = {piece.place: piece.score for piece in good}
    return any(scores.get(piece.place, 0.0) >= _COVERED_SHARE * best.score for piece in quoted)


def _introduces_list(evidence: Evidence) -> bool:
    return evidence.quote.rstrip(" *_").endswith((":", "："))


def _whole_list(evidence: Evidence) -> Evidence:
    """The list or table of which the evidence is an item or the lead, else the evidence itself."""
    group = evidence.units[0].group
    members = tuple(unit for unit in evidence.passage.chunk.units if group and unit.group == group)
    is_part = len(members) > len(evidence.units)
    return Evidence(evidence.passage, members, evidence.score) if is_part else evidence


def _further_sentences(
    part: SubQuestion, good: Sequence[Evidence], best: Evidence, quoted: Sequence[Evidence]
) -> list[Evidence]:
    """More sentences of the best one's passage, for questions that one sentence seldom answers."""
    shares = [
        _FURTHER_SHARE[answer_type] for answer_type in part.answer_types if answer_type in _FURTHER_SHARE
    ]
    share = min(shares, default=None) if part.answer_types else _FURTHER_SHARE_IF_OPEN
    if share is None or len(best.units) > 1:
        return []
    return [
        piece
        for piece in good
        if piece.passage is best.passage and piece.score >= share * best.score and piece not in quoted
    ]


def _without_overlap(quoted: Sequence[Evidence]) -> list[Evidence]:
    kept: list[Evidence] = []
    for evidence in quoted:
        if not any(_overlap(evidence, earlier) for earlier in kept):
            kept.append(evidence)
    return kept


def _overlap(left: Evidence, right: Evidence) -> bool:
    is_same = left.passage.chunk.document == right.passage.chunk.document
    return is_same and left.start < right.end and right.start < left.end
