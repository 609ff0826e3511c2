"""Replies to make cards from, as the assistant gives them."""

from __future__ import annotations

import datetime as dt

from bot.models import Answer, Citation, Language, Mode, NearPassage, Refusal
from prompts.phrases import phrase

PASSAGE = "The fund was set up in 2026. The fund holds 90 million dollars. It pays for a quay."
QUOTE = "The fund holds 90 million dollars."


def citation(n: int = 1, **changes: object) -> Citation:
    """A quotation of the harbour agreement."""
    cited = Citation(
        n=n,
        document="harbour.md",
        title="The harbour agreement",
        section="Money > Funds",
        page=3,
        quote=QUOTE,
        start=129,
        end=129 + len(QUOTE),
        url="https://example.org/harbour",
        date=dt.date(2026, 3, 2),
    )
    return cited.model_copy(update=changes)


def near(text: str = PASSAGE, start: int = 100) -> NearPassage:
    """The passage that holds the quotation: it begins 29 letters before it."""
    return NearPassage(
        document="harbour.md",
        title="The harbour agreement",
        section="Money > Funds",
        score=0.5,
        start=start,
        text=text,
    )


def answer(*citations: Citation, language: Language = Language.ENGLISH, **changes: object) -> Answer:
    """A verbatim answer with these citations, or with one."""
    cited = citations or (citation(),)
    made = Answer(
        id="0192-abc",
        language=language,
        framing=phrase("answer", language),
        text="\n".join(f"{each.quote} [{each.n}]" for each in cited),
        citations=cited,
        passages=(near(),),
        confidence=0.9,
    )
    return made.model_copy(update=changes)


def prose(text: str, *citations: Citation, **changes: object) -> Answer:
    """What a language model wrote."""
    framing = phrase("prose", Language.ENGLISH)
    made = answer(*citations, framing=framing, mode=Mode.PROSE, text=text, written=len(text.split("\n")))
    return made.model_copy(update=changes)


def refusal(*passages: NearPassage, language: Language = Language.ENGLISH) -> Refusal:
    """That the documents do not say."""
    return Refusal(
        id="0192-abd", language=language, text=phrase("silent", language), passages=passages, confidence=0.1
    )
