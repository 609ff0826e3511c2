"""The project's documents hold their own facts, and those of their translations."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.text.figures import DateParts, facts_in, missing_facts
from ingest.chunking.sentences import sentence_spans

pytestmark = pytest.mark.slow

DOCUMENTS = Path(__file__).parents[4] / "documents"
PAIRS = (
    ("partnership-brief.en.md", "partnership-brief.ko.md"),
    ("visit-and-summit.md", "visit-and-summit.ko.md"),
    ("ai-basic-act.md", "ai-basic-act.ko.md"),
)
# Said in one language only: a note on the translation, and what the Korean words leave to their names
# (양국 for two countries, 오토노머스에이투지 for A2Z).
ONLY_IN_KOREAN = "아래 장관 발언의 한국어는"
UNSAID_IN_KOREAN = {"two", "A2Z"}


def paragraphs(name: str) -> list[str]:
    """The lines of a document below its head, without empty ones."""
    body = re.sub(r"\A---.*?\n---\n", "", (DOCUMENTS / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    return [line for line in body.splitlines() if line.strip() and not line.startswith(ONLY_IN_KOREAN)]


@pytest.mark.parametrize("name", sorted(path.name for path in DOCUMENTS.glob("*.md")))
def test_each_sentence_is_evidence_for_itself(name: str) -> None:
    for paragraph in paragraphs(name):
        for start, end in sentence_spans(paragraph, "ko" if ".ko." in name else "en"):
            assert missing_facts(paragraph[start:end], paragraph[start:end]) == ()


@pytest.mark.parametrize(("english", "korean"), PAIRS)
def test_each_paragraph_holds_the_facts_of_its_translation(english: str, korean: str) -> None:
    for one, other in zip(paragraphs(english), paragraphs(korean), strict=True):
        assert missing_facts(other, one) == ()
        assert {fact.words for fact in missing_facts(one, other)} <= UNSAID_IN_KOREAN


@pytest.mark.parametrize("name", ["partnership-brief.en.md", "ai-basic-act.ko.md", "korea-gpu-targets.md"])
def test_no_sentence_with_another_last_digit_is_held(name: str) -> None:
    for paragraph in paragraphs(name):
        told = {(fact.kind, fact.value, fact.unit) for fact in facts_in(paragraph)}
        for number in re.finditer(r"\d(?!\d)", paragraph):
            altered = (
                f"{paragraph[: number.start()]}{(int(number.group()) + 1) % 10}{paragraph[number.end() :]}"
            )
            others = {fact for fact in facts_in(altered) if (fact.kind, fact.value, fact.unit) not in told}
            # "January 2026" for "January 2025" may be covered by a day of it that the paragraph also names.
            vaguer = {fact for fact in others if isinstance(fact.value, DateParts) and fact.value.day is None}
            assert others <= vaguer or missing_facts(altered, paragraph), altered
