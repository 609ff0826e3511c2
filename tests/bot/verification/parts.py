"""The real parts of verification, built once, for the tests that look at one of them alone."""

from __future__ import annotations

from functools import cache

from bot.factory import build_embedder
from bot.models import Passage
from bot.settings import Settings
from bot.text.glossary import Glossary
from bot.text.lexicon import Lexicon, load_lexicon
from bot.verification.analysis import AnalyzedText, TextAnalyzer
from bot.verification.binding import Item, ItemFinder
from bot.verification.models import Source
from bot.verification.verifier import PreparedVerifier, Verifier
from ingest.language.korean import Korean
from ingest.language.tokenizer import Tokenizer
from ingest.models import Chunk, Unit, UnitKind

# What the documents of these tests define: a body, a person, and a plan, which is neither.
GLOSSARY = Glossary.from_texts(
    (
        "The Ministry of Science and ICT (MSIT, 과학기술정보통신부), Lee Jae Myung (이재명), "
        "National AI Plan (NAP).",
    )
)


@cache
def korean() -> Korean:
    return Korean()


@cache
def lexicon() -> Lexicon:
    return load_lexicon(Tokenizer(korean()).with_bases())


def read(text: str) -> AnalyzedText:
    (reading,) = TextAnalyzer(Tokenizer(korean()).with_bases(), GLOSSARY).analyze([text])
    return reading


def items(text: str) -> list[Item]:
    return ItemFinder(lexicon(), GLOSSARY).items(read(text))


@cache
def verifier() -> Verifier:
    return Verifier.from_parts(build_embedder(Settings()), Tokenizer(korean()), korean(), GLOSSARY)


@cache
def prepared(*documents: tuple[str, ...]) -> PreparedVerifier:
    """Ready to judge by `documents`, each the sentences of one, cited as 1, 2 and so on."""
    return verifier().prepare([_source(number, each) for number, each in enumerate(documents, 1)])


def _source(number: int, sentences: tuple[str, ...]) -> Source:
    units, start = [], 0
    for sentence in sentences:
        units.append(Unit(UnitKind.SENTENCE, start, start + len(sentence)))
        start += len(sentence) + 1
    chunk = Chunk(f"document {number}", 0, (), None, 0, start - 1, " ".join(sentences), tuple(units))
    return Source(number, Passage(chunk, "Brief", 1.0))
