"""A quotation must stand in its passage to the letter, but for its marks and white space."""

import pytest

from bot.verification.guards import find_missing_quotations, find_quotations

PASSAGE = (
    "The minister said: “Singapore offers one of the world's most\n advanced environments.”"
    " It is unable to stop."
)


@pytest.mark.parametrize(
    "sentence",
    [
        'He said "Singapore offers one of the world’s most advanced environments."',
        "He said ‘most advanced environments’.",
        "그는 「most advanced environments」라고 말하였다.",
        'He said "Singapore offers … advanced environments".',
    ],
)
def test_a_quotation_stands_whatever_its_marks(sentence: str) -> None:
    assert len(find_quotations(sentence)) == 1
    assert find_missing_quotations(sentence, PASSAGE) == []


@pytest.mark.parametrize(
    "quoted",
    [
        "Singapore offered one of the world's",
        "most advanced environment of",
        "able to stop",
        "advanced … offers",
    ],
)
def test_a_changed_quotation_is_missing(quoted: str) -> None:
    assert find_missing_quotations(f'He said "{quoted}".', PASSAGE) == [quoted]


def test_apostrophes_are_no_quotation_marks() -> None:
    assert find_quotations("Korea's act and the users' rights, it's said.") == []
