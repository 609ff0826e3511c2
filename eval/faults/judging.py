"""Has the verifier judge the planted sentences, each against the passage that it cites among others."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.factory import build_index, build_verifiers
from bot.models import Audience, Language, Passage
from bot.settings import Settings
from bot.verification.models import Accepted, Source, Verdict
from bot.verification.verifier import Verifier
from eval.faults.cases import Case

_SOURCES = 8  # as many as an answer has by the built-in settings
_FULL_STOP = "."
_FIRST = "The measures of the programme are set out [{}]."


@dataclass(frozen=True, slots=True)
class Judged:
    """A planted sentence, its verdict, and the milliseconds that it took once the sources were read."""

    case: Case
    verdict: Verdict
    took_ms: float

    @property
    def stands(self) -> bool:
        """Whether the sentence would be shown."""
        return isinstance(self.verdict, Accepted)

    @property
    def is_rightly_judged(self) -> bool:
        """Whether what is right is shown, and what is wrong withheld."""
        return self.stands == (self.case.kind == "right")


def parts_for(settings: Settings) -> tuple[list[Passage], Verifier]:
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


def judge(
    cases: Iterable[Case],
    passages: Sequence[Passage],
    verifier: Verifier,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[Judged]:
    """The verdicts; `passages` are all those of the documents that the sentences are about.

    Each sentence cites its passage, which stands among others of its document as it would in an answer.
    Raises LookupError where a sentence's passage is not among them.
    """
    for cited, about in _by_passage(cases, passages).items():
        passage = passages[cited]
        others = [each for each in passages if each.chunk.document == passage.chunk.document]
        sources = [Source(n, each) for n, each in enumerate(_around(others, passage), start=1)]
        number = next(each.number for each in sources if each.passage is passage)
        prepared = verifier.prepare(sources)
        # In an answer the sources' vectors are made while the model reads its prompt; here they are awaited.
        prepared.verify(_FIRST.format(number), Language.ENGLISH)
        for case in about:
            sentence = f"{case.sentence.removesuffix(_FULL_STOP)} [{number}]{_FULL_STOP}"
            started = clock()
            verdict = prepared.verify(sentence, Language(case.language))
            yield Judged(case, verdict, (clock() - started) * 1000)


def _by_passage(cases: Iterable[Case], passages: Sequence[Passage]) -> dict[int, list[Case]]:
    found: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        for place, passage in enumerate(passages):
            if passage.chunk.document == case.document and case.anchor in passage.chunk.text:
                found[place].append(case)
                break
        else:
            raise LookupError(f"the passage of {case.id} is not in the index")
    return found


def _around(passages: Sequence[Passage], cited: Passage) -> Sequence[Passage]:
    """The cited passage and those next to it, as many as an answer has."""
    place = next(i for i, each in enumerate(passages) if each is cited)
    first = max(0, min(place - _SOURCES // 2, len(passages) - _SOURCES))
    return passages[first : first + _SOURCES]
