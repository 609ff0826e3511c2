"""A page is fetched from public addresses only, within its limits, or refused with the remedy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import ConfigurationError, DocumentError, PageNotFoundError, UnavailableError
from ingest.parsers.registry import SUFFIXES
from ingest.sources.web_page import _SUFFIX_OF, Page, WebLimits, as_utf8, fetch_page, suffix_of
from tests.ingest.sources.web_server import ENDLESS_PIECE, Server, serving, speak_tls

pytestmark = pytest.mark.slow

_OPEN = WebLimits(allow_private=True, total_s=20, read_s=10)
_PUBLIC_IP = "8.8.8.8"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def _names(**addresses: str) -> "_Names":
    return _Names({name.replace("_", "."): ip for name, ip in addresses.items()})


class _Names:
    """A resolver that knows a few names and remembers what it was asked."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self.addresses = addresses
        self.asked: list[str] = []

    def __call__(self, host: str) -> list[str]:
        self.asked.append(host)
        if host not in self.addresses:
            raise OSError("no such name")
        return self.addresses[host].split()


def test_a_page_comes_with_its_bytes_its_reader_and_its_address(server: Server) -> None:
    server.page("/pact", "text/html; charset=utf-8", b"\xef\xbb\xbf<p>Pact</p>")
    address = server.address("/pact")
    assert fetch_page(address, _OPEN) == Page(b"\xef\xbb\xbf<p>Pact</p>", ".html", address)


def test_a_name_is_resolved_once_and_stays_the_host_of_the_request(server: Server) -> None:
    server.page("/", "text/plain", b"x")
    names = _names(pact_example="127.0.0.1")
    fetch_page(server.address("/", "pact.example"), _OPEN, names)
    assert names.asked == ["pact.example"]
    assert server.seen == [("/", f"pact.example:{server.port}")]


def test_the_next_address_of_a_name_is_tried_where_the_first_refuses(server: Server) -> None:
    server.page("/", "text/plain", b"x")
    names = _names(pact_example="127.0.0.77 127.0.0.1")  # the server listens on the second only
    assert fetch_page(server.address("/", "pact.example"), _OPEN, names).data == b"x"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_loopback_is_refused_by_default_however_it_is_written(server: Server, host: str) -> None:
    with pytest.raises((ConfigurationError, UnavailableError)) as refusal:
        fetch_page(server.address("/", host), WebLimits())
    assert "is not fetched" in str(refusal.value) or "not found" in str(refusal.value)
    assert server.seen == []


@pytest.mark.parametrize(
    "ip", ["10.0.0.5", "169.254.169.254", "192.168.0.1", "fd00::1", f"{_PUBLIC_IP} 127.0.0.1"]
)
def test_a_public_name_that_leads_to_a_private_address_is_refused(server: Server, ip: str) -> None:
    with pytest.raises(ConfigurationError, match="private network and is not fetched"):
        fetch_page(server.address("/", "pact.example"), WebLimits(), _names(pact_example=ip))
    assert server.seen == []


def test_a_redirect_from_an_allowed_page_to_a_private_address_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.redirect("/", server.address("/secret", "inside.example"))
    server.page("/secret", "text/plain", b"secret")
    # The server's own address passes for a public one; the name it redirects to leads to a private one.
    monkeypatch.setattr("ingest.sources.web_guard.is_public", lambda ip: ip == "127.0.0.1")
    names = _names(pact_example="127.0.0.1", inside_example="127.0.0.2")
    with pytest.raises(
        ConfigurationError, match=r"inside\.example is on this machine or in a private network"
    ):
        fetch_page(server.address("/", "pact.example"), WebLimits(), names)
    assert [path for path, _ in server.seen] == ["/"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "http://kim:pw@a.example/"])
def test_a_redirect_to_anything_but_a_plain_web_address_is_refused(server: Server, target: str) -> None:
    server.redirect("/", target)
    with pytest.raises(ConfigurationError):
        fetch_page(server.address("/"), _OPEN)


def test_redirects_are_followed_to_the_final_address(server: Server) -> None:
    server.redirect("/a", "/b", 301)
    server.redirect("/b", "sub/c?x=1", 308)
    server.page("/sub/c", "text/markdown", b"# Pact")
    assert fetch_page(server.address("/a"), _OPEN) == Page(b"# Pact", ".md", server.address("/sub/c?x=1"))


def test_redirects_without_end_are_refused_after_five(server: Server) -> None:
    server.redirect("/", "/")
    with pytest.raises(ConfigurationError, match="leads in circles"):
        fetch_page(server.address("/"), _OPEN)
    assert len(server.seen) == 6  # the page and five redirects


