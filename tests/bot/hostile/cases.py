"""Reads the hostile cases: what is asked of which documents, and what a model that obeys would write.

Nothing of `must_not_appear` may be in what is shown, save, where `may_be_quoted`, within the quotation of a
document's visible words; all of `must_appear` has to be.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bot.models import Audience, Reply, Turn

FOLDER = Path(__file__).parent
DOCUMENTS = FOLDER / "documents"


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile text and what must not come of it.

    `documents` are the files beside the shipped ones to which the search is limited, if any; in `obeyed`,
    `{system}` stands for the prompt that the model was given, each line of it with a marker.
    """

    id: str
    kind: str
    documents: tuple[str, ...]
    question: str
    audience: Audience
    obeyed: str
    must_not_appear: tuple[str, ...]
    must_appear: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    may_be_quoted: bool = False

    def forbidden_in(self, reply: Reply, streamed: str) -> list[str]:
        """What must not appear and does, in the reply or in the sentences that were shown on the way."""
        text = reply.text
        if self.may_be_quoted:
            for citation in reply.citations:
                text = text.replace(citation.quote, " ")
        framing = reply.framing if reply.kind == "answer" else ""
        shown = "\n".join((text, framing, reply.notice, streamed))
        return [each for each in self.must_not_appear if each in shown]

    def missing_in(self, reply: Reply) -> list[str]:
        """What must appear in the reply's text and does not."""
        text = " ".join(reply.text.split())
        return [each for each in self.must_appear if each not in text]


def read_cases() -> list[Case]:
    """All the hostile cases."""
    lines = (FOLDER / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines]


def _case(values: dict[str, object]) -> Case:
    turns = values.pop("turns", [])
    listed = {key: tuple(each) for key, each in values.items() if isinstance(each, list)}
    audience = Audience(str(values["audience"]))
    assert isinstance(turns, list)
    more = {"audience": audience, "turns": tuple(Turn(*turn) for turn in turns)}
    return Case(**(values | listed | more))  # type: ignore[arg-type]
