"""Has the verifier judge planted sentences, each against the one chunk that it cites."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.composition import build_embedder
from bot.models import Language, Passage
from bot.settings import Settings
from bot.verification.glossary import Glossary
from bot.verification.models import Source, Verdict, Withheld
from bot.verification.support import SignsSupport
from bot.verification.verifier import Verifier
from ingest.keywords.korean import Korean
from ingest.keywords.tokens import Tokeniser
from ingest.readers import BadPart, Limits, read
from tests.bot.conftest import DOCUMENTS
from tests.bot.verification.planted.cases import Case
from tests.bot.verification.planted.test_cases import chunks_of


@dataclass(frozen=True, slots=True)
class Judged:
    """A planted sentence, its verdict, and the milliseconds that it took."""

    case: Case
    verdict: Verdict
    ms: float

    @property
    def is_withheld(self) -> bool:
        """Whether it would not be shown."""
        return isinstance(self.verdict, Withheld)


@cache
def verifier() -> Verifier:
    """The verifier with its real parts and the names that the shipped documents define."""
    korean = Korean()
    texts = [path.read_text("utf-8") for path in sorted(DOCUMENTS.glob("*.md"))]
    return Verifier.from_parts(
        SignsSupport(), build_embedder(Settings()), Tokeniser(korean), korean, Glossary.from_texts(texts)
    )


def source_of(case: Case) -> Source:
    """The chunk that a planted sentence cites, as source 1."""
    (chunk,) = (each for each in chunks_of(case.document) if case.anchor in each.text)
    return Source(1, Passage(chunk, _title(DOCUMENTS / case.document), 1.0))


def judged(cases: Iterable[Case]) -> Iterator[Judged]:
    """Each sentence with its verdict; reading the source is not in the time, as in an answer."""
    for case in cases:
        prepared = verifier().prepare([source_of(case)])
        prepared.units.coming.result()
        started = time.perf_counter()
        verdict = prepared.verify(f"{case.sentence.removesuffix('.')} [1].", Language(case.language))
        yield Judged(case, verdict, (time.perf_counter() - started) * 1000)


@cache
def _title(path: Path) -> str:
    (parsed,) = read(path, Limits())
    assert not isinstance(parsed, BadPart)
    return str(parsed.declared["title"])