def _answer(
    status: int, content_type: str = "text/html", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, {"Content-Type": content_type} | named, b"only this"


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (_answer(404), PageNotFoundError, "There is no such page"),
        (_answer(410), PageNotFoundError, "There is no such page"),
        (_answer(401), ConfigurationError, "not open to all"),
        (_answer(403), ConfigurationError, "not open to all"),
        (_answer(400), ConfigurationError, "instead of a page"),
        (_answer(304), ConfigurationError, "instead of a page"),
        (_answer(429), UnavailableError, "try again later"),
        (_answer(500), UnavailableError, "try again later"),
        (_answer(503), UnavailableError, "try again later"),
        (_answer(200, Content_Encoding="gzip"), DocumentError, "compressed"),
        (_answer(200, "image/png"), DocumentError, "image/png, which is not read"),
        (_answer(200, Content_Length="1025"), DocumentError, "larger than 1 KB"),
        (_answer(200, Content_Length="100"), UnavailableError, "connection to the server failed"),
    ],
)
def test_each_answer_that_is_no_page_is_a_sentence_with_the_remedy(
    server: Server, answer: tuple[int, dict[str, str], bytes], error: type[Exception], words: str
) -> None:
    server.answers["/"] = answer
    with pytest.raises(error, match=words):
        fetch_page(server.address("/"), WebLimits(allow_private=True, max_bytes=1024))


def test_a_page_that_never_ends_is_cut_at_the_limit(server: Server) -> None:
    with pytest.raises(DocumentError, match="larger than"):
        fetch_page(
            server.address("/endless"), WebLimits(allow_private=True, max_bytes=10 * len(ENDLESS_PIECE))
        )


def test_a_page_of_exactly_the_limit_is_read(server: Server) -> None:
    server.page("/", "text/plain", b"x" * 1024)
    assert len(fetch_page(server.address("/"), WebLimits(allow_private=True, max_bytes=1024)).data) == 1024


def test_a_server_that_hangs_is_left_with_a_sentence(server: Server) -> None:
    with pytest.raises(UnavailableError, match="did not answer in time"):
        fetch_page(server.address("/hang"), WebLimits(allow_private=True, read_s=0.2))


@pytest.mark.parametrize("path", ["/drip-head", "/drip-body"])
def test_a_server_that_drips_is_left_at_the_deadline(server: Server, path: str) -> None:
    with pytest.raises(UnavailableError, match=r"took too long|in time"):
        fetch_page(server.address(path), WebLimits(allow_private=True, read_s=5, total_s=0.4))


def test_a_server_that_is_not_there_is_a_sentence(server: Server) -> None:
    names = _names(pact_example="127.0.0.77")
    with pytest.raises(UnavailableError, match="connection to the server failed"):
        fetch_page(server.address("/", "pact.example"), _OPEN, names)


def test_a_name_that_is_not_known_is_a_sentence() -> None:
    with pytest.raises(UnavailableError, match=r"name nowhere\.example was not found"):
        fetch_page("http://nowhere.example/", WebLimits(), _names())


def test_the_name_and_not_the_address_is_asked_for_in_tls_and_a_false_certificate_is_refused(
    server: Server, tmp_path: Path
) -> None:
    asked = speak_tls(server, tmp_path)
    names = _names(pact_example="127.0.0.1")
    with pytest.raises(UnavailableError, match="connection to the server failed"):
        fetch_page(f"https://pact.example:{server.port}/", _OPEN, names)
    assert asked == ["pact.example"]
    assert server.seen == []


def test_no_proxy_of_the_environment_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.page("/", "text/plain", b"direct")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch_page(server.address("/"), _OPEN).data == b"direct"


def test_a_page_in_the_charset_of_the_server_arrives_as_utf_8(server: Server) -> None:
    server.page("/", 'text/plain; charset="EUC-KR"', "협력".encode("euc_kr"))
    assert fetch_page(server.address("/"), _OPEN).data.decode("utf-8-sig") == "협력"


def test_every_content_type_leads_to_a_parser() -> None:
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
def test_a_type_that_no_parser_is_for_is_refused(content_type: str) -> None:
    with pytest.raises(DocumentError, match="save it in a supported format"):
        suffix_of(content_type, "/x")


@pytest.mark.parametrize("charset", ["no-such-code", "utf-8"])
def test_a_charset_that_does_not_fit_changes_nothing(charset: str) -> None:
    raw = "협력".encode("euc_kr")
    assert as_utf8(raw, f"text/html; charset={charset}", ".html") == raw


def test_a_file_that_is_no_text_is_never_recoded() -> None:
    assert as_utf8(b"%PDF \xe9", "application/pdf; charset=latin-1", ".pdf") == b"%PDF \xe9"
