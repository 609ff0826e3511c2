"""What people typed as it may be kept: without the ids by which Discord knows people and channels."""

from __future__ import annotations

import re

# <@1>, <@!1>, <@&1>, <#1>, </ask:1>, <:name:1>, <a:name:1>, <t:1:R>, <id:home>
_MARKUP = re.compile(r"<(?:@[!&]?|#|/[^<>:]{1,100}:|a?:\w{1,32}:|t:-?|id:)[^<>\s]{1,32}>")
_LINK = re.compile(
    r"(?:https?://)?(?:\w+\.)?(?:discord(?:app)?\.com/(?:channels|users)|discord\.gg)/[\w@/-]+", re.I
)
# Discord's ids are numbers of the time in 17 to 20 digits; no figure is written so without a comma.
_ID = re.compile(r"(?<![\w.,])\d{17,20}(?![\w.,]*\d)")
_HALF = re.compile("[\ud800-\udfff]")
_GONE = "…"


def keepable(text: str) -> str:
    """The text with a sign of omission in place of each mention, link into Discord and bare id.

    Half a character, which no file can hold, becomes the mark for one that is unknown.
    """
    for pattern in (_MARKUP, _LINK, _ID):
        text = pattern.sub(_GONE, text)
    return _HALF.sub("\ufffd", text)
