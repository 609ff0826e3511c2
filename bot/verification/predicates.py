"""Tells the words of a sentence that say what is done from those that say of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.verification.reading import Reading

# A Korean noun with the verb "do" or "become" behind it, and English verbs by their endings and by heart.
_KOREAN = re.compile(r"(?:하|한|할|함|해|했|되|된|될|됐|돼|시키|시킨)")
_ENGLISH = re.compile(
    r"(?:[a-z]{2,}ed|[a-z]{3,}[^s\W]s|began|took|held|led|made|rose|fell|drew|sought|found|wrote|brought|sold|bought|spent"
    r"|sent|left|built|won|lost|paid|chose|broke|gave|met|hid|cut)\b"
)


def predicates_in(reading: Reading) -> Iterator[str]:
    """The keys of the words of a sentence that look like what is done."""
    for mark in reading.marks:
        form = _KOREAN if "가" <= mark.key[0] <= "힣" else _ENGLISH
        start = mark.start + len(mark.key) if form is _KOREAN else mark.start
        if form.match(reading.text, start):
            yield mark.key
