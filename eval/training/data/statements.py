"""Makes statements from questions' passages: supported, contradicted by one planted fault, or neither."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.qa_model.base import sentence_spans
from eval.training.data.alterations import altered_figure, altered_month, denied, reworded
from eval.training.data.example import Example, Kind, Span, Support
from eval.training.data.negatives import near_misses

_SHORTEST, _LONGEST = 20, 300  # characters of a statement
_WIDE_WRITING = {"ko": 2, "ja": 3, "zh": 3, "zh-Hant": 3}  # these say as much in fewer characters


@dataclass(frozen=True, slots=True)
class _Statement:
    """The sentence that holds an example's answer, and the answer's place in that sentence."""

    example: Example
    sentence: str
    answer: Span


def planted_statements(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """One statement of each answered example: in equal shares supported, contradicted and neither.

    An answer is often a name, so other answers serve as wrong names.
    """
    statements = [each for each in map(_statement, examples) if each is not None]
    answers = sorted({each.example.answer for each in statements})
    elsewhere = {
        miss.first: miss.passage
        for within_article in (False, True)
        for miss in near_misses(examples, within_article=within_article)
    }
    made = []
    for each in statements:
        label = chance.choice(tuple(Support))
        wrong = _contradicted(each, answers, chance)
        other = elsewhere.get(each.example.first)
        if label is Support.CONTRADICTED and wrong:
            made.append(_labelled(each.example, wrong, label))
        elif label is Support.NEITHER and other is not None:
            made.append(_labelled(replace(each.example, passage=other), each.sentence, label))
        else:
            plain = chance.choice((each.sentence, reworded(each.sentence)))
            made.append(_labelled(each.example, plain, Support.SUPPORTED))
    return made


def answering_sentence(example: Example, language: str) -> tuple[str, Span] | None:
    """The sentence of the passage that holds the whole answer, and the answer's place in it."""
    if example.span is None:
        return None
    for start, end in sentence_spans(example.passage, language):
        if start <= example.span.start and example.span.end <= end:
            return example.passage[start:end], example.span.moved(-start)
    return None


def _statement(example: Example) -> _Statement | None:
    found = answering_sentence(example, example.lang.partition("-")[0])
    shrink = _WIDE_WRITING.get(example.lang, 1)
    if found is None or not _SHORTEST / shrink <= len(found[0]) <= _LONGEST / shrink:
        return None
    return _Statement(example, *found)


def _labelled(example: Example, statement: str, label: Support) -> Example:
    return replace(
        example,
        source=f"{example.source}:planted",
        first=statement,
        kind=Kind.STATEMENT,
        label=label,
        span=None,
        answers=(),
    )


def _contradicted(statement: _Statement, answers: Sequence[str], chance: random.Random) -> str | None:
    """The sentence with one fault, of the first kind that fits in a random order."""
    sentence, passage = statement.sentence, statement.example.passage
    kinds: list[Callable[[], str | None]] = [
        lambda: altered_figure(sentence, passage, chance),
        lambda: altered_month(sentence, passage, chance),
        lambda: denied(sentence, statement.example.lang),
        lambda: _other_answer(statement, answers, chance),
    ]
    chance.shuffle(kinds)
    return next((changed for kind in kinds if (changed := kind())), None)


def _other_answer(statement: _Statement, answers: Sequence[str], chance: random.Random) -> str | None:
    """Another answer instead; figures are not exchanged with names."""
    sentence, span = statement.sentence, statement.answer
    old, new = sentence[span.start : span.end], chance.choice(answers)
    if any(sign.isdigit() for sign in old + new) or new in statement.example.passage:
        return None
    return sentence[: span.start] + new + sentence[span.end :]
