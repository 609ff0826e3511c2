from __future__ import annotations

import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from ingest.embedding.model_store import onnx_folder, torch_folder
from ingest.embedding.settings import EmbeddingSettings
from ingest.embedding.unigram import UnigramTokenizer
from ingest.embedding.vocabulary import Vocabulary, read_vocabulary

PIECES = ["<unk>", "▁", "a", "b", "ab", "▁ab", "▁a"]
SCORES = [0.0, -3.0, -2.0, -2.0, -3.0, -4.0, -2.5]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary(onnx_folder(EmbeddingSettings().folder))


@pytest.fixture(scope="session")
def reference() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(torch_folder(EmbeddingSettings().folder) / "tokenizer.json"))
    tokenizer.enable_truncation(512)
    return tokenizer


def test_the_most_probable_cut_wins() -> None:
    tokenizer = UnigramTokenizer(PIECES, SCORES, unknown=0)
    # "▁ab" as one piece costs 4.0; "▁a" + "b" 4.5; "▁" + "ab" 6.0; "▁" + "a" + "b" 7.0.
    assert tokenizer.encode("ab", 9) == [5]
    # "▁ab" + "ab" costs 7.0, less than "▁a" + "b" + "ab" at 7.5.
    assert tokenizer.encode("abab", 9) == [5, 4]


def test_a_run_of_unknown_characters_is_one_piece_in_each_word() -> None:
    tokenizer = UnigramTokenizer(PIECES, SCORES, unknown=0)
    assert tokenizer.encode("xyz ax", 9) == [1, 0, 6, 0]


def test_white_space_and_compatibility_forms_are_folded() -> None:
    tokenizer = UnigramTokenizer(PIECES, SCORES, unknown=0)
    assert tokenizer.encode("  ａb\t\n a ", 9) == tokenizer.encode("ab a", 9) == [5, 6]
    assert tokenizer.encode("", 9) == tokenizer.encode(" \n", 9) == []


def test_a_text_is_cut_off_at_the_limit(vocabulary: Vocabulary) -> None:
    tokens = vocabulary.encode("word " * 100_000)
    assert len(tokens) == 512
    assert (tokens[0], tokens[-1]) == (0, 2)


@pytest.mark.parametrize(
    "text",
    [
        "The joint research programme starts in 2027, with KRW 50 billion (about USD 36 million).",
        "양국은 2026년 3월 2일 정상회담에서 인공지능 협력 양해각서 7건을 체결했다고 과기정통부가 밝혔다.",
        "“Quoted” — with ½, ㎡, １２３, ﬁne and é; e\u0301 too.",
        "混ぜた日本語と中文，العربية, ไทย, हिन्दी and 🙂🙂🙂 together.",
        "https://example.org/a_very/long-path?with=query&and=more#fragment",
        "",
    ],
)
def test_texts_are_cut_as_the_reference_tokenizer_cuts_them(
    text: str, vocabulary: Vocabulary, reference: Tokenizer
) -> None:
    assert vocabulary.encode(text) == reference.encode(text).ids


def test_the_shipped_documents_are_cut_as_the_reference_tokenizer_cuts_them(
    vocabulary: Vocabulary, reference: Tokenizer
) -> None:
    documents = sorted((Path(__file__).parents[3] / "documents").glob("*.md"))
    assert documents
    for path in documents:
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            assert vocabulary.encode(paragraph) == reference.encode(paragraph).ids, json.dumps(paragraph)
