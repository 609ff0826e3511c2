"""What a language model wrote, once every sentence of it was judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.llm.model import Usage
from bot.models import Citation
from bot.verification.models import Withheld


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that was verified: its words, and the citations that prove it."""

    text: str
    citations: tuple[Citation, ...]

    @property
    def marked(self) -> str:
        """The sentence with the numbers of its citations behind it."""
        return f"{self.text} " + "".join(f"[{each.n}]" for each in self.citations)


OnSentence = Callable[[Sentence], None]


def nobody(sentence: Sentence) -> None:
    """Listens to nothing, for those who wait for the whole reply."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The verified sentences in their order, what was withheld, and how the model ended.

    `declined` says that the model found no answer in its sources; `failure` why it gave nothing or broke
    off, empty where it came to its end; `is_key_refused` that it does not accept the key. The times are
    milliseconds from the call to the first piece of text and to the first verified sentence, None where
    there was none.
    """

    sentences: tuple[Sentence, ...]
    withheld: tuple[Withheld, ...]
    declined: bool
    failure: str
    usage: Usage
    first_piece_ms: float | None
    first_sentence_ms: float | None
    is_key_refused: bool = False
