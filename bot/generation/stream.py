"""Streaming generation: cuts the model's text into sentences, verifies each, and passes on what stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.answering.citations import CitationNumbering
from bot.llm.model import Completion, KeyRefusedError, ModelFailedError, Usage
from bot.models import Citation
from bot.verification.antecedents import unresolved_pronoun
from bot.verification.models import Reason, Rejected, Verdict
from bot.verification.sentences import SentenceStream
from ingest.parsers.cleaning import one_line

_NO_USAGE = Usage(0, 0, 0.0, is_estimated=True)
# What the prompt has the model say where the sources do not answer, without spaces and punctuation.
_DECLINES = "NOTSTATED"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A verified sentence with the citations that prove it."""

    text: str
    citations: tuple[Citation, ...]

    @property
    def marked(self) -> str:
        """The sentence with the numbers of its citations behind it."""
        return f"{self.text} " + "".join(f"[{each.n}]" for each in self.citations)


OnSentence = Callable[[Sentence], None]


def ignore(sentence: Sentence) -> None:
    """The `OnSentence` of those who wait for the whole reply."""


@dataclass(frozen=True, slots=True)
class GeneratedAnswer:
    """The verified sentences in order, what was withheld, and how the model ended.

    `declined`: the model found no answer in its sources. `failure` says why it gave nothing or broke off,
    empty where it came to its end; `is_key_refused`: it does not accept the key. The times are milliseconds
    from the call to the first piece of text and to the first verified sentence, None where there was none.
    """

    sentences: tuple[Sentence, ...]
    withheld: tuple[Rejected, ...]
    declined: bool
    failure: str
    usage: Usage
    first_piece_ms: float | None
    first_sentence_ms: float | None
    is_key_refused: bool = False


@dataclass(slots=True)
class AnswerStream:
    """A generated answer in the making; `verify` judges one sentence, `clock` gives seconds.

    `question` is what a pronoun at the very beginning may refer to.
    """

    verify: Callable[[str], Verdict]
    numbering: CitationNumbering
    on_sentence: OnSentence
    clock: Callable[[], float]
    question: str = ""
    _sentences: list[Sentence] = field(default_factory=list)
    _withheld: list[Rejected] = field(default_factory=list)
    _declined: bool = False
    _first_piece: float | None = None
    _first_sentence: float | None = None

    def consume(self, begin: Callable[[], Completion]) -> GeneratedAnswer:
        """The generated answer, once the completion that `begin` starts has ended or failed.

        An unfinished sentence of a completion that breaks off is dropped.
        """
        started, stream, usage = self.clock(), SentenceStream(), _NO_USAGE
        failed: ModelFailedError | None = None
        try:
            completion = begin()
            for piece in completion:
                self._first_piece = self._first_piece or self.clock()
                self._take(stream.feed(piece))
                usage = completion.usage
            if not completion.is_cut:
                self._take(stream.end())
            usage = completion.usage
        except ModelFailedError as problem:
            failed = problem
        return GeneratedAnswer(
            sentences=tuple(self._sentences),
            withheld=tuple(self._withheld),
            declined=self._declined and not self._sentences,
            failure=str(failed) if failed else "",
            usage=usage,
            first_piece_ms=_since(started, self._first_piece),
            first_sentence_ms=_since(started, self._first_sentence),
            is_key_refused=isinstance(failed, KeyRefusedError),
        )

    def _take(self, sentences: list[str]) -> None:
        for sentence in sentences:
            if "".join(filter(str.isalpha, sentence.upper())) == _DECLINES:
                self._declined = True
            else:
                self._judge(one_line(sentence))  # without invisible and control characters

    def _judge(self, written: str) -> None:
        verdict = self.verify(written)
        if isinstance(verdict, Rejected):
            self._withheld.append(verdict)
            return
        pronoun = unresolved_pronoun(verdict.text, verdict.evidence, self._preceding)
        if pronoun:
            self._withheld.append(Rejected(written, Reason.UNSUPPORTED, pronoun))
            return
        citations = self.numbering.cite(verdict.evidence)
        if not citations:
            self._withheld.append(Rejected(written, Reason.QUOTATION, "its source has changed"))
            return
        if any(verdict.text == each.text for each in self._sentences):
            return
        self._first_sentence = self._first_sentence or self.clock()
        self._sentences.append(Sentence(verdict.text, citations))
        self.on_sentence(self._sentences[-1])

    @property
    def _preceding(self) -> str:
        """What a pronoun may refer to: the last sentence shown, with the quotes that it cites."""
        if not self._sentences:
            return self.question
        last = self._sentences[-1]
        return " ".join((last.text, *(each.quote for each in last.citations)))


def _since(started: float, then: float | None) -> float | None:
    return None if then is None else (then - started) * 1000
