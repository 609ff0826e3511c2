"""Makes statements from passages: supported ones, contradicted ones with one fault, and unsupported ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.qa_model.training.example import Example, Span, Support
from bot.qa_model.training.sources.alterations import altered_figure, altered_month, denied, reworded
from bot.qa_model.training.sources.near_misses import answer_text, near_misses
from bot.qa_model.training.sources.opposites import opposed
from bot.qa_model.training.sources.stating import has_digit, stated
from ingest.chunking.sentences import sentence_spans

_HOW = "planted"
_SHORTEST, _LONGEST = 20, 300  # characters of a statement
_WIDE_WRITING = {"ko": 2, "ja": 3, "zh": 3, "zh-Hant": 3}  # these say as much in fewer characters


@dataclass(frozen=True, slots=True)
class _Told:
    """An example with the sentence that holds its answer, and the answer's place in that sentence."""

    example: Example
    sentence: str
    answer: Span


def planted(
    examples: Sequence[Example], chance: random.Random, *, with_opposites: bool = False
) -> list[Example]:
    """Of each answered example one statement: in equal shares supported, contradicted, and in neither way.

    An answer is often a name, so other answers of its kind make the names that are wrong. `with_opposites`
    adds a kind of fault to figures, months, denials and names: the opposite of a word.
    """
    told = [each for each in map(_told, examples) if each is not None]
    answers = sorted({answer_text(each.example) for each in told})
    elsewhere = {
        miss.first: miss.passage
        for within_article in (False, True)
        for miss in near_misses(examples, within_article=within_article)
    }
    made = []
    for each in told:
        verdict = chance.choice(tuple(Support))
        statement = _contradicted(each, answers, chance, with_opposites=with_opposites)
        if verdict is Support.CONTRADICTED and statement:
            made.append(stated(each.example, statement, verdict, _HOW))
        elif verdict is Support.NEITHER and each.example.first in elsewhere:
            made.append(stated(each.example, each.sentence, verdict, _HOW, elsewhere[each.example.first]))
        else:
            plain = chance.choice((each.sentence, reworded(each.sentence)))
            made.append(stated(each.example, plain, Support.SUPPORTED, _HOW))
    return made


def _told(example: Example) -> _Told | None:
    if example.span is None:
        return None
    shrink = _WIDE_WRITING.get(example.lang, 1)
    for start, end in sentence_spans(example.passage, example.lang.partition("-")[0]):
        inside = start <= example.span.start and example.span.end <= end
        if inside and _SHORTEST / shrink <= end - start <= _LONGEST / shrink:
            answer = Span(example.span.start - start, example.span.end - start)
            return _Told(example, example.passage[start:end], answer)
    return None


def _contradicted(
    told: _Told, answers: Sequence[str], chance: random.Random, *, with_opposites: bool
) -> str | None:
    """The sentence with one fault, of the first kind that fits in an order by lot."""
    passage = told.example.passage
    kinds: list[Callable[[], str | None]] = [
        lambda: altered_figure(told.sentence, passage, chance),
        lambda: altered_month(told.sentence, passage, chance),
        lambda: denied(told.sentence, told.example.lang),
        lambda: _other_answer(told, answers, chance),
    ]
    if with_opposites:
        kinds.append(lambda: opposed(told.sentence, told.example.lang, chance))
    chance.shuffle(kinds)
    return next((changed for kind in kinds if (changed := kind())), None)


def _other_answer(told: _Told, answers: Sequence[str], chance: random.Random) -> str | None:
    old = told.sentence[told.answer.start : told.answer.end]
    new = chance.choice(answers)
    if has_digit(old) or has_digit(new) or new in told.example.passage:
        return None
    return told.sentence[: told.answer.start] + new + told.sentence[told.answer.end :]
