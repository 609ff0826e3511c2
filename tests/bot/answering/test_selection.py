"""Which evidence is quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.question_analysis import AnswerType, SubQuestion
from bot.answering.selection import select_evidence
from bot.answering.settings import AnswerSettings
from bot.models import Audience, Evidence, Language, Passage
from ingest.index.catalog import CatalogEntry
from ingest.models import Chunk, Metadata, Unit, UnitKind

SETTINGS = AnswerSettings(refuse_below=0.5)
TIME = SubQuestion("when?", frozenset({AnswerType.TIME}))
AMOUNT = SubQuestion("how much?", frozenset({AnswerType.AMOUNT}))
OPEN = SubQuestion("what is it?", frozenset())


def passage(document: str) -> Passage:
    text = "0123456789" * 10
    return Passage(Chunk(document, 0, (), None, 0, len(text), text, ()), document, 1.0)


ENGLISH, KOREAN = passage("en"), passage("ko")
ENTRIES = {
    name: CatalogEntry(name, name, Metadata(title=name, language=name, audience=Audience.PUBLIC), "v", 1)
    for name in ("en", "ko")
}


def evidence(score: float, start: int, of: Passage = ENGLISH, length: int = 10) -> Evidence:
    return Evidence(of, (Unit(UnitKind.SENTENCE, start, start + length),), score)


def quoted(
    parts: list[SubQuestion], found: list[list[Evidence]], language: Language = Language.ENGLISH
) -> list[int]:
    return [each.start for each in select_evidence(parts, found, language, ENTRIES, SETTINGS).evidence]


def test_nothing_is_quoted_below_the_bar() -> None:
    selection = select_evidence([TIME], [[evidence(0.49, 0)]], Language.ENGLISH, ENTRIES, SETTINGS)
    assert selection.evidence == ()
    assert selection.confidence == 0.49
    assert selection.unanswered == (TIME,)


def test_each_part_gets_its_own_sentence() -> None:
    assert quoted([TIME, AMOUNT], [[evidence(0.9, 0)], [evidence(0.8, 20), evidence(0.3, 0)]]) == [0, 20]


def test_a_sentence_that_answers_both_parts_is_quoted_once() -> None:
    assert quoted([TIME, AMOUNT], [[evidence(0.9, 0)], [evidence(0.8, 20), evidence(0.79, 0)]]) == [0]


def test_a_part_that_nothing_answers_is_named() -> None:
    selection = select_evidence([TIME, AMOUNT], [[evidence(0.9, 0)], []], Language.ENGLISH, ENTRIES, SETTINGS)
    assert selection.unanswered == (AMOUNT,)


def test_the_document_in_the_questions_language_is_quoted_where_it_says_it_as_well() -> None:
    both = [evidence(0.9, 0, ENGLISH), evidence(0.85, 20, KOREAN)]
    assert quoted([TIME], [both], Language.KOREAN) == [20]
    assert quoted([TIME], [both], Language.ENGLISH) == [0]


def test_a_translation_is_quoted_where_it_scores_a_little_less() -> None:
    translated = replace(ENTRIES["ko"], metadata=Metadata(title="ko", language="ko", translation_of="en"))
    found = [[evidence(0.9, 0, ENGLISH), evidence(0.7, 20, KOREAN)]]
    linked = select_evidence([TIME], found, Language.KOREAN, ENTRIES | {"ko": translated}, SETTINGS)
    assert [each.start for each in linked.evidence] == [20]
    assert quoted([TIME], found, Language.KOREAN) == [0]


def test_an_answer_is_as_sure_as_its_least_sure_part() -> None:
    found = [[evidence(0.9, 0)], [evidence(0.4, 20)]]
    settings = AnswerSettings(refuse_below=0.5, unsure_below=0.5)
    selection = select_evidence([TIME, AMOUNT], found, Language.ENGLISH, ENTRIES, settings)
    assert (selection.confidence, selection.is_unsure) == (0.4, True)


def test_a_much_weaker_sentence_in_the_questions_language_is_not_preferred() -> None:
    assert quoted([TIME], [[evidence(0.95, 0, ENGLISH), evidence(0.6, 20, KOREAN)]], Language.KOREAN) == [0]


def test_an_open_question_gets_the_further_sentences_of_the_same_passage() -> None:
    found = [evidence(0.9, 0), evidence(0.88, 20), evidence(0.87, 40, passage("en")), evidence(0.6, 60)]
    assert quoted([OPEN], [found]) == [0, 20]
    assert quoted([TIME], [found]) == [0]


LISTED = "The fund has two aims:\n- to lend\n- to teach\nIt began in May."
AIMS = tuple(
    Unit(kind, LISTED.index(words), LISTED.index(words) + len(words), group)
    for kind, words, group in (
        (UnitKind.SENTENCE, "The fund has two aims:", 1),
        (UnitKind.ITEM, "to lend", 1),
        (UnitKind.ITEM, "to teach", 1),
        (UnitKind.SENTENCE, "It began in May.", 0),
    )
)
AIMED = Passage(Chunk("en", 0, (), None, 0, len(LISTED), LISTED, AIMS), "en", 1.0)


@pytest.mark.parametrize(
    ("wants", "unit", "quote"),
    [
        (frozenset(), 0, "The fund has two aims:\n- to lend\n- to teach"),
        (frozenset({AnswerType.LIST}), 1, "The fund has two aims:\n- to lend\n- to teach"),
        (frozenset(), 1, "to lend"),
        (frozenset({AnswerType.LIST}), 3, "It began in May."),
    ],
)
def test_a_line_that_announces_a_list_is_never_quoted_without_it(
    wants: frozenset[AnswerType], unit: int, quote: str
) -> None:
    found = [Evidence(AIMED, (AIMS[unit],), 0.9)]
    selection = select_evidence([SubQuestion("?", wants)], [found], Language.ENGLISH, ENTRIES, SETTINGS)
    assert [each.quote for each in selection.evidence] == [quote]


def test_quotations_do_not_overlap() -> None:
    assert quoted([TIME, AMOUNT], [[evidence(0.9, 0, length=50)], [evidence(0.8, 20)]]) == [0]
