"""Questions that several documents answer, asked through the whole assistant over a real index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.models import Answer, Audience, Request
from tests.bot.conftest import indexed

HARBOUR_2025 = """---
title: The harbour fund
date: 2025-03-02
---

# Money

The harbour fund holds 90 million dollars. Its seat is in the old customs house.
"""
HARBOUR_AGAIN = """---
title: Harbours and their funds
date: 2025-06-10
---

# Money

The harbour fund now holds 90 million US dollars. Ferries pay into it.
"""
HARBOUR_2026 = """---
title: The harbour fund today
date: 2026-05-01
---

# Money

The harbour fund holds 60 million dollars. A board of nine looks after it.
"""
KOREAN_2025 = """---
title: 항만 기금
date: 2025-03-02
---

# 항만 기금의 규모

항만 기금의 규모는 9천만 달러이다. 사무국은 옛 세관 건물에 있다.
"""
KOREAN_AGAIN = """---
title: 항만 기금 안내
date: 2025-06-10
---

# 항만 기금의 규모

항만 기금의 규모는 미화 9천만 달러이다. 여객선이 기금에 돈을 낸다.
"""
KOREAN_2026 = """---
title: 항만 기금의 현황
date: 2026-05-01
---

# 항만 기금의 규모

항만 기금의 규모는 6천만 달러이다. 위원 아홉 명이 기금을 돌본다.
"""
QUESTION = "How much does the harbour fund hold?"
KOREAN_QUESTION = "항만 기금의 규모가 몇 달러인가요?"


def declaring(text: str, line: str) -> str:
    """The document with a line more in its front matter."""
    return text.replace("---\n", f"---\n{line}\n", 1)


@pytest.fixture
def over(tmp_path: Path) -> Callable[..., Assistant]:
    """Builds an assistant over documents, named by the keywords."""

    def build(**texts: str) -> Assistant:
        folder = tmp_path / f"documents-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.md").write_text(text, "utf-8")
        return indexed(tmp_path / f"index-{folder.name}", [folder])

    return build


def answer_of(assistant: Assistant, question: str, audience: Audience = Audience.PUBLIC) -> Answer:
    reply = assistant.ask(Request(question, audience))
    assert isinstance(reply, Answer), reply
    return reply


@pytest.mark.parametrize(
    ("one", "other", "question"),
    [(HARBOUR_2025, HARBOUR_AGAIN, QUESTION), (KOREAN_2025, KOREAN_AGAIN, KOREAN_QUESTION)],
    ids=["English", "Korean"],
)
def test_a_document_that_says_the_same_is_named_and_raises_the_confidence(
    over: Callable[..., Assistant], one: str, other: str, question: str
) -> None:
    """As one and the same document in a translation, which scores alike, the second is no support."""
    both = answer_of(over(first=one, second=other), question)
    linked = answer_of(over(first=one, second=declaring(other, "translation_of: first.md")), question)
    first = both.citations[0]
    assert {first.document, *first.also_in} == {"first.md", "second.md"}
    assert [each.also_in for each in linked.citations] == [()]
    assert both.confidence > linked.confidence


@pytest.mark.parametrize(
    ("old", "new", "question", "note"),
    [
        (
            HARBOUR_2025,
            HARBOUR_2026,
            QUESTION,
            "The documents differ on this; from the newest to the oldest: "
            "[1] The harbour fund today (2026-05-01); [2] The harbour fund (2025-03-02).",
        ),
        (
            KOREAN_2025,
            KOREAN_2026,
            KOREAN_QUESTION,
            "이 내용은 문서마다 다릅니다. 최근 문서부터 적습니다. "
            "[1] 항만 기금의 현황 (2026-05-01); [2] 항만 기금 (2025-03-02).",
        ),
    ],
    ids=["English", "Korean"],
)
def test_documents_that_differ_are_quoted_side_by_side_with_their_dates(
    over: Callable[..., Assistant], old: str, new: str, question: str, note: str
) -> None:
    answer = answer_of(over(old=old, new=new), question)
    assert [each.document for each in answer.citations[:2]] == ["new.md", "old.md"]
    assert note in answer.framing.splitlines()


def test_a_document_that_agrees_and_one_that_differs_are_both_told(over: Callable[..., Assistant]) -> None:
    answer = answer_of(over(old=HARBOUR_2025, again=HARBOUR_AGAIN, new=HARBOUR_2026), QUESTION)
    newest, *_ = answer.citations
    assert "differ" in answer.framing
    assert newest.document == "new.md"
    assert newest.also_in == ()


@pytest.mark.parametrize(
    ("public", "secret", "question"),
    [
        (HARBOUR_2025, HARBOUR_AGAIN, QUESTION),
        (HARBOUR_2025, HARBOUR_2026, QUESTION),
        (KOREAN_2025, KOREAN_AGAIN, KOREAN_QUESTION),
        (KOREAN_2025, KOREAN_2026, KOREAN_QUESTION),
    ],
    ids=["agrees", "differs", "agrees, Korean", "differs, Korean"],
)
def test_what_is_for_staff_alone_changes_nothing_for_the_public(
    over: Callable[..., Assistant], public: str, secret: str, question: str
) -> None:
    """To the letter the reply is that of an index without the document; to staff it does speak."""
    without = answer_of(over(open=public), question)
    shared = over(open=public, closed=declaring(secret, "audience: staff"))
    to_public = answer_of(shared, question)
    same = {"id": "", "generation": "", "asked_at": None}
    assert to_public.model_dump() | same == without.model_dump() | same
    to_staff = answer_of(shared, question, Audience.STAFF)
    named = {name for each in to_staff.citations for name in (each.document, *each.also_in)}
    assert "closed.md" in named
