"""Short ids that a person can read out and type: Crockford's base 32, eight characters, no look-alikes.

The alphabet leaves out I, L, O and U (https://www.crockford.com/base32.html); what is typed for one of the
first three is taken for the digit that it looks like.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_BITS = 5  # of each character
_BYTES = 5  # 40 bits: among a hundred thousand records a new id is taken once in ten million times
_LENGTH = 8
_LOOK_ALIKES = str.maketrans("oil", "011")


def new_id(randomness: Callable[[int], bytes]) -> str:
    """An id out of five bytes from `randomness`, such as `os.urandom`."""
    number = int.from_bytes(randomness(_BYTES), "big")
    return "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(_LENGTH)))


def as_id(typed: str) -> str | None:
    """The id that was meant by what was typed or pasted, or None where that can be none.

    Capitals, full-width letters, spaces, hyphens and other signs make no difference.
    """
    letters = unicodedata.normalize("NFKC", typed).lower()
    tidy = "".join(each for each in letters if each.isalnum()).translate(_LOOK_ALIKES)
    return tidy if len(tidy) == _LENGTH and set(tidy) <= set(ALPHABET) else None
