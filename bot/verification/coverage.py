"""How much of what a sentence says the words of its evidence say too."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.verification.lexicon import Lexicon
from bot.verification.reading import Reading

_GENERAL_WEIGHT, _NAME_WEIGHT = 0.3, 0.5
# A Korean token of one syllable stands in every text by chance.
_CERTAIN = 2


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a sentence is said: the weight of it as a share, 0 to 1, and the keys.

    `weight` is that of all keys together: a general word weighs 0.3, a part of a name 0.5, another 1.
    """

    share: float
    said: frozenset[str]
    unsaid: tuple[str, ...]
    weight: float


def covered(
    keys: Sequence[str], by: Sequence[Reading], lexicon: Lexicon, named: Collection[str] = ()
) -> Coverage:
    """How much of `keys`, the marks of a sentence or of a part of it, the texts `by` say together.

    `named` are those that belong to names.
    """
    held: set[str] = set().union(*(each.keys for each in by))
    said = lexicon.said(keys, held)
    said |= {key for key in keys if _stands(key, by)}
    weights = [_weight(key, lexicon, named) for key in keys]
    total = sum(weights)
    have = sum(weight for key, weight in zip(keys, weights, strict=True) if key in said)
    unsaid = tuple(key for key in keys if key not in said)
    return Coverage(have / total if total else 0.0, frozenset(said), unsaid, total)


def _weight(key: str, lexicon: Lexicon, named: Collection[str]) -> float:
    if key in named:
        return _NAME_WEIGHT
    return _GENERAL_WEIGHT if key in lexicon.general else 1.0


def _stands(key: str, by: Sequence[Reading]) -> bool:
    """Whether a Korean word stands in one of the texts, however the morphology divided it there."""
    return len(key) >= _CERTAIN and "가" <= key[0] <= "힣" and any(key in each.squeezed for each in by)
