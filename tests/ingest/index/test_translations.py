"""A document is at home in a language in which a translation or its original stands."""

from __future__ import annotations

from ingest.index.catalog import CatalogEntry
from ingest.index.translations import translated
from ingest.models import Metadata


def entry(name: str, language: str, of: str | None = None) -> CatalogEntry:
    return CatalogEntry(name, f"/{name}", Metadata(title=name, language=language, translation_of=of), "0", 1)


PLAN, PLAN_KO = entry("plan.md", "en"), entry("plan.ko.md", "ko", "plan.md")
LAW = entry("law.md", "en")


def test_a_document_with_a_translation_is_at_home_in_its_language() -> None:
    assert translated([PLAN, PLAN_KO, LAW], "ko") == {"plan.md"}


def test_a_translation_is_at_home_in_the_language_of_its_original() -> None:
    assert translated([PLAN, PLAN_KO, LAW], "en") == {"plan.ko.md"}


def test_a_translation_that_somebody_may_not_read_is_none() -> None:
    assert translated([PLAN, LAW], "ko") == frozenset()


def test_two_translations_of_one_that_is_gone_belong_together() -> None:
    assert translated([PLAN_KO, entry("plan.en.md", "en", "plan.md")], "ko") == {"plan.en.md"}
