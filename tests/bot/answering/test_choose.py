"""Which evidence is quoted."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.choose import choose
from bot.answering.wants import Part, Want
from bot.models import Audience, Evidence, Language, Passage
from bot.settings import AnswerSettings
from ingest.index.catalog import Entry
from ingest.models import Chunk, Metadata, Unit, UnitKind

SETTINGS = AnswerSettings(refuse_below=0.5)
TIME = Part("when?", frozenset({Want.TIME}))
AMOUNT = Part("how much?", frozenset({Want.AMOUNT}))
OPEN = Part("what is it?", frozenset())


def passage(document: str) -> Passage:
    text = "0123456789" * 10
    return Passage(Chunk(document, 0, (), None, 0, len(text), text, ()), document, 1.0)


ENGLISH, KOREAN = passage("en"), passage("ko")
ENTRIES = {
    name: Entry(name, name, Metadata(title=name, language=name, audience=Audience.PUBLIC), "v", 1)
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


def test_quotations_do_not_overlap() -> None:
    assert quoted([TIME, AMOUNT], [[evidence(0.9, 0, length=50)], [evidence(0.8, 20)]]) == [0]
