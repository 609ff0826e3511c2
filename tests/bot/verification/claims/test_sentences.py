"""A claim is cut into sentences in plain words, whatever it was copied from."""

from __future__ import annotations

import pytest

from bot.verification.claim_check import sentences_of


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
def test_cut(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences
