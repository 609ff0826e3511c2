"""Import conversations in JSON Lines: lists of `messages` with `role` and `content`.

The shape is that of OpenAI's chat completions and fine-tuning files, and of the samples of its evals, whose
`input` ends with a question and whose `ideal` is what should be answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import AliasChoices, Field

from bot.text.language import written_in
from eval.datasets.case import Case, EarlierTurn, Gold, Unanswerable
from eval.datasets.importers.source import (
    DocumentCollector,
    ImportedDataset,
    Source,
    SourceModel,
    case_id,
    one_line,
)

MESSAGES, INPUT = "messages", "input"

# A question and its replies.
_Exchange = tuple[str, tuple[str, ...]]


class _Piece(SourceModel):
    text: str = ""


class _Message(SourceModel):
    role: str
    content: str | tuple[_Piece, ...] | None = None

    @property
    def text(self) -> str:
        """The words; pictures and calls are ignored."""
        if isinstance(self.content, str) or self.content is None:
            return one_line(self.content or "")
        return one_line("\n".join(piece.text for piece in self.content))


class _Line(SourceModel):
    """A conversation; `context` is the text, or texts, that hold the answers."""

    id: str = ""
    messages: Annotated[
        tuple[_Message, ...], Field(min_length=1, validation_alias=AliasChoices(MESSAGES, INPUT))
    ]
    ideal: str | tuple[str, ...] = ()
    context: Annotated[
        str | tuple[str, ...], Field(validation_alias=AliasChoices("context", "contexts"))
    ] = ()
    unanswerable: bool | Unanswerable = False

    @property
    def refusal_reason(self) -> Unanswerable | None:
        return Unanswerable.NEAR_MISS if self.unanswerable is True else self.unanswerable or None


def import_messages(lines: Iterator[Source]) -> ImportedDataset:
    """A case for each question that has a reply, with the turns before it.

    With `ideal` or `unanswerable` only the last question is a case. System messages are ignored: the
    assistant has its own.
    """
    collector, cases, left_out = DocumentCollector(), list[Case](), 0
    for number, source in enumerate(lines, start=1):
        line = source.parse(_Line)
        name = line.id or f"line-{number}"
        texts = [text for text in _as_tuple(line.context) if text.strip()]
        documents = [collector.add(f"{name}-{place}", "", text) for place, text in enumerate(texts, start=1)]
        exchanges = _exchanges(line)
        if not exchanges:
            raise source.error((MESSAGES,), "no message has the role 'user' and words; add a question")
        of_line = list(_cases(name, line, exchanges, tuple(dict.fromkeys(documents))))
        left_out += not of_line
        cases += of_line
    reasons = {"nothing says what should be answered": left_out} if left_out else {}
    return ImportedDataset(tuple(cases), collector.documents, reasons)


def _as_tuple(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _exchanges(line: _Line) -> list[_Exchange]:
    """Each question with its replies; consecutive messages of one side are joined."""
    pairs: list[tuple[list[str], list[str]]] = []
    for message in line.messages:
        if message.role == "user" and message.text:
            if not pairs or pairs[-1][1]:
                pairs.append(([], []))
            pairs[-1][0].append(message.text)
        elif message.role == "assistant" and message.text and pairs:
            pairs[-1][1].append(message.text)
    exchanges: list[_Exchange] = [
        (" ".join(asked), (" ".join(said),) if said else ()) for asked, said in pairs
    ]
    ideal = tuple(one_line(text) for text in _as_tuple(line.ideal) if text.strip())
    if exchanges and ideal:
        exchanges[-1] = (exchanges[-1][0], ideal)
    return exchanges


def _cases(
    name: str, line: _Line, exchanges: Sequence[_Exchange], documents: Sequence[str]
) -> Iterator[Case]:
    only_last = bool(line.refusal_reason or line.ideal)
    gold = tuple(Gold(document=document) for document in documents)
    turns: tuple[EarlierTurn, ...] = ()
    for place, (question, replies) in enumerate(exchanges, start=1):
        is_last = place == len(exchanges)
        reason = line.refusal_reason if is_last else None
        if is_last if only_last else replies:
            yield Case(
                id=case_id(f"{name}-{place}"),
                language=written_in(question),
                question=question,
                tags=("unanswerable" if reason else "answerable",),
                turns=turns,
                references=() if reason else replies,
                gold=() if reason else gold[:1],
                instead=() if reason else gold[1:],
                unanswerable=reason,
                cluster=name,
            )
        turns = (*turns, EarlierTurn(question=question, answer=replies[0] if replies else ""))
