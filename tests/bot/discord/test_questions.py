"""A document is found by its title as it is typed, and only among those that were given."""

from __future__ import annotations

import unicodedata

import pytest

from bot.discord.commands.questions import choose, suggest
from ingest.index.catalog import CatalogEntry
from ingest.models import Metadata

LONG = "folder/" * 15 + "act.md"  # 7 * 15 + 6 = 111 characters, more than the 100 that Discord takes


def entry(identifier: str, title: str) -> CatalogEntry:
    return CatalogEntry(identifier, identifier, Metadata(title=title), "v1", 1)


ACT = entry("act.md", "AI Basic Act")
PLAN = entry("plan.md", "Strategy and the AI Basic Act")
FUND = entry("fund.md", "AI 기본법 시행령")


def test_titles_that_begin_as_typed_come_first() -> None:
    assert suggest([PLAN, ACT, FUND], "ai basic") == [
        ("AI Basic Act", "act.md"),
        (PLAN.metadata.title, "plan.md"),
    ]


def test_korean_titles_and_ids_are_found_too() -> None:
    assert suggest([PLAN, ACT, FUND], "기본법") == [("AI 기본법 시행령", "fund.md")]
    assert suggest([PLAN, ACT, FUND], "plan.") == [(PLAN.metadata.title, "plan.md")]


def test_nothing_typed_lists_all_in_their_order_of_titles() -> None:
    assert [name for name, _ in suggest([PLAN, FUND, ACT], " ")] == [
        "AI Basic Act",
        "AI 기본법 시행령",
        PLAN.metadata.title,
    ]


def test_no_more_is_listed_than_discord_shows() -> None:
    assert len(suggest([entry(f"{n}.md", f"Title {n}") for n in range(40)], "title")) == 25


def test_a_long_title_and_a_long_id_fit_and_still_mean_the_document() -> None:
    long = entry(LONG, "t" * 101)
    ((name, value),) = suggest([ACT, long], "ttt")
    assert (len(name), name[-1]) == (100, "…")
    assert len(value) <= 100
    assert choose([ACT, long], value) == LONG


def test_a_title_or_an_id_may_be_typed_without_choosing() -> None:
    assert choose([ACT, PLAN], " ai basic act ") == "act.md"
    assert choose([ACT, PLAN], "plan.md") == "plan.md"


def test_what_is_not_there_is_not_chosen() -> None:
    assert choose([ACT], "line-to-take.md") is None
    assert choose([ACT, entry("copy.md", "AI Basic Act")], "AI Basic Act") is None  # which of the two?


@pytest.mark.parametrize(
    "blank", ["", " ", "\u200b", "\u3164", "\u115f", "\uffa0", "\u2800 \u1160", "\u202e\n"]
)
def test_a_document_whose_title_nobody_sees_is_listed_by_its_id(blank: str) -> None:
    assert suggest([entry("act.md", blank)], "") == [("act.md", "act.md")]


def test_a_title_is_one_line_that_is_read_in_one_direction() -> None:
    title = "AI\r\nBasic\u2028 \u202eAct\u202c \u2066(2026)\u2069\x07"
    assert suggest([entry("act.md", title)], "") == [("AI Basic Act (2026)", "act.md")]


@pytest.mark.parametrize("whole", [unicodedata.normalize("NFD", "한"), "👩🏽‍🚀"])
@pytest.mark.parametrize("before", [95, 96, 97, 98, 99])
def test_a_long_title_is_cut_between_what_a_reader_takes_for_one_character(whole: str, before: int) -> None:
    ((name, _),) = suggest([entry("act.md", "t" * before + whole * 10)], "")
    # Beside the ellipsis, 99 characters are left for the letters and as many wholes as fit.
    assert name == "t" * before + whole * ((99 - before) // len(whole)) + "…"
