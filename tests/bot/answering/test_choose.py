"""Which evidence is quoted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.answering.choose import choose
from bot.answering.wants import Part, Want
from bot.models import Audience, Evidence, Language, Passage
from bot.settings import AnswerSettings
from ingest.index.catalog import CatalogEntry
from ingest.models import Chunk, Metadata, Unit, UnitKind
from tests.bot.answering.sayings import HOW_MUCH, entry, saying

SETTINGS = AnswerSettings(refuse_below=0.5)
TIME = Part("when?", frozenset({Want.TIME}))
AMOUNT = Part("how much?", frozenset({Want.AMOUNT}))
OPEN = Part("what is it?", frozenset())


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
    parts: list[Part], found: list[list[Evidence]], language: Language = Language.ENGLISH
) -> list[int]:
    return [each.start for each in choose(parts, found, language, ENTRIES, SETTINGS).evidence]


def test_nothing_is_quoted_below_the_bar() -> None:
    chosen = choose([TIME], [[evidence(0.49, 0)]], Language.ENGLISH, ENTRIES, SETTINGS)
    assert chosen.evidence == ()
    assert chosen.confidence == 0.49
    assert chosen.silent == (TIME,)


def test_each_part_gets_its_own_sentence() -> None:
    assert quoted([TIME, AMOUNT], [[evidence(0.9, 0)], [evidence(0.8, 20), evidence(0.3, 0)]]) == [0, 20]


def test_a_sentence_that_answers_both_parts_is_quoted_once() -> None:
    assert quoted([TIME, AMOUNT], [[evidence(0.9, 0)], [evidence(0.8, 20), evidence(0.79, 0)]]) == [0]


def test_a_part_that_nothing_answers_is_named() -> None:
    chosen = choose([TIME, AMOUNT], [[evidence(0.9, 0)], []], Language.ENGLISH, ENTRIES, SETTINGS)
    assert chosen.silent == (AMOUNT,)


def test_the_document_in_the_questions_language_is_quoted_where_it_says_it_as_well() -> None:
    both = [evidence(0.9, 0, ENGLISH), evidence(0.85, 20, KOREAN)]
    assert quoted([TIME], [both], Language.KOREAN) == [20]
    assert quoted([TIME], [both], Language.ENGLISH) == [0]


def test_a_translation_is_quoted_where_it_scores_a_little_less() -> None:
    translated = replace(ENTRIES["ko"], metadata=Metadata(title="ko", language="ko", translation_of="en"))
    found = [[evidence(0.9, 0, ENGLISH), evidence(0.7, 20, KOREAN)]]
    linked = choose([TIME], found, Language.KOREAN, ENTRIES | {"ko": translated}, SETTINGS)
    assert [each.start for each in linked.evidence] == [20]
    assert quoted([TIME], found, Language.KOREAN) == [0]


def test_an_answer_is_as_sure_as_its_least_sure_part() -> None:
    found = [[evidence(0.9, 0)], [evidence(0.4, 20)]]
    settings = AnswerSettings(refuse_below=0.5, unsure_below=0.5)
    chosen = choose([TIME, AMOUNT], found, Language.ENGLISH, ENTRIES, settings)
    assert (chosen.confidence, chosen.is_unsure) == (0.4, True)


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
        (frozenset({Want.LIST}), 1, "The fund has two aims:\n- to lend\n- to teach"),
        (frozenset(), 1, "to lend"),
        (frozenset({Want.LIST}), 3, "It began in May."),
    ],
)
def test_a_line_that_announces_a_list_is_never_quoted_without_it(
    wants: frozenset[Want], unit: int, quote: str
) -> None:
    found = [Evidence(AIMED, (AIMS[unit],), 0.9)]
    chosen = choose([Part("?", wants)], [found], Language.ENGLISH, ENTRIES, SETTINGS)
    assert [each.quote for each in chosen.evidence] == [quote]


def test_quotations_do_not_overlap() -> None:
    assert quoted([TIME, AMOUNT], [[evidence(0.9, 0, length=50)], [evidence(0.8, 20)]]) == [0]


NINETY, AGAIN, EIGHTY = (
    saying("The harbour fund holds 90 million dollars.", "a.md", score=0.8),
    saying("The harbour fund amounts to 90 million dollars.", "b.md", score=0.7),
    saying("The harbour fund holds 80 million dollars.", "c.md", score=0.7),
)
FUNDS = {
    name: entry(name, dt.date(2026, month, 1)) for name, month in (("a.md", 1), ("b.md", 2), ("c.md", 3))
}


def test_a_document_that_says_the_same_raises_the_confidence_and_is_kept_with_the_quote() -> None:
    chosen = choose([HOW_MUCH], [[NINETY, AGAIN]], Language.ENGLISH, FUNDS, SETTINGS)
    assert chosen.evidence == (NINETY,)
    assert chosen.agreeing == {NINETY.place: (AGAIN,)}
    # The odds of 0.8 are 4; times e to the 0.5, 1.6487, they are 6.595.
    assert chosen.confidence == pytest.approx(6.595 / 7.595, abs=1e-4)


def test_a_document_that_says_otherwise_is_quoted_beside_it_the_newest_first() -> None:
    chosen = choose([HOW_MUCH], [[NINETY, EIGHTY]], Language.ENGLISH, FUNDS, SETTINGS)
    assert chosen.evidence == (EIGHTY, NINETY)
    assert chosen.differing == ((EIGHTY, NINETY),)
    assert chosen.confidence == 0.8


def test_what_differs_is_not_parted_where_only_one_quote_is_allowed() -> None:
    one = AnswerSettings(refuse_below=0.5, max_quotes=1)
    chosen = choose([HOW_MUCH], [[NINETY, EIGHTY]], Language.ENGLISH, FUNDS, one)
    assert chosen.evidence == (EIGHTY, NINETY)


def test_agreement_does_not_lift_what_is_below_the_bar_over_it() -> None:
    weak = [replace(each, score=0.49) for each in (NINETY, AGAIN)]
    assert choose([HOW_MUCH], [weak], Language.ENGLISH, FUNDS, SETTINGS).evidence == ()
