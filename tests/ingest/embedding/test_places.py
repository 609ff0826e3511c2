"""Where the pieces of a text stand in it."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.embedding.folding import folded_words
from ingest.embedding.model_store import onnx_folder
from ingest.embedding.settings import EmbeddingSettings
from ingest.embedding.unigram import UnigramTokenizer
from ingest.embedding.vocabulary import read_vocabulary

# Letters that join with or become others: marks, jamo, full width, ligatures, fractions, accents that stand
# alone, characters without width, and what counts as white space.
ODD = "aé\u0301\u0323\u200b\u200d\ufeff각ᄀ\u1161\u11a8ｶﾞＡ１ﬁﬃ½㎡´¨ﷺ…①ϓ\u0308 \u00a0\u3000\t\n▁🙂ʼn가힣"


@pytest.fixture(scope="session")
def tokenizer() -> UnigramTokenizer:
    return read_vocabulary(onnx_folder(EmbeddingSettings().folder)).tokenizer


def test_each_piece_stands_where_its_letters_do() -> None:
    tokenizer = UnigramTokenizer(["<unk>", "▁", "a", "ab", "▁b"], [0.0, -3, -2, -3, -2.5], unknown=0)
    # Pieces: "▁" before "aba", as wide as nothing, "ab", "a", "▁b", and one for both unknown letters.
    placed = tokenizer.place(" aba\n bxy")
    assert placed.numbers == (1, 3, 2, 4, 0)
    assert placed.starts == (1, 1, 3, 6, 7)
    assert placed.ends == (1, 3, 4, 7, 9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("공동연구 예산은 500억 원이다.", ["공동연구", "예산은", "500억", "원이다."]),
        ("Ｆｕｌｌ width", ["Ｆｕｌｌ", "width"]),
        ("the oﬃce  is", ["the", "oﬃce", "is"]),
        ("cafe\u0301 au", ["cafe\u0301", "au"]),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8 말", ["\u1112\u1161\u11ab\u1100\u116e\u11a8", "말"]),
        ("zero\u200bwidth \ufeffmark", ["zero\u200bwidth", "\ufeffmark"]),
    ],
)
def test_the_pieces_of_a_word_cover_it_and_nothing_else(
    text: str, words: list[str], tokenizer: UnigramTokenizer
) -> None:
    placed = tokenizer.place(text)
    for word in words:
        at = text.index(word)
        inside = [i for i, s in enumerate(placed.starts) if at <= s < at + len(word)]
        assert placed.starts[inside[0]] == at
        assert placed.ends[inside[-1]] == at + len(word)


def test_a_letter_that_becomes_several_is_one_place() -> None:
    (word,) = folded_words("oﬃce", "▁")
    assert word.text == "office"
    assert word.starts == (0, 1, 1, 1, 2, 3)
    assert word.ends == (1, 2, 2, 2, 3, 4)


def test_letters_that_become_one_are_one_place() -> None:
    (word,) = folded_words("ᄒ\u1161\u11abx", "▁")
    assert (word.text, word.starts, word.ends) == ("한x", (0, 3), (3, 4))


def test_an_accent_that_stands_alone_parts_a_word_as_folding_does() -> None:
    # NFKC makes of the acute accent a space and a combining accent.
    assert [word.text for word in folded_words("a´b", "▁")] == ["a", "\u0301b"]


def test_a_very_long_word_is_placed_to_its_end(tokenizer: UnigramTokenizer) -> None:
    text = "ｗｏｒｄ" * 10_000
    placed = tokenizer.place(text)
    assert (placed.starts[0], placed.ends[-1]) == (0, len(text))


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=40))
def test_the_pieces_are_those_without_places_and_stand_in_order(text: str) -> None:
    folded = unicodedata.normalize("NFKC", " ".join(text.replace("▁", " ").split())).split()
    words = list(folded_words(text, "▁"))
    assert [word.text for word in words] == folded
    for word in words:
        for letter, start, end in zip(word.text, word.starts, word.ends, strict=True):
            assert letter in unicodedata.normalize("NFKC", text[start:end])


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet=st.sampled_from(ODD), max_size=60))
def test_any_text_is_cut_the_same_with_places_and_without(tokenizer: UnigramTokenizer, text: str) -> None:
    placed = tokenizer.place(text)
    assert list(placed.numbers) == tokenizer.encode(text, len(text) * 20 + 1)
    assert all(one <= other for one, other in pairwise(placed.starts))
    assert all(0 <= s <= e <= len(text) for s, e in zip(placed.starts, placed.ends, strict=True))
