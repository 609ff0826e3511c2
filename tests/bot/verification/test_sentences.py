"""Sentences are cut from a stream as early as they can be, and their citation marks and markup taken out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification.claim_check import sentences_of
from bot.verification.sentences import LONGEST, SentenceStream, SplitCitations, split_citations
from tests.bot.text.data import verification_rows

pytestmark = pytest.mark.slow

TEXTS = (
    "The programme runs for five years. [1] It starts in 2027 [2][3]. The fund is separate",
    "1. Foo is good [1].\n2. Bar cost approx. S$1 billion [2].\n- item one\n[3]\nLast",
    "행사는 2026. 3. 2. 서울에서 열렸다[1]. 규모는 3.5억 원이다.[2] 끝",
    'He said: "We go. Then we stop." [1] It ended in 2024. 12 people came 【1†source】 (Source 2). X',
    "**Seven** MOUs (in 2026. maybe) were signed [1, 2].\n\nNOT STATED",
)
PIECES = (
    "a",
    "B",
    " ",
    ".",
    "!",
    "\n",
    "[1]",
    "[",
    "]",
    "(",
    ")",
    '"',
    "2026. 3. 2.",
    "e.g. ",
    "다",
    "3.5",
    "“",
    "”",
)


def sentences(*pieces: str) -> list[str]:
    stream = SentenceStream()
    return [sentence for piece in pieces for sentence in stream.feed(piece)] + stream.end()


@pytest.mark.parametrize("text", TEXTS)
def test_character_by_character_gives_the_same_sentences(text: str) -> None:
    assert sentences(*text) == sentences(text)


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.data())
def test_any_split_of_a_text_gives_the_same_sentences(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)))))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]

    assert sentences(*pieces) == sentences(text)


@given(st.lists(st.sampled_from(PIECES), max_size=100).map("".join))
def test_no_character_but_white_space_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_a_mark_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    assert sentences(TEXTS[0]) == [
        "The programme runs for five years. [1]",
        "It starts in 2027 [2][3].",
        "The fund is separate",
    ]


def test_a_mark_on_a_line_of_its_own_belongs_to_the_sentence_before() -> None:
    assert sentences("- item one\n[3]\nLast") == ["- item one\n[3]", "Last"]


def test_dates_with_full_stops_abbreviations_and_decimals_are_not_cut() -> None:
    assert sentences(TEXTS[2]) == ["행사는 2026. 3. 2. 서울에서 열렸다[1].", "규모는 3.5억 원이다.[2]", "끝"]
    assert sentences("It cost approx. S$1.5 billion [1]. Next") == [
        "It cost approx. S$1.5 billion [1].",
        "Next",
    ]


def test_a_quotation_of_two_sentences_is_not_cut() -> None:
    assert sentences('He said: "We go. Then we stop." [1] Next.') == [
        'He said: "We go. Then we stop." [1]',
        "Next.",
    ]


def test_a_sentence_is_given_with_the_first_character_of_the_next() -> None:
    stream = SentenceStream()

    assert stream.feed("It runs for five years [1]. ") == []
    assert stream.feed("T") == ["It runs for five years [1]."]


def test_the_rest_of_an_overlong_sentence_is_dropped() -> None:
    given_out = sentences("a" * (LONGEST + 50) + " and the fund is large [1]. The next stands [1].")

    assert [len(each) for each in given_out] == [LONGEST + 1, len("The next stands [1].")]


@pytest.mark.parametrize(("sentence", "numbers"), verification_rows("citations.tsv"))
def test_marks_are_taken_out_and_counted(sentence: str, numbers: str) -> None:
    found = split_citations(sentence)

    assert " ".join(map(str, found.numbers)) == numbers
    assert not set("[]【】()") & set(found.text)
    assert found.text.endswith((".", "."))


@pytest.mark.parametrize(
    "sentence", ["It runs for five years 【4:0†source】.", "It runs for five years [^note]."]
)
def test_a_forged_mark_cites_nothing_and_is_not_shown(sentence: str) -> None:
    assert split_citations(sentence) == SplitCitations("It runs for five years.", ())


@pytest.mark.parametrize(
    "sentence", ["It is small (see below).", "It ran up to 10^26 FLOP.", "It [sic] ran (2024 to 2026)."]
)
def test_other_brackets_stay(sentence: str) -> None:
    assert split_citations(sentence) == SplitCitations(sentence, ())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One is so. Two is so!", ["One is so.", "Two is so!"]),
        ("- **One** is `so` [1][2].\n- Two is so. (출처 3)", ["One is so.", "Two is so."]),
        ("2026. 3. 2. 서명하였다. 그 뒤에 발표하였다.", ["2026. 3. 2. 서명하였다.", "그 뒤에 발표하였다."]),
        ("One is so.\nOne is so.", ["One is so."]),
        ("One is so, see <https://example.org/a.b>. Two is so.", ["One is so, see", "Two is so."]),
        (" … \n🎉\n", []),
        ("", []),
    ],
)
def test_a_claim_is_cut_into_sentences_in_plain_words(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences
