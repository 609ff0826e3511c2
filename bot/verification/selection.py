"""Selects the evidence that a sentence may rest on: one unit, or a few that each say a part of it.

The figures of a sentence play no part in the selector: were they to lead it, a figure that another unit gives
of something else would bring that unit in, and stand. A unit that alone has a missing figure or name may be
added where none says more of the clause in which it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.text.figures import Fact, facts_in, missing_facts
from bot.verification.analysis import Coverage, measure_coverage
from bot.verification.claim import Claim, ClaimWithEvidence, EvidenceSet
from bot.verification.evidence import EvidenceIndex
from bot.verification.names import NameGuard

# Further starting units are tried where they score as high as the best, or nearly.
_AS_GOOD, _AS_GOOD_CROSS_LINGUAL = 0.03, 0.1
_STARTS = 3
_MOST, _MOST_OF_LIST = 3, 7
# How much cosine similarity above the others' mean weighs beside the share of words.
_MEANING, _MEANING_CROSS_LINGUAL = 1.0, 2.5
# What a further unit must add of a clause: as a share, and in weight.
_OWN_SHARE, _OWN_WEIGHT = 0.2, 1.0
_SENTENCE_BESIDE_CLAUSE = 0.3
_NEARLY = 0.9
# How much of a clause a unit of another document must say by itself.
_ABOUT_THE_SAME = 0.6
# Words that are neither general nor of a name, for a clause to tell which unit it is about.
_TELLING = 2


@dataclass(frozen=True, slots=True)
class EvidenceSelector:
    """The units that a claim may cite, the similarity of each and its margin above the mean."""

    claim: Claim
    index: EvidenceIndex
    citable: Sequence[int]
    similarities: Sequence[float]
    margins: Sequence[float]

    @classmethod
    def of(cls, claim: Claim, index: EvidenceIndex, numbers: Sequence[int]) -> EvidenceSelector:
        """The selector among the units of the sources with these numbers."""
        similarities = [float(each) for each in index.similarity(claim.vector)]
        means = {
            korean: _mean([value for i, value in enumerate(similarities) if index.korean[i] is korean])
            for korean in (True, False)
        }
        margins = [value - means[index.korean[i]] for i, value in enumerate(similarities)]
        return cls(claim, index, index.of(numbers), similarities, margins)

    def candidate_sets(self) -> list[EvidenceSet]:
        """The sets of units to try, the best first; empty where the cited sources have none."""
        if not self.citable:
            return []
        scores = {i: self._score(i) for i in self.citable}
        best = max(self.citable, key=lambda i: scores[i])
        cross_lingual = self.index.korean[best] is not self.claim.is_korean
        least = scores[best] - (_AS_GOOD_CROSS_LINGUAL if cross_lingual else _AS_GOOD)
        starts = sorted((i for i in self.citable if scores[i] >= least), key=lambda i: -scores[i])
        return [self.build_set(self._grow(start)) for start in starts[:_STARTS]]

    def build_set(self, members: Sequence[int]) -> EvidenceSet:
        return EvidenceSet(
            tuple(sorted(members)),
            self._measure(self.claim.analyzed.keys, members, headings=True),
            any(self.index.korean[i] is not self.claim.is_korean for i in members),
        )

    def find_bearer(
        self, place: int, members: Sequence[int], rivals: Sequence[int], has: Callable[[int], bool]
    ) -> int | None:
        """The unit that has the figure or the name at `place` of the claim, if it may be added.

        It must say more of the clause there than each of the `rivals`, the members that give something else
        for which it could be taken; where there are none, it is enough that it says two things of the claim
        and stands in the document of one of the `members`.
        """
        keys = self.claim.keys_in(*self.claim.clause_at(place))
        scores = {
            i: self._share(keys, [i]) + _SENTENCE_BESIDE_CLAUSE * self._share(None, [i]) for i in self.citable
        }
        if rivals:
            least, most = max(scores[i] for i in rivals), max(scores.values())
            eligible = [i for i in self.citable if scores[i] > least and scores[i] >= _NEARLY * most]
        else:
            near = {self._document(i) for i in members}
            eligible = [
                i for i in self.citable if self._document(i) in near and len(self._expressed(i)) >= _TELLING
            ]
        return next((i for i in sorted(eligible, key=lambda i: -scores[i]) if has(i)), None)

    def figure_rivals(self, place: int, members: Sequence[int]) -> list[int]:
        """The members that have a figure of the kind of the one at `place` which the claim does not give."""
        return [i for i in members if self._has_rival(place, i)]

    def _document(self, number: int) -> str:
        return self.index.units[number].evidence.passage.chunk.document

    def _expressed(self, number: int) -> Collection[str]:
        return self.index.lexicon.find_expressed(set(self.claim.analyzed.keys), self.index.texts[number].keys)

    def _has_rival(self, place: int, member: int) -> bool:
        """Whether a member has a figure of the kind of the one at `place`, for which it could be taken."""
        kinds = {fact.kind for fact in self.claim.facts if fact.start == place}
        facts = facts_in(self.index.texts[member].text)
        given = {fact.start for fact in missing_facts(self.index.texts[member].text, self.claim.text)}
        return any(fact.kind in kinds and fact.start in given for fact in facts)

    def _score(self, number: int) -> float:
        own = self._share(None, [number])
        whole = self._measure(self.claim.analyzed.keys, [number], headings=True).share
        cross_lingual = self.index.korean[number] is not self.claim.is_korean
        return (
            own
            + 0.3 * (whole - own)
            + (_MEANING_CROSS_LINGUAL if cross_lingual else _MEANING) * self.margins[number]
        )

    def _share(self, keys: Sequence[str] | None, members: Sequence[int]) -> float:
        return self._measure(self.claim.analyzed.keys if keys is None else keys, members).share

    def _measure(self, keys: Sequence[str], members: Sequence[int], *, headings: bool = False) -> Coverage:
        """How far the members, or they and their headings, cover `keys` of the claim."""
        texts = [self.index.texts[i] for i in members]
        texts += [self.index.headings[i] for i in members] if headings else []
        return measure_coverage(keys, texts, self.index.lexicon, self.claim.named)

    def _grow(self, start: int) -> list[int]:
        """The start, and for each clause of which another unit says more, that one."""
        members = [start]
        for clause in [*self.claim.clauses, (0, len(self.claim.text))]:
            further = self._further(self.claim.keys_in(*clause), members)
            while further is not None and self._may_grow(members, further):
                members.append(further)
                further = self._further(self.claim.keys_in(*clause), members)
        return members

    def _may_grow(self, members: Sequence[int], further: int) -> bool:
        is_list = all(self.index.are_one_list(member, further) for member in members)
        return len(members) < (_MOST_OF_LIST if is_list else _MOST)

    def _is_of_another_place(self, number: int) -> bool:
        """Whether a unit speaks of a place that the claim does not name, and not of one that it names."""
        ours, its = _places(self.claim.analyzed.keys), _places(self.index.texts[number].keys)
        return bool(ours and its) and not ours & its

    def _is_off(self, number: int, members: Sequence[int], keys: Sequence[str]) -> bool:
        """Whether a unit of another document says too little of the clause to be about the same."""
        if self._document(number) in map(self._document, members):
            return False
        return self._measure(keys, [number], headings=True).share < _ABOUT_THE_SAME

    def _further(self, keys: Sequence[str], members: Sequence[int]) -> int | None:
        """The unit that adds the most to what is said of `keys`, if it adds enough."""
        lexicon, texts = self.index.lexicon, self.index.texts
        every = keys
        keys = [key for key in keys if key not in self.claim.named]
        before = measure_coverage(keys, [texts[i] for i in members], lexicon)
        best, most = None, 0.0
        for i in self.citable:
            if i in members or self._is_of_another_place(i) or self._is_off(i, members, every):
                continue
            own = measure_coverage(keys, [texts[j] for j in (*members, i)], lexicon).share - before.share
            value = own + 0.01 * self._share(None, [i])
            if own >= _OWN_SHARE and own * before.weight >= _OWN_WEIGHT - 1e-9 and value > most:
                best, most = i, value
        return best


def _places(keys: Sequence[str]) -> set[str]:
    return {key for key in keys if key.startswith("@")}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


# How many further units may be fetched for figures that the first ones do not have.
_FETCHED = 2


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A figure or a name of the claim that the units have not."""

    place: int
    words: str
    is_fact: bool


