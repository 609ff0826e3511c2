"""Verify planted sentences against the passages that they cite; check claims against the documents."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.assistant import Assistant
from bot.cli.ingest import BarProgress
from bot.factory import build_index, build_ingestion, build_verifiers
from bot.models import Audience, Language, Passage, Request
from bot.settings import Settings, load_settings
from bot.verification.models import Accepted, ClaimReply, Finding, Source, Verdict
from bot.verification.verifier import Verifier
from eval.faults.cases import OPEN, RIGHT, Claim, PlantedSentence

_DOCUMENTS = Path(__file__).parents[2] / "documents"
_SOURCES = 8  # as many as an answer has by the built-in settings
_FIRST = "The measures of the programme are set out [{}]."


@dataclass(frozen=True, slots=True)
class VerifiedSentence:
    """A planted sentence, its verdict, and the milliseconds that it took once the sources were read."""

    case: PlantedSentence
    verdict: Verdict
    took_ms: float

    @property
    def is_shown(self) -> bool:
        return isinstance(self.verdict, Accepted)

    @property
    def is_correct(self) -> bool:
        return self.is_shown == (self.case.kind == RIGHT)


def index_documents(work: Path) -> Settings:
    """The settings for an index of the shipped documents below `work`, which is brought up to date."""
    settings = load_settings(Path.cwd(), {"index.folder": str(work / "index-corpus")})
    with Progress(console=Console(stderr=True)) as bars:
        build_ingestion(settings).run([str(_DOCUMENTS)], BarProgress(bars))
    return settings


def load_verifier(settings: Settings) -> tuple[list[Passage], Verifier]:
    """Every passage of the index that the settings name, and the verifier for its documents."""
    verifiers = build_verifiers(settings)
    return build_index(settings).read(
        lambda snapshot: (
            [
                Passage(stored.chunk, stored.title, 1.0)
                for partition in Audience
                for stored in snapshot.chunks(partition, range(snapshot.size(partition))).values()
            ],
            verifiers.get(snapshot, Audience.STAFF),
        )
    )


def verify_sentences(
    sentences: Iterable[PlantedSentence],
    passages: Sequence[Passage],
    verifier: Verifier,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[VerifiedSentence]:
    """Each sentence cites its passage, which stands among others of its document as it would in an answer.

    Raises LookupError where a sentence's passage is not among `passages`.
    """
    for cited, of_passage in _group_by_passage(sentences, passages).items():
        passage = passages[cited]
        sources = [
            Source(n, neighbour) for n, neighbour in enumerate(_neighbours(passages, passage), start=1)
        ]
        number = next(source.number for source in sources if source.passage is passage)
        prepared = verifier.prepare(sources)
        # In an answer the sources' vectors are made while the model reads its prompt; here they are awaited.
        prepared.verify(_FIRST.format(number), Language.ENGLISH)
        for case in of_passage:
            sentence = f"{case.sentence.removesuffix('.')} [{number}]."
            started = clock()
            verdict = prepared.verify(sentence, Language(case.language))
            yield VerifiedSentence(case, verdict, (clock() - started) * 1000)


def _group_by_passage(
    sentences: Iterable[PlantedSentence], passages: Sequence[Passage]
) -> dict[int, list[PlantedSentence]]:
    groups: dict[int, list[PlantedSentence]] = defaultdict(list)
    for case in sentences:
        for place, passage in enumerate(passages):
            if passage.chunk.document == case.document and case.anchor in passage.chunk.text:
                groups[place].append(case)
                break
        else:
            raise LookupError(f"the passage of {case.id} is not in the index")
    return groups


def _neighbours(passages: Sequence[Passage], cited: Passage) -> Sequence[Passage]:
    """The cited passage and those next to it in its document, as many as an answer has."""
    of_document = [passage for passage in passages if passage.chunk.document == cited.chunk.document]
    place = next(i for i, passage in enumerate(of_document) if passage is cited)
    first = max(0, min(place - _SOURCES // 2, len(of_document) - _SOURCES))
    return of_document[first : first + _SOURCES]


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim, what the documents have to say to it, and the seconds that this took."""

    claim: Claim
    reply: ClaimReply
    took_s: float

    @property
    def is_false(self) -> bool:
        """Whether the finding is wrong: right called contradicted, or what is not right supported.

        Of a planted fault both "contradicted" and "not found" are correct; of an open claim the latter alone.
        """
        if self.reply.finding is Finding.SUPPORTED:
            return self.claim.kind != RIGHT
        return self.reply.finding is Finding.CONTRADICTED and self.claim.kind in {RIGHT, OPEN}


def check_claims(
    claims: Iterable[Claim], assistant: Assistant, clock: Callable[[], float] = time.perf_counter
) -> Iterator[CheckedClaim]:
    """Check each for an audience that reads all there is."""
    for claim in claims:
        started = clock()
        reply = assistant.check(Request(claim.sentence, Audience.STAFF))
        yield CheckedClaim(claim, reply, clock() - started)


def count_findings(checked: Iterable[CheckedClaim], split: str) -> dict[str, Counter[Finding]]:
    table: dict[str, Counter[Finding]] = defaultdict(Counter)
    for result in checked:
        if result.claim.split == split:
            table[result.claim.kind][result.reply.finding] += 1
    return table
