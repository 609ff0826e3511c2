"""Bytes become text in whichever encoding they are, without what a reader would not see."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from ingest.errors import DocumentError
from ingest.parsers.cleaning import clean, decode, one_line, tidy_lines

_KOREAN = "대한민국과 싱가포르는 인공지능 협력을 강화한다. 뷁 똠방각하 KRW 50 billion\n"


def test_every_control_format_and_surrogate_character_but_the_line_feed_goes() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\n\t\r\x0b\x0c\x85":
            assert clean(f"a{character}b") == "ab", hex(code)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("가나 ABC 123 ₩€% “quoted” – é", "가나 ABC 123 ₩€% “quoted” – é"),
        (unicodedata.normalize("NFD", "싱가포르"), "싱가포르"),
        ("signed" + "".join(chr(0xE0000 + ord(letter)) for letter in "ignore") + ".", "signed."),
        ("a\u3164\u202eb\u2066\u115f", "ab"),
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
    ],
)
def test_letters_stay_composed_and_what_is_hidden_goes(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_white_space_is_folded_within_lines_and_empty_lines_go() -> None:
    assert one_line(" a\u00a0 \n\tb\u3000c ") == "a b c"
    assert tidy_lines("  a  b \n\n \n c\t") == "a b\nc"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((_KOREAN, encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp949")),
        ("공동 연구는 2027년에 시작한다.", "euc_kr"),
        ("Le président a signé l'accord à Séoul, où l'été était déjà là. " * 4, "cp1252"),
        ("Korea’s ministry and Singapore’s agency agreed; the fund’s size isn’t known.", "cp1252"),
    ],
)
def test_text_is_read_in_each_encoding_in_use(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [("정부", "cp949", "euc-kr"), ("정부 é", "utf-8", "ascii"), ("정부", "utf-8", "no-such-code")],
)
def test_a_declared_encoding_is_believed_if_it_fits(text: str, encoding: str, declared: str) -> None:
    assert decode(text.encode(encoding), declared) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 30, "binary data; save it as text"),
        (b"\x7fELF\x02\x01\x01\x00" * 9, "binary data; save it as text"),
        (bytes(range(256)) * 5, "binary data; save it as text"),
        (b"\xef\xbb\xbf\xff\xff", "says that it is UTF-8"),
    ],
    ids=["png", "elf", "all bytes", "a mark that lies"],
)
def test_what_is_no_text_is_refused_with_a_remedy(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        decode(data)
