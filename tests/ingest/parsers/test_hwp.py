import io
import zipfile

import pytest

from ingest.errors import DocumentError
from ingest.parsers.limits import Limits
from tests.ingest.parsers.makers import FILES, blocks, only, refusal_of, with_wrong_bytes, zipped

_HWP = (FILES / "partnership.hwp").read_bytes()
_HWPX = (FILES / "partnership.hwpx").read_bytes()
_PROPERTIES = 36  # offset in the file header, whose bit 1 says that the text is under a password


@pytest.mark.parametrize(("data", "suffix"), [(_HWP, ".hwp"), (_HWPX, ".hwpx")], ids=["hwp", "hwpx"])
def test_headings_paragraphs_lists_and_tables_come_in_document_order(data: bytes, suffix: str) -> None:
    assert blocks(data, suffix) == [
        ("heading", 1, "한·싱 인공지능 협력 요약"),
        (
            "paragraph",
            0,
            "대한민국과 싱가포르는 2026년 3월 인공지능 협력 틀을 출범했다. 공동 연구 규모는 500억 원이다.",
        ),
        ("heading", 2, "공동 연구"),
        ("paragraph", 0, "협력 분야는 다음과 같다."),
        ("item", 1, "공공 안전"),
        ("item", 2, "연구자 교류"),
        ("item", 1, "차세대 기술"),
        ("table", 0, "기관 | 역할\nIITP | 연구 의제\nAISG | 공동 기획"),
        ("heading", 2, "Investment"),
        ("paragraph", 0, "The fund of funds targets USD 300 million by 2030."),
    ]


def test_a_file_with_the_other_ending_is_read_for_what_it_is() -> None:
    assert blocks(_HWPX, ".hwp") == blocks(_HWP, ".hwpx")


@pytest.mark.parametrize("share", [0.01, 0.1, 0.3, 0.4, 0.42])
def test_a_hwp_file_that_was_cut_off_in_its_text_is_refused(share: float) -> None:
    with pytest.raises(DocumentError, match="damaged or incomplete; open it in Hangul"):
        only(_HWP[: int(len(_HWP) * share)], ".hwp")


@pytest.mark.parametrize("share", [0.05, 0.5, 0.99])
def test_a_hwpx_file_that_was_cut_off_is_refused(share: float) -> None:
    with pytest.raises(DocumentError, match="damaged or no HWPX file"):
        only(_HWPX[: int(len(_HWPX) * share)], ".hwpx")


def test_a_file_with_a_password_is_refused_with_the_remedy() -> None:
    place = _HWP.index(b"HWP Document File") + _PROPERTIES
    locked = _HWP[:place] + bytes([_HWP[place] | 0b10]) + _HWP[place + 1 :]
    with pytest.raises(DocumentError, match="save it without protection"):
        only(locked, ".hwp")


def test_a_file_of_hangul_97_is_refused_with_the_remedy() -> None:
    with pytest.raises(DocumentError, match="save it as HWPX"):
        only(b"HWP Document File V3.00 \x1a\x01\x02" + bytes(300), ".hwp")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(DocumentError, match="unpacks to"):
        only(
            zipped({"Contents/section0.xml": bytes(3_000_000)}), ".hwpx", Limits(max_expanded_bytes=1_000_000)
        )


@pytest.mark.parametrize("data", [b"just text", zipped({"a.txt": b"x"})], ids=["text", "zip"])
def test_what_is_no_hangul_file_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="damaged or incomplete"):
        only(data, ".hwpx")


def _hwpx_with(part: str, old: bytes, new: bytes) -> bytes:
    """The HWPX file with the first `old` in one of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(_HWPX)) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert old in inside[part]
    return zipped(inside | {part: inside[part].replace(old, new, 1)})


def test_words_that_were_deleted_under_change_tracking_are_not_text() -> None:
    marks = (
        '공공 <hp:deleteBegin Id="1" TcId="9"/>비밀 <hp:deleteEnd Id="1" TcId="9" paraend="0"/>안전'.encode()
    )
    data = _hwpx_with("Contents/section0.xml", "공공 안전".encode(), marks)
    change = b'<hh:trackChanges><hh:trackChange id="9" type="Delete"/></hh:trackChanges></hh:refList>'
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    header = inside["Contents/header.xml"].replace(b"</hh:refList>", change, 1)
    texts = [text for _, _, text in blocks(zipped(inside | {"Contents/header.xml": header}), ".hwpx")]
    assert "공공 안전" in texts


def test_a_hwpx_with_entities_is_refused() -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><hs:sec'
    with pytest.raises(DocumentError, match="damaged or incomplete"):
        only(_hwpx_with("Contents/section0.xml", b"<hs:sec", entities), ".hwpx")


@pytest.mark.parametrize(("data", "suffix"), [(_HWP, ".hwp"), (_HWPX, ".hwpx")], ids=["hwp", "hwpx"])
def test_any_byte_may_be_wrong_and_still_there_is_a_document_or_a_sentence(data: bytes, suffix: str) -> None:
    refusals = {refusal_of(damaged, suffix) for damaged in with_wrong_bytes(data, len(data) // 120)}
    assert all(";" in refusal for refusal in refusals if refusal)  # the remedy stands behind it
    assert len(refusals) > 1
