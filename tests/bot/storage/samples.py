"""A full record, as a language model's answer leaves it, with fields of one's own choice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.models import Answer, Audience, Citation, Language, Mode, NearPassage, Refusal, Turn
from bot.storage.feedback import Remark
from bot.storage.record import KeptPassage, KeptWithheld, Record
from bot.storage.settings import StorageSettings
from bot.storage.storage import Storage

NOON = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
QUOTE = "The harbour fund holds 90 million dollars."
SHOWN = "The fund of the harbour has USD 90 million."


def citation(n: int = 1, quote: str = QUOTE, document: str = "harbour.md") -> Citation:
    return Citation(
        n=n,
        document=document,
        title="Harbour",
        section="Harbour > Fund",
        page=None,
        quote=quote,
        start=40,
        end=40 + len(quote),
        url="",
        date=dt.date(2025, 5, 1),
    )


def near(text: str = QUOTE) -> NearPassage:
    return NearPassage(
        document="harbour.md", title="Harbour", section="Harbour > Fund", score=0.9, start=40, text=text
    )


def answer(**changes: Any) -> Answer:
    usual: dict[str, Any] = {
        "language": Language.ENGLISH,
        "framing": "Written by a language model:",
        "mode": Mode.PROSE,
        "text": f"{SHOWN} [1]",
        "citations": (citation(),),
        "passages": (near(),),
        "confidence": 0.8,
    }
    return Answer(**{**usual, **changes})


def refusal(text: str = "The documents do not say.") -> Refusal:
    return Refusal(language=Language.ENGLISH, text=text, passages=(near(),), confidence=0.1)


def passage(document: str = "harbour.md", start: int = 40, **changes: Any) -> KeptPassage:
    usual: dict[str, Any] = {
        "document": document,
        "section": "Harbour > Fund",
        "start": start,
        "end": start + 42,
        "score": 0.9,
        "version": "1a2b3c4d",
    }
    return KeptPassage(**{**usual, **changes})


def record(**changes: Any) -> Record:
    usual: dict[str, Any] = {
        "at": NOON,
        "surface": "terminal",
        "requester": "ab" * 20,
        "audience": Audience.PUBLIC,
        "question": "How much does it hold?",
        "standalone": "How much does the harbour fund hold?",
        "turns": (Turn("What is the harbour fund?", "A fund."),),
        "index": "20260301-1",
        "model": "openai/gpt-5",
        "prompts": {"answer": 1, "condense": 1},
        "passages": (passage(), passage(start=200, score=0.85), passage("ferry.md", version="ffff0000")),
        "shown": (SHOWN,),
        "withheld": (KeptWithheld(text="It holds 95 million.", reason="a figure", detail="95 million"),),
        "reply": answer(),
        "timings_ms": {"find": 12.5, "write": 900.0},
        "prompt_tokens": 800,
        "completion_tokens": 40,
        "cost": 0.0012,
        "settings": {"answer.refuse_below": 0.12, "retrieval.top": 8},
    }
    return Record(**{**usual, **changes})


class Clock:
    """Says what time it is told to be."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def days_later(self, days: float) -> None:
        self.now += dt.timedelta(days=days)


def remark(requester: str = "ab" * 20, **changes: Any) -> Remark:
    usual: dict[str, Any] = {
        "answer": "0a1b2c3d",
        "at": NOON,
        "surface": "discord",
        "requester": requester,
        "audience": Audience.PUBLIC,
        "helpful": False,
        "wrong": "The sum is last year's.",
        "right": "It is 12 million.",
    }
    return Remark(**{**usual, **changes})


def storage_in(
    folder: Path, clock: Clock | None = None, *, keep_days: int = 90, url: str = "", **options: Any
) -> Storage:
    """The stores on a database in `folder`, or at `url`."""
    settings = StorageSettings(url=SecretStr(url), secret=SecretStr(options.pop("secret", "")))
    return Storage.at(settings, folder, keep_days=keep_days, clock=clock or Clock(), **options)