@dataclass(frozen=True, slots=True)
class EvidenceCompleter:
    """Adds the units that have what a set of evidence lacks."""

    selector: EvidenceSelector
    index: EvidenceIndex
    names: NameGuard

    def complete(self, evidence: EvidenceSet) -> ClaimWithEvidence:
        """The claim beside the set and the units of what it lacks, where those are about the same."""
        for _ in range(_FETCHED):
            compared = self._compared(evidence)
            missing = next(self._missing_parts(compared), None)
            bearer = None if missing is None else self._bearer(evidence, missing)
            if bearer is None or bearer in evidence.members:
                return compared
            evidence = self.selector.build_set([*evidence.members, bearer])
        return self._compared(evidence)

    def _compared(self, evidence: EvidenceSet) -> ClaimWithEvidence:
        return ClaimWithEvidence(self.selector.claim, evidence, self.index, self.names)

    def _bearer(self, evidence: EvidenceSet, missing: MissingPart) -> int | None:
        def has(number: int) -> bool:
            alone = self._compared(self.selector.build_set([number]))
            return all(missing.words != each.words for each in self._missing_parts(alone))

        members = evidence.members
        if missing.is_fact:
            rivals = self.selector.figure_rivals(missing.place, members)
        else:
            rivals = [i for i in members if self._names_others(i)]
        return self.selector.find_bearer(missing.place, members, rivals, has)

    def _names_others(self, member: int) -> bool:
        """Whether a unit speaks of somebody or something by name that the claim does not name."""
        analyzed, words = self.index.texts[member], self.index.units[member].text
        offset = len(analyzed.text) - len(words)
        spans = [(start + offset, end + offset) for start, end in self.names.spans(analyzed.text[offset:])]
        facts = [(fact.start, fact.end) for fact in facts_in(analyzed.text)]
        named = set(analyzed.without_parts().without(facts).within(spans))
        return bool(named - set(self.selector.claim.analyzed.keys))

    def _missing_parts(self, compared: ClaimWithEvidence) -> Iterator[MissingPart]:
        """The figures and names that the units have not, figures first."""
        for fact in find_missing_figures(compared):
            yield MissingPart(fact.start, fact.words, is_fact=True)
        text = compared.claim.text
        for name in compared.missing_names:
            yield MissingPart(max(0, text.find(name)), name, is_fact=False)


def find_missing_figures(compared: ClaimWithEvidence) -> list[Fact]:
    """The figures that the units do not hold; "one" as an article ("one of them") is none."""
    missing = missing_facts(compared.claim.text, compared.evidence_text)
    return [fact for fact in missing if not (fact.prose and fact.value == 1)]
