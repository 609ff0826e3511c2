"""Only plain web addresses on the public internet may be fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ConfigurationError
from ingest.sources.web_guard import check_address, is_public

_PRIVATE = (Path(__file__).parent / "private_addresses.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("ip", ["", *(line.partition("  #")[0] for line in _PRIVATE)])
def test_what_is_not_on_the_public_internet_is_told(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is_public_is_told(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "address",
    ["ftp://a.example/x", "file:///etc/passwd", "a.example/x", "", "https://", "javascript:alert(1)",
     "http://[::1", "http://a:99999/", "http://a\x00b/"],
)  # fmt: skip
def test_anything_but_a_plain_http_or_https_address_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="https://host/path"):
        check_address(address)


def test_a_name_and_password_in_the_address_are_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigurationError, match="name or password") as refusal:
        check_address("https://kim:geheim@a.example/")
    assert "geheim" not in str(refusal.value)
