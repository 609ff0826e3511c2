"""What two pieces of evidence for one question have to do with each other."""

from __future__ import annotations

import pytest

from bot.answering.agreement import Relation, relation
from bot.answering.wants import Part, Want
from ingest.models import UnitKind
from tests.bot.answering.sayings import HOW_MUCH, KOREAN_HOW_MUCH, KOREAN_WHEN, WHEN, saying

FORCE = "The harbour agreement enters into force on {}."
HOLDS = "The harbour fund holds {}."
KOREAN_FORCE = "항만 협정은 {}에 발효된다."
KOREAN_HOLDS = "항만 기금의 규모는 {}이다."
WHO = Part("Who signed the harbour agreement?", frozenset({Want.PERSON}))


@pytest.mark.parametrize(
    ("part", "one", "other"),
    [
        (WHEN, FORCE.format("2 March 2026"), FORCE.format("March 2, 2026")),
        (WHEN, FORCE.format("2 March 2026"), KOREAN_FORCE.format("2026년 3월 2일")),
        (KOREAN_WHEN, KOREAN_FORCE.format("2026년 3월 2일"), FORCE.format("2 March 2026")),
        (HOW_MUCH, HOLDS.format("KRW 50 billion"), "The fund of the harbour amounts to 50 billion won."),
        (HOW_MUCH, HOLDS.format("KRW 50 billion"), KOREAN_HOLDS.format("500억 원")),
    ],
)
def test_equal_facts_say_the_same_however_they_are_written(part: Part, one: str, other: str) -> None:
    assert relation(saying(one), saying(other, "b.md"), part) is Relation.SAME


@pytest.mark.parametrize(
    ("part", "one", "other"),
    [
        (WHEN, FORCE.format("2 March 2026"), FORCE.format("3 March 2026")),
        (
            WHEN,
            "The harbour agreement enters into force in March 2026.",
            "The harbour agreement will enter into force on 1 May 2026.",
        ),
        (HOW_MUCH, HOLDS.format("90 million dollars"), HOLDS.format("80 million dollars")),
        (HOW_MUCH, HOLDS.format("KRW 50 billion"), "The harbour fund is worth KRW 60 billion."),
        (KOREAN_WHEN, KOREAN_FORCE.format("2026년 3월 2일"), KOREAN_FORCE.format("2026년 5월 1일")),
        (KOREAN_HOW_MUCH, KOREAN_HOLDS.format("500억 원"), KOREAN_HOLDS.format("600억 원")),
    ],
)
def test_two_figures_of_one_thing_that_cannot_both_be_right_differ(part: Part, one: str, other: str) -> None:
    korean = any("가" <= letter <= "힣" for letter in one)
    title = "항만" if korean else "The harbour"
    pair = saying(one, title=title), saying(other, "b.md", title=title)
    assert relation(pair[0], pair[1], part) is Relation.DIFFERENT
    assert relation(pair[1], pair[0], part) is Relation.DIFFERENT


@pytest.mark.parametrize(
    ("part", "one", "other"),
    [
        # The one is less precise, or rounded, or rough.
        (WHEN, FORCE.format("2 March 2026"), "The harbour agreement enters into force in March 2026."),
        (HOW_MUCH, HOLDS.format("90 million dollars"), HOLDS.format("89.7 million dollars")),
        (HOW_MUCH, HOLDS.format("about 90 million dollars"), HOLDS.format("85 million dollars")),
        (HOW_MUCH, HOLDS.format("up to 90 million dollars"), HOLDS.format("80 million dollars")),
        # Another thing, another unit, or several figures.
        (HOW_MUCH, HOLDS.format("90 million dollars"), "The lighthouse fund holds 80 million dollars."),
        (HOW_MUCH, HOLDS.format("90 million dollars"), HOLDS.format("80 million dollars for lighthouses")),
        (HOW_MUCH, HOLDS.format("90 million dollars"), HOLDS.format("80 million euros")),
        (HOW_MUCH, HOLDS.format("90 million dollars"), HOLDS.format("80 or 85 million dollars")),
        # A target, a plan, another time, a part, a year's, a denial.
        (
            HOW_MUCH,
            HOLDS.format("90 million dollars"),
            "The harbour fund targets 95 million dollars.",
        ),
        (HOW_MUCH, HOLDS.format("90 million dollars"), "The harbour fund will hold 80 million dollars."),
        (HOW_MUCH, HOLDS.format("90 million dollars in 2025"), HOLDS.format("80 million dollars in 2026")),
        (HOW_MUCH, HOLDS.format("90 million dollars"), HOLDS.format("80 million dollars each year")),
        (HOW_MUCH, HOLDS.format("90 million dollars"), "The harbour fund does not hold 80 million dollars."),
        # Another event of the same agreement, and what no longer names its subject.
        (WHEN, FORCE.format("2 March 2026"), "The harbour agreement was signed on 3 May 2025."),
        (WHEN, FORCE.format("2 March 2026"), "It enters into force on 3 March 2026."),
        (KOREAN_HOW_MUCH, KOREAN_HOLDS.format("500억 원"), "항만 기금의 목표 규모는 600억 원이다."),
        (KOREAN_HOW_MUCH, KOREAN_HOLDS.format("500억 원"), "부산 항만 기금의 규모는 600억 원이다."),
        # Across languages nothing tells that they speak of the same.
        (HOW_MUCH, HOLDS.format("KRW 50 billion"), KOREAN_HOLDS.format("600억 원")),
    ],
)
def test_what_may_both_be_right_does_not_differ(part: Part, one: str, other: str) -> None:
    title = "The harbour, 항만"
    pair = saying(one, title=title), saying(other, "b.md", title=title)
    assert relation(pair[0], pair[1], part) is Relation.UNRELATED
    assert relation(pair[1], pair[0], part) is Relation.UNRELATED


