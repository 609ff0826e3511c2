"""Records, remarks and candidates of the harbour, in real stores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.models import Audience, Requester
from bot.storage.feedback import Remark
from bot.storage.record import Record
from eval.feedback.candidate import Candidate, RemarkText, candidate_key
from eval.feedback.harvest import Complaints, read_complaints, to_candidates
from eval.models import ResultCitation, ResultPassage
from eval.runner.targets import IndexCorpus
from tests.bot.storage.samples import NOON, Clock, passage, record, refusal, storage_in

HARBOUR = (
    "The harbour fund holds 90 million dollars. It was founded by Kim Jung-kwan.\n"
    "The harbour agreement enters into force on 1 May 2026."
)
FERRY = "The fund of the ferry holds 90 million dollars too."
LINE = "The figure of 77 million dollars is a mistake."
CORPUS = IndexCorpus({"harbour.md": HARBOUR, "ferry.md": FERRY, "line.md": LINE}, frozenset({"line.md"}))
FUND = "How much does the harbour fund hold?"


class Chat:
    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.storage = storage_in(folder, self.clock)
        self.records, self.feedback = self.storage.records, self.storage.feedback

    def ask(self, question: str = FUND, **changes: Any) -> Record:
        """The record of an answer that stands alone and was written in the documents' words."""
        usual: dict[str, Any] = {
            "at": self.clock.now,
            "question": question,
            "standalone": question,
            "turns": (),
            "passages": (passage(),),
        }
        return self.records.add(record(**{**usual, **changes}))

    def refuse(self, question: str = FUND, **changes: Any) -> Record:
        return self.ask(question, reply=refusal(), shown=(), **changes)

    def remark(self, of: Record, person: str = "17", **changes: Any) -> None:
        usual: dict[str, Any] = {
            "answer": of.id,
            "at": self.clock.now,
            "surface": "discord",
            "requester": self.feedback.key_of(Requester("discord", "", person)),
            "audience": of.audience,
            "helpful": False,
            "wrong": "The sum is last year's.",
            "right": "It holds 90 million dollars.",
        }
        self.feedback.add(Remark(**{**usual, **changes}))

    def complaints(self, public: Sequence[str] = ("harbour.md", "ferry.md")) -> Complaints:
        """What there is to harvest where the public may read these documents, and staff another one too."""
        readable = {Audience.PUBLIC: set(public), Audience.STAFF: {*public, "line.md"}}
        return read_complaints(self.records, self.feedback, readable.__getitem__)

    def candidates(self) -> list[Candidate]:
        return to_candidates(self.complaints().complaints)


def candidate(question: str = FUND, **changes: Any) -> Candidate:
    """A candidate as the answer on the harbour fund makes one."""
    audience = changes.get("audience", Audience.PUBLIC)
    usual: dict[str, Any] = {
        "key": candidate_key(audience, question),
        "question": question,
        "language": "en",
        "audience": audience,
        "refused": False,
        "answered": "It holds 11 million. [1]",
        "citations": (ResultCitation(document="harbour.md", quote="It was founded by Kim Jung-kwan.", n=1),),
        "passages": (passage_of("harbour.md"), passage_of("line.md")),
        "remarks": (RemarkText(wrong="It is more.", right="It holds 90 million dollars."),),
        "record": "0a1b2c3d",
        "index": "000001-aaaaaa",
        "at": NOON,
    }
    return Candidate(**{**usual, **changes})


def passage_of(document: str) -> ResultPassage:
    return ResultPassage(document=document, text=CORPUS.texts[document])


def find_nothing(words: str, audience: Audience) -> Sequence[ResultPassage]:  # noqa: ARG001
    return ()
