"""A sentence that two documents share, asked through the whole assistant over a real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.models import Answer, Audience, Request
from tests.bot.conftest import indexed

pytestmark = pytest.mark.slow

ENGLISH = (
    "How much does the harbour fund hold?",
    "---\ntitle: The harbour fund\n---\n\n# Money\n\nThe harbour fund holds 90 million dollars. "
    "Its seat is in the old customs house.\n",
    "---\ntitle: Harbours\n---\n\n# Money\n\nFerries pay. The harbour fund holds 90 million dollars.\n",
)
KOREAN = (
    "항만 기금의 규모가 몇 달러인가요?",
    "---\ntitle: 항만 기금\n---\n\n# 규모\n\n항만 기금의 규모는 9천만 달러이다. 사무국은 부산에 있다.\n",
    "---\ntitle: 항만 기금 안내\n---\n\n# 규모\n\n여객선이 돈을 낸다. 항만 기금의 규모는 9천만 달러이다.\n",
)


def answered(assistant: Assistant, question: str, audience: Audience = Audience.PUBLIC) -> Answer:
    reply = assistant.ask(Request(question, audience))
    assert isinstance(reply, Answer), reply
    return reply


@pytest.mark.parametrize(("question", "quoted", "same"), [ENGLISH, KOREAN], ids=["English", "Korean"])
def test_another_document_with_the_sentence_is_named_to_those_who_may_read_it_alone(
    tmp_path: Path, question: str, quoted: str, same: str
) -> None:
    """To the public the reply is that of an index without the staff document, to the letter."""
    for name, texts in (("with", (quoted, same)), ("without", (quoted,))):
        (tmp_path / name).mkdir()
        for number, text in enumerate(texts):
            audience = "---\naudience: staff\n" if number else "---\n"
            (tmp_path / name / f"{number}.md").write_text(text.replace("---\n", audience, 1), "utf-8")
    shared, alone = (indexed(tmp_path / f"{name}-index", [tmp_path / name]) for name in ("with", "without"))
    to_public, without = answered(shared, question), answered(alone, question)
    assert to_public.model_copy(update={"id": ""}) == without.model_copy(update={"id": ""})
    citation = answered(shared, question, Audience.STAFF).citations[0]
    assert {citation.document, *citation.also_in} == {"0.md", "1.md"}