@pytest.mark.parametrize(
    ("other", "titles", "question"),
    [
        ("The harbour repair fund holds 80 million dollars.", ("Harbour", "Harbour"), HOW_MUCH.text),
        # Words that only one sentence has may stand in the other's title; these tell of another thing still.
        ("The harbour fund does not hold 80 million dollars.", ("Harbour or not", "Harbour"), HOW_MUCH.text),
        ("The harbour fund holds a total of 80 million dollars.", ("Harbour total",) * 2, HOW_MUCH.text),
        ("The harbour fund of Osprey holds 80 million dollars.", ("Harbour Osprey",) * 2, HOW_MUCH.text),
        # The sentences are alike, but only one title has what is asked of.
        (HOLDS.format("80 million dollars"), ("Harbour", "Harbour reform"), "How much after the reform?"),
    ],
)
def test_one_sign_is_enough_to_tell_that_it_may_be_another_thing(
    other: str, titles: tuple[str, str], question: str
) -> None:
    part = Part(question, frozenset({Want.AMOUNT}))
    one = saying(HOLDS.format("90 million dollars"), title=titles[0])
    rival = saying(other, "b.md", title=titles[1])
    assert relation(one, rival, part) is relation(rival, one, part) is Relation.UNRELATED


def test_across_languages_nothing_differs_even_where_names_and_titles_are_the_same() -> None:
    words = "The HTX fund holds 90 million dollars.", "HTX 기금은 8천만 달러이다."
    one, other = (saying(each, title="The HTX fund, HTX 기금") for each in words)
    assert relation(one, other, HOW_MUCH) is Relation.UNRELATED


def test_the_same_figure_of_another_thing_is_no_agreement() -> None:
    other = saying("The lighthouse fund holds 90 million dollars.", "b.md", title="The lighthouse")
    assert relation(saying(HOLDS.format("90 million dollars")), other, HOW_MUCH) is Relation.UNRELATED


def test_sentences_differ_only_where_it_is_clear_which_thing_they_speak_of() -> None:
    """Two documents that both say "the season" may each have a season of its own."""
    pair = [
        saying(f"The season opened on {day} May 2026.", title=title)
        for day, title in ((2, "Sailing"), (3, "Rowing"))
    ]
    assert (
        relation(pair[0], pair[1], Part("When did the season open?", frozenset({Want.TIME})))
        is Relation.UNRELATED
    )


def test_titles_with_two_places_or_two_years_tell_of_two_things() -> None:
    for titles in (("The harbour of Busan", "The harbour of Incheon"), ("Harbour 2025", "Harbour 2026")):
        one, other = (
            saying(HOLDS.format(f"{sum_} million dollars"), title=title)
            for sum_, title in zip((90, 80), titles, strict=True)
        )
        assert relation(one, other, HOW_MUCH) is Relation.UNRELATED, titles


def test_a_row_of_a_table_differs_from_nothing() -> None:
    row = saying(HOLDS.format("80 million dollars"), kind=UnitKind.ROW)
    sentence = saying(HOLDS.format("90 million dollars"))
    assert relation(sentence, row, HOW_MUCH) is relation(row, sentence, HOW_MUCH) is Relation.UNRELATED


def test_of_several_figures_that_of_the_span_is_compared() -> None:
    """The whole sentences have two dates each, and would be compared with none."""
    words = "The harbour agreement, signed on 1 May 2025, enters into force on {} 2026."
    one, other, same = (
        saying(words.format(day), document, span=f"{day} 2026")
        for day, document in (("2 March", "a.md"), ("3 March", "b.md"), ("2 March", "c.md"))
    )
    assert relation(one, other, WHEN) is Relation.DIFFERENT
    assert relation(one, same, WHEN) is Relation.SAME
    bare = [saying(each.quote) for each in (one, other)]
    assert relation(bare[0], bare[1], WHEN) is Relation.UNRELATED


def test_names_agree_by_their_spans_also_in_the_other_script() -> None:
    english = saying("Kim Min-ji (김민지) signed it.", span="Kim Min-ji")
    again = saying("It was signed by Kim Min-ji.", "b.md", span="Kim Min-ji")
    korean = saying("협정에는 김민지가 서명하였다.", "c.md", span="김민지가")
    other = saying("It was signed by Lee Min-ji.", "d.md", span="Lee Min-ji")
    assert relation(english, again, WHO) is Relation.SAME
    assert relation(english, korean, WHO) is Relation.SAME
    assert relation(english, other, WHO) is Relation.UNRELATED
    assert relation(english, saying("Kim Min-ji signed it."), WHO) is Relation.UNRELATED  # has no span


def test_places_agree_across_languages() -> None:
    where = Part("Where was it signed?", frozenset({Want.PLACE}))
    one, other = (
        saying("It was signed in Singapore.", span="Singapore"),
        saying("싱가포르에서 서명되었다.", "b.md", span="싱가포르에서"),
    )
    assert relation(one, other, where) is Relation.SAME


def test_lists_and_quotations_are_not_compared() -> None:
    for want in (Want.LIST, Want.WORDS):
        part = Part(HOW_MUCH.text, frozenset({Want.AMOUNT, want}))
        pair = [saying(HOLDS.format("90 million dollars")) for _ in range(2)]
        assert relation(pair[0], pair[1], part) is Relation.UNRELATED
