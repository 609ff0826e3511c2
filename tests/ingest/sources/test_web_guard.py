import pytest

from ingest.errors import ConfigurationError
from ingest.sources.web_guard import check_address, is_public


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",  # where clouds keep their credentials
        "100.64.0.1",  # carrier-grade NAT
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "2002:7f00:1::",  # 6to4 of 127.0.0.1
        "2002:a00:1::",  # 6to4 of 10.0.0.1
        "2001:0:5ef5:79fb:0:0:80ff:fffe",  # Teredo of 127.0.0.1, whose bits it inverts
        "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
        "64:ff9b:1::1",
        "",
        "localhost",
    ],
)
def test_what_is_not_on_the_public_internet_is_told(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is_public_is_told(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "address",
    ["ftp://a.example/x", "file:///etc/passwd", "a.example/x", "", "https://", "javascript:alert(1)"],
)
def test_anything_but_http_and_https_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="https://host/path"):
        check_address(address)


@pytest.mark.parametrize("address", ["http://[::1", "http://a:99999/", "http://a\x00b/"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="https://host/path"):
        check_address(address)


def test_a_name_and_password_in_the_address_are_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigurationError, match="name or password") as refusal:
        check_address("https://kim:geheim@a.example/")
    assert "geheim" not in str(refusal.value)
