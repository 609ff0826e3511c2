"""Finds a sentence that takes what is planned for done, or what is done for planned."""

from __future__ import annotations

import re
from enum import Enum

from ingest.language.hangul import ending_of

_PLANNED = re.compile(
    r"\b(?i:will|shall|would|(?:is|are|was|were)\s+(?:also\s+)?to|to\s+be|going\s+to|due|set\s+to|expect\w*|intend\w*|aims?"
    r"|aimed|schedul\w+|target\w*|goals?|hopes?|seeks?|forthcoming|moving\s+ahead|being)\b|\b(?:plan(?:s|ned|ning)?)\b"
    r"|예정|방침|전망|목표|예상|기대|(?<=[가-힣])기로|[려하]고자|려고|겠|(?<=[할될릴칠볼줄갈쓸둘를일])\s?(?:계획|것)"
)
# Regular forms stand behind "is" and "be" for what is so or shall be.
_DONE = re.compile(
    r"\b(?:was|were|had|has|have|did|began|begun|took|held|led|made|said|grew|came|gave|met|became|rose|fell|ran|drew"
    r"|sought|told|found|wrote|brought|sold|bought|spent|sent|left|built|went|saw|kept|won|lost|got|spoke|chose|paid"
    r"|arose|broke|drove|forbade|foresaw|froze|knew|overcame|oversaw|overtook|shook|shrank|sank|swore|threw|underwent"
    r"|undertook|withdrew)\b"
    r"(?!\s+to\s+be\b)|(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bbeing )(?<!\balso )(?<!-)\b[a-z]{2,}ed\b(?!-)"
)
_SYLLABLE = re.compile(r"[가-힣](?=다|으[며나]|고|지|는|던|습)")
# The ending ㅆ, as `ending_of` numbers it.
_PAST = 20


class Tense(Enum):
    """Whether a text tells what is planned or what is done."""

    PLANNED = "planned"
    DONE = "done"


def tense_of(text: str) -> Tense | None:
    """The tense of `text`; None where it has both, or neither."""
    is_planned, is_done = _PLANNED.search(text) is not None, _is_done(text)
    if is_planned is is_done:
        return None
    return Tense.PLANNED if is_planned else Tense.DONE


def tense_is_other(sentence: str, evidence: str) -> bool:
    """Whether one of the two tells only what is planned, and the other only what is done."""
    tenses = {tense_of(sentence), tense_of(evidence)}
    return None not in tenses and len(tenses) > 1


def _is_done(text: str) -> bool:
    """Whether a verb stands in the past; in Korean by the sign ㅆ of its stem, but for 있 and 겠."""
    if _DONE.search(text):
        return True
    syllables = (found.group() for found in _SYLLABLE.finditer(text))
    return any(ending_of(each) == _PAST and each not in "있겠" for each in syllables)
