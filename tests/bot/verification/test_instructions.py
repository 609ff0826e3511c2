"""Orders to the reader's machine are told from duties and advice that policy text gives to people."""

import pytest

from bot.verification.instructions import is_instruction
from ingest.chunking.sentences import sentence_spans
from tests.bot.conftest import DOCUMENTS
from tests.bot.text.data import verification_rows


@pytest.mark.parametrize("text", [row[0] for row in verification_rows("instructions.tsv", "order")])
def test_an_order_to_a_machine_is_one(text: str) -> None:
    assert is_instruction(text)


@pytest.mark.parametrize("text", [row[0] for row in verification_rows("instructions.tsv", "ordinary")])
def test_ordinary_policy_text_is_none(text: str) -> None:
    assert not is_instruction(text)


def test_no_sentence_of_the_shipped_documents_is_one() -> None:
    texts = [path.read_text("utf-8") for path in DOCUMENTS.glob("*.md")]

    assert [
        text[a:b] for text in texts for a, b in sentence_spans(text, "en") if is_instruction(text[a:b])
    ] == []
