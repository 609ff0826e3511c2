import pytest

from ingest.errors import DocumentError
from ingest.parsers.cleaning import decode

_KOREAN = "대한민국과 싱가포르는 인공지능 협력을 강화한다. 뷁 똠방각하 KRW 50 billion\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp949"])
def test_korean_text_is_read_in_each_encoding_in_use(encoding: str) -> None:
    assert decode(_KOREAN.encode(encoding)) == _KOREAN


def test_euc_kr_is_read() -> None:
    text = "공동 연구는 2027년에 시작한다."
    assert decode(text.encode("euc_kr")) == text


def test_big_endian_utf_16_with_its_mark_is_read() -> None:
    assert decode(b"\xfe\xff" + "협력".encode("utf-16-be")) == "협력"


def test_western_text_in_latin_1_is_not_taken_for_korean() -> None:
    text = "Le président a signé l'accord à Séoul, où l'été était déjà là. " * 4
    assert decode(text.encode("cp1252")) == text


def test_english_with_the_curly_apostrophes_of_windows_is_not_taken_for_korean() -> None:
    text = "Korea’s ministry and Singapore’s agency agreed; the fund’s size isn’t known."
    assert decode(text.encode("cp1252")) == text


def test_a_declared_encoding_is_believed_if_it_fits() -> None:
    assert decode("정부".encode("cp949"), "euc-kr") == "정부"


def test_a_declared_encoding_that_does_not_fit_or_exist_is_passed_over() -> None:
    assert decode("정부 é".encode(), "ascii") == "정부 é"
    assert decode("정부".encode(), "no-such-code") == "정부"


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 30, b"\x7fELF\x02\x01\x01\x00" * 9, bytes(range(256)) * 5],
    ids=["png", "elf", "all bytes"],
)
def test_binary_data_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(DocumentError, match="binary data; save it as text"):
        decode(data)


def test_a_byte_order_mark_that_lies_is_refused() -> None:
    with pytest.raises(DocumentError, match="says that it is UTF-8"):
        decode(b"\xef\xbb\xbf\xff\xff")
