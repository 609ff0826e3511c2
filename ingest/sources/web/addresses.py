"""Decides which addresses may be fetched; pure."""

from __future__ import annotations

import ipaddress

import httpx

from ingest.errors import ConfigurationError

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def check_address(address: str) -> httpx.URL:
    """The parsed address; raises `ConfigurationError` unless it is a plain http or https one with a host."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise ConfigurationError("This is no web address; write it as https://host/path.") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError("Only http and https addresses are fetched; write it as https://host/path.")
    if url.port is not None and not 0 < url.port < 65_536:
        raise ConfigurationError("The port in the address does not exist; write it as https://host/path.")
    if url.userinfo:
        raise ConfigurationError(
            "The address holds a name or password; take it out and save the page to a file."
        )
    return url


def is_public(ip: str) -> bool:
    """Whether an IP address is on the public internet, whichever of the IPv6 ways to write IPv4 it uses."""
    try:
        parsed = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.is_site_local:
            return False
        inner = _embedded(parsed)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not (
        parsed.is_multicast or parsed.is_reserved or parsed.is_unspecified or parsed.is_loopback
    )


def _embedded(parsed: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that packets to `parsed` end up at: mapped, 6to4, Teredo or NAT64."""
    if parsed.ipv4_mapped or parsed.sixtofour:
        return parsed.ipv4_mapped or parsed.sixtofour
    if parsed.teredo:
        return parsed.teredo[1]
    return ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF) if parsed in _NAT64 else None
