"""Verifies the sentences of a language model against their sources before anyone sees them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.models import Audience, Evidence, Language
from bot.text.glossary import Glossary
from bot.text.language import language_of
from bot.text.lexicon import Lexicon, load_lexicon
from bot.text.names import Tagger
from bot.text.word_lists import load_patterns
from bot.verification.analysis import TextAnalyzer
from bot.verification.binding import BindingGuard, ItemFinder
from bot.verification.claim import Claim, ClaimWithEvidence
from bot.verification.evidence import EvidenceIndex
from bot.verification.guards import Guard, build_guards, without_quotations
from bot.verification.models import Accepted, Issue, Reason, Rejected, Source, Verdict
from bot.verification.names import NameGuard
from bot.verification.selection import EvidenceCompleter, EvidenceSelector
from bot.verification.sentences import LONGEST, has_link_or_tag, split_citations, without_markup
from ingest.embedding.embedder import Embedder
from ingest.index.snapshot import Snapshot
from ingest.language.tokenizer import Tokenizer

_LEAD_IN = re.compile(r"[:：]$")
_QUESTION = re.compile(r"[?？]$")
_PATTERNS = load_patterns("bot.verification", "verifier")
_TALK = re.compile(_PATTERNS["talk"], re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2,}|[가-힣]")


def is_statement(text: str) -> bool:
    """Whether `text`, without citation terms, states something that could be proved."""
    own = without_quotations(text)
    if not text or len(text) >= LONGEST or _LEAD_IN.search(text) or _QUESTION.search(text):
        return False
    return len(_WORDS.findall(text)) > 1 and _TALK.search(own.strip()) is None


# Terms and figures; a sentence with fewer states nothing.
_LEAST_WORDS = 2
# A sentence that cites more sources points to none.
_MOST_CITED = 4


@dataclass(frozen=True, slots=True)
class PreparedVerifier:
    """A verifier with the sources of one answer, analysed once for all its sentences."""

    index: EvidenceIndex
    analyzer: TextAnalyzer
    embedder: Embedder
    names: NameGuard
    guards: Sequence[Guard]

    def verify(self, sentence: str, language: Language) -> Verdict:
        """The verdict on one sentence as the model wrote it, with its citation terms and markup."""
        found = split_citations(sentence)
        if has_link_or_tag(found.text):
            return Rejected(sentence, Reason.NO_STATEMENT, "a link or a tag")
        text = without_markup(found.text)
        issue = self._check_form(text, found.numbers, language)
        if issue is not None:
            return Rejected(sentence, *issue)
        claim = self.analyze(text)
        if claim is None:
            return Rejected(sentence, Reason.NO_STATEMENT)
        first: Issue | None = None
        for compared, issue in self.trials(claim, found.numbers):
            if issue is None:
                return Accepted(text, to_evidence(compared, found.numbers))
            first = first or issue
        return Rejected(sentence, *(first or (Reason.UNSUPPORTED, "")))

    def analyze(self, text: str) -> Claim | None:
        """A sentence without citation marks and markup, analysed; None where it states too little."""
        claim = Claim.analyze(text, self.analyzer, self.names, self.embedder)
        return claim if len(set(claim.analyzed.keys)) + len(claim.facts) >= _LEAST_WORDS else None

    def trials(
        self, claim: Claim, numbers: Sequence[int]
    ) -> Iterator[tuple[ClaimWithEvidence, Issue | None]]:
        """The claim beside each set of units in these sources that it may rest on, and its issue there.

        The likeliest set comes first.
        """
        selector = EvidenceSelector.of(claim, self.index, numbers)
        completer = EvidenceCompleter(selector, self.index, self.names)
        for evidence in selector.candidate_sets():
            compared = completer.complete(evidence)
            yield compared, self.find_issue(compared)

    def find_issue(self, compared: ClaimWithEvidence) -> Issue | None:
        """The first issue that a guard finds."""
        return next((issue for guard in self.guards if (issue := guard(compared))), None)

    def _check_form(self, text: str, numbers: Sequence[int], language: Language) -> Issue | None:
        """An issue with its form, its citations or its language."""
        if not is_statement(text):
            return Reason.NO_STATEMENT, ""
        if not numbers:
            return Reason.UNCITED, ""
        if len(numbers) > _MOST_CITED:
            return Reason.UNCITED, f"{len(numbers)} sources"
        unknown = [number for number in numbers if number not in self.index.numbers]
        if unknown:
            return Reason.NO_SUCH_SOURCE, str(unknown[0])
        if language_of(without_quotations(text)) is not language:
            return Reason.LANGUAGE, ""
        return None


def to_evidence(compared: ClaimWithEvidence, numbers: Sequence[int]) -> tuple[Evidence, ...]:
    """The units as evidence, in the order in which `numbers` name their sources."""
    order = {number: at for at, number in enumerate(numbers)}
    units = sorted(compared.units, key=lambda each: (order[each.number], each.order))
    return tuple(replace(unit.evidence, score=compared.evidence.coverage.share) for unit in units)


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies sentences; `prepare` it once for the sources of an answer."""

    embedder: Embedder
    analyzer: TextAnalyzer
    lexicon: Lexicon
    names: NameGuard

    @classmethod
    def from_parts(
        cls, embedder: Embedder, tokenizer: Tokenizer, tagger: Tagger, glossary: Glossary
    ) -> Verifier:
        """A verifier with the lexicon that ships; `glossary` is built from the documents by who has them."""
        words = tokenizer.with_bases()
        lexicon = load_lexicon(words)
        names = NameGuard(glossary, lexicon, words, tagger)
        return cls(embedder, TextAnalyzer(words, glossary), lexicon, names)

    def prepare(self, sources: Sequence[Source]) -> PreparedVerifier:
        """A verifier with these sources; their vectors are computed in the background."""
        index = EvidenceIndex.build(sources, self.analyzer, self.lexicon, self.embedder)
        return PreparedVerifier(
            index,
            self.analyzer,
            self.embedder,
            self.names,
            build_guards(BindingGuard(self.lexicon, ItemFinder(self.lexicon, self.analyzer.glossary))),
        )

    def verify(self, sentence: str, sources: Sequence[Source], language: Language) -> Verdict:
        """The verdict on one sentence as the model wrote it, with its citation terms and markup."""
        return self.prepare(sources).verify(sentence, language)


class VerifierCache:
    """Verifiers by audience, for the latest version of the index."""

    def __init__(self, build: Callable[[Glossary], Verifier]) -> None:
        self._build = build
        self._verifiers: dict[Audience, Verifier] = {}
        self._generation = ""
        self._lock = threading.Lock()

    def get(self, snapshot: Snapshot, audience: Audience) -> Verifier:
        """The verifier for what `audience` may see in `snapshot`."""
        with self._lock:
            if self._generation != snapshot.generation:
                self._generation, self._verifiers = snapshot.generation, {}
            if audience not in self._verifiers:
                self._verifiers[audience] = self._build(Glossary.from_texts(_texts(snapshot, audience)))
            return self._verifiers[audience]


def _texts(snapshot: Snapshot, audience: Audience) -> Iterator[str]:
    for entry in snapshot.documents(audience):
        document = snapshot.document(entry.id, audience)
        if document is not None:
            yield document.text
