"""Turns who asks into a key that no two askers share and that nobody can turn back into a name.

The key is BLAKE2b (RFC 7693) keyed with a secret, so that whoever sees the store cannot find a name by
hashing all the names that come to mind, as they could with a plain hash.
"""

from __future__ import annotations

from hashlib import blake2b

from bot.models import Requester

_KEY_BYTES = 20
_MIN_SECRET_BYTES = 16


def key_of(requester: Requester, secret: bytes) -> str:
    """The key of `requester`, 40 hexadecimal digits; `secret` is 16 to 64 random bytes.

    Each part counts with its length before it, so that no separator in a name moves a border; and as it is
    spelt, in case and code points, since two names that look alike may be two people's.
    """
    if len(secret) < _MIN_SECRET_BYTES:
        raise ValueError(f"the secret of the askers' keys has {len(secret)} bytes, too few to be one")
    digest = blake2b(digest_size=_KEY_BYTES, key=secret)
    for part in (requester.surface, requester.place, requester.person):
        # A lone surrogate, which a file name or an odd terminal can give, is no reason to fail.
        spelt = part.encode("utf-8", "surrogatepass")
        digest.update(len(spelt).to_bytes(8, "big") + spelt)
    return digest.hexdigest()
