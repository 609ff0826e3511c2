"""Irregular forms meet their base, and words that only look like one are left alone."""

from __future__ import annotations

import pytest

from ingest.language.irregular import base_form
from ingest.language.tokens import Tokenizer


@pytest.mark.parametrize(
    ("form", "base"), [("Who built it?", "build"), ("THE CHILDREN", "child"), ("two analyses", "an analysis")]
)
def test_a_form_and_its_base_are_the_same_word(form: str, base: str) -> None:
    tokenizer = Tokenizer().without_korean().with_bases()
    assert set(tokenizer.tokenize(base)) <= set(tokenizer.tokenize(form))


def test_an_index_keeps_the_forms_apart() -> None:
    tokenizer = Tokenizer().without_korean()
    assert tokenizer.tokenize("built") != tokenizer.tokenize("build")


@pytest.mark.parametrize("word", ["won", "found", "left", "bound", "began to", ""])
def test_any_other_word_stays_as_it_is(word: str) -> None:
    assert base_form(word) == word
