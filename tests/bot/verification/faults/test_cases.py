"""The planted sentences are sound data: enough of each kind, each with a passage to be found, none twice."""

from collections import Counter
from functools import cache

import pytest

from eval.faults.cases import PlantedSentence, read_sentences
from ingest.chunking.chunker import cut_chunks
from ingest.chunking.layout import lay_out
from ingest.models import Chunk
from ingest.parsers.limits import BadPart, Limits
from ingest.parsers.registry import parse_file
from ingest.settings import ChunkSettings
from tests.bot.conftest import DOCUMENTS

CASES = read_sentences()
WRONG = [case for case in CASES if case.kind != "right"]
OF_SIGNS = {"figure", "date", "unit", "name", "negation", "relation", "unsupported"}
OF_WORDS = {"predicate", "scope", "role", "antonym", "tense", "referent"}
KINDS = {"right"} | OF_SIGNS | OF_WORDS


@cache
def chunks_of(document: str) -> tuple[Chunk, ...]:
    (parsed,) = parse_file(DOCUMENTS / document, Limits())
    assert not isinstance(parsed, BadPart)
    text, placed = lay_out(parsed.blocks)
    language = str(parsed.declared["language"])
    return cut_chunks(document, text, placed, language=language, max_chars=ChunkSettings().max_chars)


def share(cases: list[PlantedSentence], have: int) -> float:
    return have / len(cases)


def test_no_id_and_no_sentence_stands_twice() -> None:
    ids = Counter(case.id for case in CASES)
    sentences = Counter(" ".join(case.sentence.lower().split()) for case in CASES)

    assert [each for each, times in (ids + sentences).items() if times > 1] == []


def test_every_kind_is_known_and_every_sentence_ends_with_a_full_stop_and_has_no_marker() -> None:
    assert {case.kind for case in CASES} == KINDS
    assert [case.id for case in CASES if not case.sentence.endswith(".") or "[" in case.sentence] == []


def test_every_anchor_stands_once_in_its_document_and_within_one_chunk() -> None:
    lost = [
        case.id
        for case in CASES
        if sum(chunk.text.count(case.anchor) for chunk in chunks_of(case.document)) != 1
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("kinds", "least"),
    [
        ({"right"}, 330),
        (KINDS - {"right"}, 330),
        ({"figure", "date", "unit"}, 170),
        ({"name"}, 60),
        ({"negation"}, 40),
        ({"relation"}, 20),
        ({"unsupported"}, 60),
        *(({kind}, 30) for kind in sorted(OF_WORDS)),
    ],
)
def test_there_are_enough_of_each_kind(kinds: set[str], least: int) -> None:
    assert sum(case.kind in kinds for case in CASES) >= least


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_both_halves_of_a_kind_are_alike(kind: str) -> None:
    halves = Counter((case.split, case.language) for case in CASES if case.kind == kind)

    assert {split for split, _ in halves} == {"dev", "held_out"}
    assert all(abs(halves["dev", each] - halves["held_out", each]) <= 1 for each in ("en", "ko"))


@pytest.mark.parametrize("cases", [WRONG, [case for case in CASES if case.kind == "right"]])
def test_both_languages_are_there_in_both_directions(cases: list[PlantedSentence]) -> None:
    korean = [case for case in cases if case.language == "ko"]
    crossing = [case for case in cases if case.crosses_languages]

    assert 0.35 <= share(cases, len(korean)) <= 0.6
    assert share(cases, len(crossing)) >= 0.2
    assert {case.language for case in crossing} == {"en", "ko"}
