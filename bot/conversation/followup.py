"""Makes a follow-up question stand alone, without a language model.

What it leaves out is found in the turns before it and put behind it in parentheses: the name in the
earlier answer where the earlier question asked for one ("Which company ...?", then "Who are its partners?"),
else what the earlier question is about, as far back as each leans on the one before. A name that takes
another's place ("What about Singapore?") is put into the earlier question itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from bot.conversation import english, english_subject, korean, korean_subject
from bot.conversation.leaning import Kind, Lean
from bot.conversation.parallel import exchanged
from bot.models import Language, Question, Turn
from bot.text.language import written_in
from bot.text.names import is_named, name_phrases

_MOST_TURNS = 20
_MOST_CHARS = 2000
_CITATION = re.compile(r"\s*\[\d+\]")
_ABBREVIATION = re.compile(r"\(([^()]+)\)")
_MOST_ITEM_CHARS = 300


@dataclass(frozen=True, slots=True)
class _Said:
    """A question as it stands alone, what it is about, and all that it says of that."""

    text: str
    subject: str
    detail: str


def standalone(question: Question, most_chars: int) -> str:
    """The question as it stands alone; to the letter as it is where it leans on nothing.

    No more than `most_chars` characters are put behind it.
    """
    return _said(question.text, question.turns[-_MOST_TURNS:], most_chars).text


def leans_back(text: str) -> bool:
    """Whether the question `text` leaves something to the turns before it."""
    return _lean_of(text).kind is not Kind.ALONE


def _said(text: str, turns: Sequence[Turn], most_chars: int) -> _Said:
    lean, grammar = _lean_of(text), _grammar(text)
    if lean.kind is Kind.ALONE or not turns:
        return _Said(text, grammar.content_of(text), grammar.detail_of(text))
    asked = turns[-1].question.strip()[:_MOST_CHARS]
    before = _said(asked, turns[:-1], most_chars)
    if lean.kind is Kind.OTHER and (other := exchanged(before.text, lean.other)):
        other = other[: len(text) + most_chars]
        return _Said(other, _grammar(other).content_of(other), _grammar(other).detail_of(other))
    answer = _CITATION.sub("", turns[-1].answer[:_MOST_CHARS])
    subject = (
        (_in_answer(lean, asked, answer) or before.subject) if lean.kind is Kind.SUBJECT else before.detail
    )
    subject = subject[:most_chars].strip()
    stands_alone = f"{text} ({subject})" if subject else text
    return _Said(stands_alone, subject, f"{grammar.detail_of(text)} {subject}".strip())


def _in_answer(lean: Lean, asked: str, answer: str) -> str:
    """What the earlier answer names and the question leans on; empty where it is nothing in the answer."""
    if lean.place and (item := _item(answer, lean.place, asked)):
        return item
    grammar = _grammar(asked)
    if not answer or not grammar.asks_for_a_name(asked):
        return ""
    is_meant = lean.of_a_person or (lean.of_a_thing and not grammar.asks_for_a_person(asked))
    return _first_name(answer, asked) if is_meant else ""


def _first_name(answer: str, asked: str) -> str:
    """The first name in an answer that does not stand in the question; in Korean also its topic."""
    line = answer.split("\n")[0]
    for name in name_phrases(line, may_begin=True):
        if not is_named(name, asked):
            return name
    topic = korean_subject.topic_of(line)
    return "" if topic in asked else topic


def _item(answer: str, place: int, asked: str) -> str:
    """The line, or the name, that stands in an answer at this place, counted from 1."""
    lines = [line.strip(" -*•|") for line in answer.splitlines() if line.strip()]
    if len(lines) > 1:
        return lines[place - 1][:_MOST_ITEM_CHARS] if place <= len(lines) else ""
    short = set(_ABBREVIATION.findall(answer))
    names = [
        name
        for name in name_phrases(answer, may_begin=True)
        if name not in short and not is_named(name, asked)
    ]
    return names[place - 1] if max(2, place) <= len(names) else ""


def _lean_of(text: str) -> Lean:
    return korean.lean_of(text) if written_in(text) is Language.KOREAN else english.lean_of(text)


def _grammar(text: str) -> ModuleType:
    return korean_subject if written_in(text) is Language.KOREAN else english_subject
