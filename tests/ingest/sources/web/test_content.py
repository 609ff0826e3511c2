import pytest

from ingest.errors import DocumentError
from ingest.parsers import SUFFIXES
from ingest.sources.web.content import _SUFFIX_OF, as_utf8, suffix_of


def test_every_content_type_leads_to_a_reader() -> None:
    assert set(_SUFFIX_OF.values()) <= SUFFIXES


@pytest.mark.parametrize(
    ("content_type", "path", "suffix"),
    [
        ("text/html; charset=utf-8", "/", ".html"),
        ("TEXT/HTML", "/report.pdf", ".html"),
        ("application/pdf", "/download?id=1", ".pdf"),
        ("text/plain", "/notes", ".txt"),
        ("text/plain; charset=utf-8", "/README.md", ".md"),
        ("application/octet-stream", "/%EC%9E%90%EB%A3%8C.hwp", ".hwp"),
        ("application/zip", "/a.hwpx", ".hwpx"),
        ("", "/a.docx", ".docx"),
        ("application/x-unheard-of", "/a.PDF", ".pdf"),
    ],
)
def test_the_content_type_decides_and_the_path_where_it_is_vague(
    content_type: str, path: str, suffix: str
) -> None:
    assert suffix_of(content_type, path) == suffix


@pytest.mark.parametrize("content_type", ["image/png", "video/mp4", "", "application/octet-stream"])
def test_a_type_that_no_reader_is_for_is_refused(content_type: str) -> None:
    with pytest.raises(DocumentError, match="save it in a supported format"):
        suffix_of(content_type, "/x")


def test_text_in_the_charset_of_the_server_becomes_utf_8() -> None:
    data = as_utf8("협력".encode("euc_kr"), 'text/html; charset="EUC-KR"', ".html")
    assert data.decode("utf-8-sig") == "협력"


@pytest.mark.parametrize("charset", ["no-such-code", "utf-8"])
def test_a_charset_that_does_not_fit_changes_nothing(charset: str) -> None:
    raw = "협력".encode("euc_kr")
    assert as_utf8(raw, f"text/html; charset={charset}", ".html") == raw


def test_a_file_that_is_no_text_is_never_recoded() -> None:
    assert as_utf8(b"%PDF \xe9", "application/pdf; charset=latin-1", ".pdf") == b"%PDF \xe9"
