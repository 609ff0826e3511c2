"""Follows a model's answer as it comes: cuts it into sentences, judges each, and passes on what stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.generation.antecedent import unclear_in
from bot.generation.draft import Draft, OnSentence, Sentence
from bot.generation.numbering import Numbering
from bot.llm.model import Completion, KeyRefused, ModelFailed, Usage
from bot.verification.models import Reason, Verdict, Withheld
from bot.verification.streaming import SentenceStream
from ingest.parsers.cleaning import one_line

_NOTHING = Usage(0, 0, 0.0, is_estimated=True)
# What the prompt has the model say where the sources do not answer, without spaces and punctuation.
_DECLINES = "NOTSTATED"


@dataclass(slots=True)
class Drafting:
    """A draft in the making; `verify` judges one sentence, `clock` gives seconds.

    `asked` is the question, to which a pronoun at the very beginning goes back.
    """

    verify: Callable[[str], Verdict]
    numbering: Numbering
    show: OnSentence
    clock: Callable[[], float]
    asked: str = ""
    _sentences: list[Sentence] = field(default_factory=list)
    _withheld: list[Withheld] = field(default_factory=list)
    _declined: bool = False
    _first_piece: float | None = None
    _first_sentence: float | None = None

    def follow(self, begin: Callable[[], Completion]) -> Draft:
        """The draft, once the completion that `begin` starts has ended or failed.

        Of a completion that breaks off, the sentence that was begun is no sentence and is not judged.
        """
        started, stream, usage = self.clock(), SentenceStream(), _NOTHING
        failed: ModelFailed | None = None
        try:
            completion = begin()
            for piece in completion:
                self._first_piece = self._first_piece or self.clock()
                self._take(stream.feed(piece))
                usage = completion.usage
            if not completion.is_cut:
                self._take(stream.end())
            usage = completion.usage
        except ModelFailed as problem:
            failed = problem
        return Draft(
            sentences=tuple(self._sentences),
            withheld=tuple(self._withheld),
            declined=self._declined and not self._sentences,
            failure=str(failed) if failed else "",
            usage=usage,
            first_piece_ms=_since(started, self._first_piece),
            first_sentence_ms=_since(started, self._first_sentence),
            is_key_refused=isinstance(failed, KeyRefused),
        )

    def _take(self, written: list[str]) -> None:
        for each in written:
            if _letters(each) == _DECLINES:
                self._declined = True
            else:
                self._judge(each)

    def _judge(self, raw: str) -> None:
        written = one_line(raw)  # what a reader would not see, or a terminal would obey, is not shown
        verdict = self.verify(written)
        if isinstance(verdict, Withheld):
            self._withheld.append(verdict)
            return
        unclear = unclear_in(verdict.text, verdict.evidence, self._before)
        if unclear:
            self._withheld.append(Withheld(written, Reason.UNSUPPORTED, unclear))
            return
        citations = self.numbering.cite(verdict.evidence)
        if not citations:
            self._withheld.append(Withheld(written, Reason.QUOTATION, "its source has changed"))
            return
        if any(verdict.text == each.text for each in self._sentences):
            return
        self._first_sentence = self._first_sentence or self.clock()
        self._sentences.append(Sentence(verdict.text, citations))
        self.show(self._sentences[-1])

    @property
    def _before(self) -> str:
        """What a reader takes a pronoun to go back to: the last sentence shown, in its source's words too."""
        if not self._sentences:
            return self.asked
        last = self._sentences[-1]
        return " ".join((last.text, *(each.quote for each in last.citations)))


def _since(started: float, then: float | None) -> float | None:
    return None if then is None else (then - started) * 1000


def _letters(text: str) -> str:
    return "".join(character for character in text.upper() if character.isalpha())
