"""Reads conversations in JSON Lines: lists of `messages` with `role` and `content`, as chat models take them.

The shape is that of OpenAI's chat completions and fine-tuning files, and of the samples of its evals, whose
`input` ends with a question and whose `ideal` is what should be answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import AliasChoices, Field

from bot.text.language import written_in
from eval.datasets.case import Case, EarlierTurn, Gold, Unanswerable
from eval.datasets.importers.imported import Documents, Imported, case_id, one_line
from eval.datasets.importers.source import Part, Source

MESSAGES, INPUT = "messages", "input"
_ASKS, _ANSWERS = "user", "assistant"
_NO_REPLY = "nothing says what should be answered"


class _Piece(Part):
    text: str = ""


class _Message(Part):
    role: str
    content: str | tuple[_Piece, ...] | None = None

    @property
    def words(self) -> str:
        """The text; what else a message holds, such as pictures and calls, is passed over."""
        if isinstance(self.content, str) or self.content is None:
            return one_line(self.content or "")
        return one_line("\n".join(each.text for each in self.content))


class _Line(Part):
    """A conversation; `context` is the text, or texts, in which the answers stand."""

    id: str = ""
    messages: Annotated[
        tuple[_Message, ...], Field(min_length=1, validation_alias=AliasChoices(MESSAGES, INPUT))
    ]
    ideal: str | tuple[str, ...] = ()
    context: Annotated[
        str | tuple[str, ...], Field(validation_alias=AliasChoices("context", "contexts"))
    ] = ()
    unanswerable: bool | Unanswerable = False


@dataclass(frozen=True, slots=True)
class _Exchange:
    question: str
    replies: tuple[str, ...]


def read_messages(lines: Iterator[Source]) -> Imported:
    """A case for each question to which the conversation has an answer, with the turns before it.

    With `ideal` or `unanswerable` the last question alone is a case. System messages are passed over: the
    assistant that is evaluated has its own.
    """
    documents, cases, left_out = Documents(), list[Case](), 0
    for source in lines:
        line = source.checked(_Line)
        name = line.id or f"line-{source.first_line}"
        texts = [each for each in _texts(line.context) if each.strip()]
        found = [documents.add(f"{name}-{place}", "", each) for place, each in enumerate(texts, start=1)]
        exchanges = _exchanges(line)
        if not exchanges:
            raise source.wrong((MESSAGES,), f"no message has the role {_ASKS!r} and words; add a question")
        made = list(_cases(name, line, exchanges, tuple(dict.fromkeys(found))))
        left_out += not made
        cases += made
    return Imported(tuple(cases), documents.all, {_NO_REPLY: left_out} if left_out else {})


def _texts(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _exchanges(line: _Line) -> list[_Exchange]:
    """Each question with its reply; messages of one side that follow each other are one."""
    found: list[tuple[list[str], list[str]]] = []
    for each in line.messages:
        if each.role == _ASKS and each.words:
            if not found or found[-1][1]:
                found.append(([], []))
            found[-1][0].append(each.words)
        elif each.role == _ANSWERS and each.words and found:
            found[-1][1].append(each.words)
    exchanges = [_Exchange(" ".join(asks), (" ".join(says),) if says else ()) for asks, says in found]
    ideal = tuple(one_line(each) for each in _texts(line.ideal) if each.strip())
    if exchanges and ideal:
        exchanges[-1] = _Exchange(exchanges[-1].question, ideal)
    return exchanges


def _cases(
    name: str, line: _Line, exchanges: Sequence[_Exchange], documents: Sequence[str]
) -> Iterator[Case]:
    reason = Unanswerable.NEAR_MISS if line.unanswerable is True else line.unanswerable or None
    gold = tuple(Gold(document=each) for each in documents)
    turns: tuple[EarlierTurn, ...] = ()
    for place, each in enumerate(exchanges, start=1):
        is_last = place == len(exchanges)
        refused = reason if is_last else None
        if is_last if (reason or line.ideal) else bool(each.replies):
            yield _case(name, place, each, turns, refused, () if refused else gold)
        turns = (*turns, EarlierTurn(question=each.question, answer=each.replies[0] if each.replies else ""))


def _case(
    name: str,
    place: int,
    each: _Exchange,
    turns: tuple[EarlierTurn, ...],
    refused: Unanswerable | None,
    gold: tuple[Gold, ...],
) -> Case:
    return Case(
        id=case_id(f"{name}-{place}"),
        language=written_in(each.question),
        question=each.question,
        tags=("unanswerable" if refused else "answerable",),
        turns=turns,
        references=() if refused else each.replies,
        gold=gold[:1],
        instead=gold[1:],
        unanswerable=refused,
        cluster=name,
    )
