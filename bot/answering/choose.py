"""Decides which evidence is quoted: one piece for each part of the question, in the question's language.

Where other documents say otherwise of the same thing, their piece is quoted beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.answering.corroboration import Corroboration, cut_to
from bot.answering.wants import Part, Want
from bot.models import Evidence, Language
from bot.retrieval.editions import original_of
from bot.settings import AnswerSettings
from ingest.index.catalog import CatalogEntry

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

    `is_unsure` says that the confidence is enough to quote, but too little to call it an answer. `agreeing`
    gives, by the place of what is quoted, the evidence of other documents that says the same; `differing` the
    pieces that are quoted next to each other, newest first, since their documents differ.
    """

    evidence: tuple[Evidence, ...]
    confidence: float
    silent: tuple[Part, ...]
    is_unsure: bool
    agreeing: Mapping[tuple[str, int, int], tuple[Evidence, ...]] = field(default_factory=dict)
    differing: tuple[tuple[Evidence, ...], ...] = ()


def choose(
    parts: Sequence[Part],
    evidence: Sequence[Sequence[Evidence]],
    language: Language,
    entries: Mapping[str, CatalogEntry],
    settings: AnswerSettings,
) -> Chosen:
    """The evidence to quote; `evidence` holds for each of `parts` what the reader found, best first."""
    gathered = _Gathered(entries)
    silent: list[Part] = []
    answered: list[float] = []
    best_of_all = max((found[0].score for found in evidence if found), default=0.0)
    for place, (part, found) in enumerate(zip(parts, evidence, strict=True)):
        bar = settings.refuse_below * (_FURTHER_PART if place and gathered.quoted else 1.0)
        standing = [each for each in found if each.score >= bar]
        if not standing:
            silent.append(part)
            continue
        best = _in_language(standing, language, entries)
        if Want.LIST in part.wants or _announces(best):
            best = _whole_list(best)
        said = _said_by_others(best, standing, part, entries, settings.unsure_below)
        answered.append(said.strengthen(standing[0].score, best))
        if said.differing or not _is_covered(gathered.quoted, standing, best):
            gathered.add(best, said)
        gathered.quoted += _further(part, standing, best, gathered.quoted)
    sure = min(answered, default=best_of_all)
    return gathered.chosen(settings.max_quotes, sure, silent, is_unsure=_is_unsure(answered, settings))


@dataclass(slots=True)
class _Gathered:
    """What is quoted so far, with what other documents have to say to it."""

    entries: Mapping[str, CatalogEntry]
    quoted: list[Evidence] = field(default_factory=list)
    agreeing: dict[tuple[str, int, int], tuple[Evidence, ...]] = field(default_factory=dict)
    groups: list[tuple[Evidence, ...]] = field(default_factory=list)

    def add(self, best: Evidence, said: Corroboration) -> None:
        """Quotes a piece, and right beside it those of other documents that differ from it."""
        group = said.beside(best, self.entries)
        places = {each.place for each in group}
        self.quoted = [each for each in self.quoted if each.place not in places]
        self.quoted += group
        self.agreeing[best.place] = said.agreeing
        if said.differing:
            self.groups.append(group)

    def chosen(self, most: int, confidence: float, silent: Sequence[Part], *, is_unsure: bool) -> Chosen:
        """All of it, at most so many pieces, but for such as must not be parted."""
        kept = cut_to(most, _without_overlap(self.quoted), self.groups)
        return Chosen(kept, confidence, tuple(silent), is_unsure, self.agreeing, tuple(self.groups))


def _said_by_others(
    best: Evidence, standing: Sequence[Evidence], part: Part, entries: Mapping[str, CatalogEntry], sure: float
) -> Corroboration:
    """What other documents have to say to the best evidence for a part."""
    is_open = best.span is None and not part.wants & {Want.TIME, Want.AMOUNT}
    if is_open or len({each.passage.chunk.document for each in standing}) == 1:
        return Corroboration()
    # The tables of figures, dates and names take long to load; many a question does without them.
    from bot.answering.other_documents import corroboration

    return corroboration(best, standing, part, entries, sure)


def _is_unsure(answered: Sequence[float], settings: AnswerSettings) -> bool:
    return any(score < settings.unsure_below for score in answered)


def _in_language(
    standing: Sequence[Evidence], language: Language, entries: Mapping[str, CatalogEntry]
) -> Evidence:
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


def _are_translations(one: CatalogEntry, other: CatalogEntry) -> bool:
    return original_of(one) == original_of(other)


def _is_covered(quoted: Sequence[Evidence], standing: Sequence[Evidence], best: Evidence) -> bool:
    """Whether what is quoted already answers this part about as well as its own best evidence."""
    scores = {each.place: each.score for each in standing}
    return any(scores.get(each.place, 0.0) >= _AS_GOOD * best.score for each in quoted)


def _announces(best: Evidence) -> bool:
    """Whether it ends in a colon, and so says nothing without the list or table that it introduces."""
    return best.quote.rstrip(" *_").endswith((":", "："))


def _whole_list(best: Evidence) -> Evidence:
    """The list or table that `best` is a part of or introduces, where there is one."""
    group = best.units[0].group
    members = tuple(unit for unit in best.passage.chunk.units if group and unit.group == group)
    return Evidence(best.passage, members, best.score) if len(members) > len(best.units) else best


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
