"""How much of what a sentence says the words of its evidence say too."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.verification.lexicon import Lexicon

_GENERAL_WEIGHT = 0.3
# A Korean token of one syllable stands in every text by chance.
_CERTAIN = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as they are compared: tokens in reading order, and the text without spaces."""

    tokens: tuple[str, ...]
    squeezed: str = ""

    @property
    def distinct(self) -> frozenset[str]:
        """The tokens, each once."""
        return frozenset(self.tokens)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a sentence is said: the weight of it as a share, 0 to 1, and the tokens.

    `lost` is the heaviest run of neighbouring tokens that are not said, in tokens that are not general.
    """

    share: float
    said: frozenset[str]
    unsaid: tuple[str, ...]
    lost: float


def covered(sentence: Words, by: Sequence[Words], lexicon: Lexicon) -> Coverage:
    """How much of `sentence` the texts `by` say together."""
    held: set[str] = set().union(*(each.tokens for each in by))
    said = lexicon.said(sentence.tokens, held)
    said |= {token for token in sentence.tokens if _stands(token, by)}
    weights = [_weight(token, lexicon) for token in sentence.tokens]
    total = sum(weights)
    have = sum(weight for token, weight in zip(sentence.tokens, weights, strict=True) if token in said)
    unsaid = tuple(token for token in sentence.tokens if token not in said)
    return Coverage(have / total if total else 0.0, frozenset(said), unsaid, _lost(sentence, weights, said))


def _stands(token: str, by: Sequence[Words]) -> bool:
    """Whether a Korean token stands in one of the texts, however the morphology divided it there."""
    return len(token) >= _CERTAIN and "가" <= token[0] <= "힣" and any(token in each.squeezed for each in by)


def _lost(sentence: Words, weights: Sequence[float], said: Collection[str]) -> float:
    worst = run = 0.0
    for token, weight in zip(sentence.tokens, weights, strict=True):
        run = 0.0 if token in said else run + weight
        worst = max(worst, run)
    return worst


def _weight(token: str, lexicon: Lexicon) -> float:
    return _GENERAL_WEIGHT if token in lexicon.general else 1.0
