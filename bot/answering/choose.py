"""Decides which evidence is quoted: one piece for each part of the question, in the question's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.wants import Part, Want
from bot.models import Evidence, Language
from bot.settings import AnswerSettings
from ingest.index.catalog import Entry

# Evidence this close to the best counts as saying the same as well.
_AS_GOOD = 0.75
_ALMOST = 0.9
# A further part of a question is answered on less, since its subject stands in the first part.
_FURTHER_PART = 0.7
# Open questions get further sentences that are nearly as good as the best; what was said, and what there is
# of a kind, is often spread over several.
_FURTHER_IF_OPEN = 0.85
_FURTHER = {Want.WORDS: 0.7, Want.LIST: 0.4}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is quoted, the confidence in the least sure part of it, and the parts that nothing answers.

    `is_unsure` says that the confidence is enough to quote, but too little to call it an answer.
    """

    evidence: tuple[Evidence, ...]
    confidence: float
    silent: tuple[Part, ...]
    is_unsure: bool


def choose(
    parts: Sequence[Part],
    evidence: Sequence[Sequence[Evidence]],
    language: Language,
    entries: Mapping[str, Entry],
    settings: AnswerSettings,
) -> Chosen:
    """The evidence to quote; `evidence` holds for each of `parts` what the reader found, best first."""
    quoted: list[Evidence] = []
    silent: list[Part] = []
    answered: list[float] = []
    best_of_all = max((found[0].score for found in evidence if found), default=0.0)
    for place, (part, found) in enumerate(zip(parts, evidence, strict=True)):
        bar = settings.refuse_below * (_FURTHER_PART if place and quoted else 1.0)
        standing = [each for each in found if each.score >= bar]
        if not standing:
            silent.append(part)
            continue
        answered.append(standing[0].score)
        best = _in_language(standing, language, entries)
        if Want.LIST in part.wants:
            best = _whole_list(found, best)
        if not _is_covered(quoted, standing, best):
            quoted.append(best)
        quoted += _further(part, standing, best, quoted)
    kept = tuple(_without_overlap(quoted)[: settings.max_quotes])
    return Chosen(kept, min(answered, default=best_of_all), tuple(silent), _is_unsure(answered, settings))


def _is_unsure(answered: Sequence[float], settings: AnswerSettings) -> bool:
    return any(score < settings.unsure_below for score in answered)


def _in_language(standing: Sequence[Evidence], language: Language, entries: Mapping[str, Entry]) -> Evidence:
    """The best evidence, or what says the same in a document in the question's language.

    A translation of the best one's document says the same where it scores about as well; any other document
    has to score almost the same.
    """
    best = standing[0]
    home = entries[best.passage.chunk.document]
    if home.metadata.language == language:
        return best
    for each in standing[1:]:
        entry = entries[each.passage.chunk.document]
        share = _AS_GOOD if _are_translations(home, entry) else _ALMOST
        if entry.metadata.language == language and each.score >= share * best.score:
            return each
    return best


def _are_translations(one: Entry, other: Entry) -> bool:
    originals = {entry.metadata.translation_of or entry.id for entry in (one, other)}
    return len(originals) == 1


def _is_covered(quoted: Sequence[Evidence], standing: Sequence[Evidence], best: Evidence) -> bool:
    """Whether what is quoted already answers this part about as well as its own best evidence."""
    scores = {(each.passage.chunk.document, each.start, each.end): each.score for each in standing}
    return any(
        scores.get((each.passage.chunk.document, each.start, each.end), 0.0) >= _AS_GOOD * best.score
        for each in quoted
    )


def _whole_list(found: Sequence[Evidence], best: Evidence) -> Evidence:
    """The list that `best` is an item of, where it is one."""
    for each in found:
        around = each.passage is best.passage and each.start <= best.start and best.end <= each.end
        if around and len(each.units) > len(best.units):
            return replace(each, score=best.score)
    return best


def _further(
    part: Part, standing: Sequence[Evidence], best: Evidence, quoted: Sequence[Evidence]
) -> list[Evidence]:
    """More sentences of the best one's passage, for questions that one sentence seldom answers."""
    share = min((_FURTHER[want] for want in part.wants if want in _FURTHER), default=None)
    if not part.wants:
        share = _FURTHER_IF_OPEN
    if share is None or len(best.units) > 1:
        return []
    return [
        each
        for each in standing
        if each.passage is best.passage and each.score >= share * best.score and each not in quoted
    ]


def _without_overlap(quoted: Sequence[Evidence]) -> list[Evidence]:
    kept: list[Evidence] = []
    for each in quoted:
        if not any(_overlap(each, other) for other in kept):
            kept.append(each)
    return kept


def _overlap(one: Evidence, other: Evidence) -> bool:
    same = one.passage.chunk.document == other.passage.chunk.document
    return same and one.start < other.end and other.start < one.end
