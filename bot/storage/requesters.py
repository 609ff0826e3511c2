"""Keys of persons: keyed hashes that no two persons share and that nobody can turn back into a name.

A key is BLAKE2b (RFC 7693) keyed with a secret, so that whoever sees the database cannot find a name by
hashing all the names that come to mind, as with a plain hash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from sqlalchemy import Connection, delete, select

from bot.models import Requester
from bot.storage.tables import forgotten

_DIGEST_BYTES = 20
_MIN_SECRET_BYTES = 16
# No answer waits and works longer than the 15 minutes of a Discord interaction; the rest is for slow clocks.
_MARK_LASTS_S = 3600.0


def key_of(requester: Requester, secret: bytes) -> str:
    """The key of `requester` in their place, 40 hexadecimal digits; `secret` is 16 to 64 random bytes.

    Each part counts with its length before it, so that no separator in a name moves a border; and as it is
    spelt, in case and code points, since two names that look alike may be two people's.
    """
    if len(secret) < _MIN_SECRET_BYTES:
        raise ValueError(f"the secret of the persons' keys has {len(secret)} bytes, too few to be one")
    digest = blake2b(digest_size=_DIGEST_BYTES, key=secret)
    for part in (requester.surface, requester.place, requester.person):
        # A lone surrogate, which a file name or an odd terminal can give, is no reason to fail.
        spelt = part.encode("utf-8", "surrogatepass")
        digest.update(len(spelt).to_bytes(8, "big") + spelt)
    return digest.hexdigest()


def person_keys(requester: Requester, secrets: Sequence[bytes]) -> list[str]:
    """The keys under which this person's rows are kept, the present one first.

    Earlier releases hashed with other secrets, and in records with the place.
    """
    person = replace(requester, place="")
    return [key_of(name, secret) for name in (person, requester) for secret in secrets]


def mark_forgotten(connection: Connection, keys: Sequence[str], now: dt.datetime) -> None:
    """Note that the person with these keys is forgotten now, and drop marks that have had their time."""
    marks, at = sorted({_mark_of(key) for key in keys}), now.timestamp()
    connection.execute(
        delete(forgotten).where((forgotten.c.at < at - _MARK_LASTS_S) | forgotten.c.mark.in_(marks))
    )
    connection.execute(forgotten.insert(), [{"mark": mark, "at": at} for mark in marks])


def is_forgotten(connection: Connection, key: str, asked_at: dt.datetime | None) -> bool:
    """Whether the person with this key was forgotten at `asked_at` or since; None is never."""
    if asked_at is None or not key:
        return False
    query = select(forgotten.c.at).where(
        forgotten.c.mark == _mark_of(key), forgotten.c.at >= asked_at.timestamp()
    )
    return connection.execute(query).first() is not None


def _mark_of(key: str) -> str:
    return blake2b(key.encode(), digest_size=_DIGEST_BYTES, person=b"forgotten").hexdigest()
