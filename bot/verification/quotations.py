"""Finds the quotations in a sentence, and those that do not stand in a passage to the letter."""

from __future__ import annotations

import re

_QUOTED = re.compile(
    r"“([^“”]+)[”\"]|\"([^\"“”]+)[\"”]|「([^「」]+)」|『([^『』]+)』|«([^«»]+)»|《([^《》]+)》|〈([^〈〉]+)〉"
    r"|(?<![\w’'])‘([^‘’]+(?:’(?=\w)[^‘’]*)*)’(?!\w)|(?<![\w’'])'([^'\n]+(?:'(?=\w)[^'\n]*)*)'(?!\w)"
)
_MARKS = re.compile(r"[\"“”„‟'‘’‚‛`´«»「」『』《》〈〉]")
# The sentence's own punctuation may stand inside the quotation marks.
_EDGES = " .,;:!?…。"
_DOTS = re.compile(r"\s*(?:\.{3}|…|\[\.{3}\]|\[…\])\s*")


def quotations_in(sentence: str) -> list[str]:
    """What stands in quotation marks, without them, in order."""
    return [next(filter(None, found.groups()), "").strip() for found in _QUOTED.finditer(sentence)]


def without_quotations(sentence: str) -> str:
    """The sentence's own words."""
    return _QUOTED.sub(" ", sentence)


def missing_quotations(sentence: str, passage: str) -> list[str]:
    """The quotations of `sentence` that `passage` does not hold.

    Quotation marks and white space are folded and the punctuation at a quotation's edges is the sentence's;
    all else is compared to the letter. What an ellipsis leaves out may be left out, in that order.
    """
    held = _folded(passage)
    return [quote for quote in quotations_in(sentence) if not _stands(quote, held)]


def _stands(quote: str, held: str) -> bool:
    at = 0
    for part in _DOTS.split(quote):
        words = re.escape(_folded(part).strip(_EDGES))
        # "able" does not stand in "unable", but a Korean particle may follow.
        found = re.compile(rf"(?<![A-Za-z0-9]){words}(?![A-Za-z0-9])").search(held, at)
        if found is None:
            return False
        at = found.end()
    return True


def _folded(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())
