"""Text is cut into the pieces of the reference tokenizer, and each stands where its letters do."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from ingest.embedding.e5.store import onnx_folder, torch_folder
from ingest.embedding.e5.tokenizer import UnigramTokenizer, Vocabulary, read_vocabulary
from ingest.settings import EmbeddingSettings

pytestmark = pytest.mark.slow

PIECES = ["<unk>", "▁", "a", "b", "ab", "▁ab", "▁a"]
SCORES = [0.0, -3.0, -2.0, -2.0, -3.0, -4.0, -2.5]
# Letters that join with or become others: marks, jamo, full width, ligatures, fractions, accents that stand
# alone, characters without width, and what counts as white space.
ODD = "aé\u0301\u0323\u200b\u200d\ufeff각ᄀ\u1161\u11a8ｶﾞＡ１ﬁﬃ½㎡´¨ﷺ…①ϓ\u0308 \u00a0\u3000\t\n▁🙂ʼn가힣"
TEXTS = [
    "The joint research programme starts in 2027, with KRW 50 billion (about USD 36 million).",
    "양국은 2026년 3월 2일 정상회담에서 인공지능 협력 양해각서 7건을 체결했다고 과기정통부가 밝혔다.",
    "“Quoted” — with ½, ㎡, １２３, ﬁne and é; e\u0301 too.",
    "混ぜた日本語と中文，العربية, ไทย, हिन्दी and 🙂🙂🙂 together.",
    "https://example.org/a_very/long-path?with=query&and=more#fragment",
    "",
]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary(onnx_folder(EmbeddingSettings().folder))


@pytest.fixture(scope="session")
def reference() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(torch_folder(EmbeddingSettings().folder) / "tokenizer.json"))
    tokenizer.enable_truncation(512)
    return tokenizer


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ab", [5]),  # "▁ab" as one piece costs 4.0; "▁a" + "b" 4.5; "▁" + "ab" 6.0; "▁" + "a" + "b" 7.0
        ("abab", [5, 4]),  # "▁ab" + "ab" costs 7.0, less than "▁a" + "b" + "ab" at 7.5
        ("xyz ax", [1, 0, 6, 0]),  # a run of unknown characters is one piece in each word
        ("  ａb\t\n a ", [5, 6]),  # white space and compatibility forms are folded
        (" \n", []),
    ],
)
def test_the_most_probable_cut_wins(text: str, pieces: list[int]) -> None:
    assert UnigramTokenizer(PIECES, SCORES, unknown=0).encode(text, 9) == pieces


def test_a_text_is_cut_off_at_the_limit(vocabulary: Vocabulary) -> None:
    tokens = vocabulary.encode("word " * 100_000)
    assert len(tokens) == 512
    assert (tokens[0], tokens[-1]) == (0, 2)


def test_texts_are_cut_as_the_reference_tokenizer_cuts_them(
    vocabulary: Vocabulary, reference: Tokenizer
) -> None:
    documents = sorted((Path(__file__).parents[3] / "documents").glob("*.md"))
    assert documents
    shipped = [part for path in documents for part in path.read_text(encoding="utf-8").split("\n\n")]
    for text in [*TEXTS, *shipped]:
        assert vocabulary.encode(text) == reference.encode(text).ids, json.dumps(text)


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
        ("the oﬃce  is", ["the", "oﬃce", "is"]),  # a letter that becomes several is one place
        ("cafe\u0301 au", ["cafe\u0301", "au"]),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8 말", ["\u1112\u1161\u11ab\u1100\u116e\u11a8", "말"]),
        ("zero\u200bwidth \ufeffmark", ["zero\u200bwidth", "\ufeffmark"]),
        ("ｗｏｒｄ" * 10_000, ["ｗｏｒｄ" * 10_000]),
    ],
    ids=range(7),
)
def test_the_pieces_of_a_word_cover_it_and_nothing_else(
    text: str, words: list[str], vocabulary: Vocabulary
) -> None:
    placed = vocabulary.tokenizer.place(text)
    for word in words:
        at = text.index(word)
        inside = [i for i, s in enumerate(placed.starts) if at <= s < at + len(word)]
        assert placed.starts[inside[0]] == at
        assert placed.ends[inside[-1]] == at + len(word)


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=40))
def test_any_text_is_cut_the_same_with_places_and_without(vocabulary: Vocabulary, text: str) -> None:
    placed = vocabulary.tokenizer.place(text)
    assert list(placed.numbers) == vocabulary.tokenizer.encode(text, len(text) * 20 + 1)
    assert all(left <= right for left, right in pairwise(placed.starts))
    assert all(0 <= s <= e <= len(text) for s, e in zip(placed.starts, placed.ends, strict=True))


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=40))
def test_a_piece_stands_for_the_characters_at_its_place(text: str) -> None:
    letters = sorted({*unicodedata.normalize("NFKC", text)} - {"▁"})  # each a piece of its own
    numbers = dict(enumerate(letters, start=2))
    tokenizer = UnigramTokenizer(["<unk>", "▁", *letters], [0.0] * (len(letters) + 2), unknown=0)
    placed = tokenizer.place(text)
    for number, start, end in zip(placed.numbers, placed.starts, placed.ends, strict=True):
        assert number == 1 or numbers[number] in unicodedata.normalize("NFKC", text[start:end])
