"""Citation marks are found in every form that models write, and no other brackets are."""

import pytest

from bot.verification.sentences import SplitCitations, split_citations


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("It runs for five years [1].", (1,)),
        ("It runs for five years. [1][3]", (1, 3)),
        ("It runs [1, 2] for five years [2; 3].", (1, 2, 3)),
        ("It runs for five years [1-3].", (1, 2, 3)),
        ("It runs for five years [99][0][-1].", (99, 0, -1)),
        ("It runs for five years 【1†source】.", (1,)),
        ("It runs for five years (Source 2).", (2,)),
        ("5년간 진행된다(출처 2).", (2,)),
        ("It runs for five years (1).", (1,)),
        ("It runs for five years [Source 1, Source 2].", (1, 2)),
        ("It runs for five years [1](https://example.org).", (1,)),
        ("It runs for five years [1-900000000].", (1, 900000000)),
        ("It runs for five years [^4].", (4,)),
    ],
)
def test_marks_are_taken_out_and_counted(sentence: str, numbers: tuple[int, ...]) -> None:
    found = split_citations(sentence)

    assert found.numbers == numbers
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
