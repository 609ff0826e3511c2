"""Reads the planted sentences: right ones and wrong ones, each with the passage that it cites.

`right.jsonl` holds sentences that the passage supports, as a good language model would write them;
`wrong.jsonl` holds sentences with one planted fault. No sentence carries a citation marker.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
FILES = ("right", "wrong")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, and the words by which to find the one chunk of `document` that it cites.

    `kind` is `right` or the fault: `figure`, `date`, `unit`, `name`, `negation`, `relation` (at least for at
    most, before for after), `unsupported`, `predicate` (criticised for praised), `scope` (only, all, may or
    must where the document says otherwise), `role` (president for minister), `antonym` (ends for begins),
    `tense` (planned told as done, or done as planned) or `referent` (what is said of another thing of the
    passage). `split` is `dev` or `held_out`, `language` that of the sentence.
    """

    id: str
    split: str
    kind: str
    language: str
    document: str
    anchor: str
    sentence: str

    @property
    def crosses_languages(self) -> bool:
        """Whether the sentence is in another language than its document."""
        return self.language != ("ko" if self.document.endswith(".ko.md") else "en")


def read_cases() -> list[Case]:
    """All the planted sentences, the right ones first."""
    paths = [_FOLDER / f"{name}.jsonl" for name in FILES]
    return [Case(**json.loads(line)) for path in paths for line in path.read_text("utf-8").splitlines()]
