"""Draws the mixtures of `files/mixtures.toml`: which sets, how much of each, and what is made from them.

Only sets whose licence allows it go in, and no article that is evaluated or calibrated on. The same files and
seed give the same examples in the same order.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from eval.training.data.cross_lingual import Glossary, translated_questions, translated_sentences
from eval.training.data.example import Example
from eval.training.data.negatives import changed_questions, near_misses, wrong_sentences
from eval.training.data.sets import BENCHES, FILES, TrainingData
from eval.training.data.statements import planted_statements

_ALL = 10**9
_TITLED = 0.4  # share of examples with a title before the passage: the model must do with and without
_LONGEST_TITLE = 80  # characters; a longer "title" is the passage itself in sets without titles


@dataclass(frozen=True, slots=True)
class Share:
    """How many examples of a set are taken at random, and how many are made from all of it.

    In a round those that are taken are seen `times` times.
    """

    set: str
    taken: int = _ALL
    near_misses: int = 0
    changed: int = 0
    statements: int = 0
    times: int = 1


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is trained on in a stage, in shares of the sets of questions.

    `sentences` is of questions with the one sentence that answers. `translated` are files of questions.
    Translations are seen `translated_times` times a round.
    """

    name: str
    questions: tuple[Share, ...]
    sentences: Share
    translated: tuple[str, ...]
    has_translated_sentences: bool = False
    translated_times: int = 1


@cache
def mixtures() -> tuple[Mixture, ...]:
    """In the order in which they are trained on."""
    return tuple(
        Mixture(
            table["name"],
            tuple(Share(**share) for share in table["questions"]),
            Share(**table["sentences"]),
            tuple(table["translated"]),
            table.get("has_translated_sentences", False),
            table.get("translated_times", 1),
        )
        for table in _tables()["mixtures"]
    )


def statement_shares() -> tuple[Share, ...]:
    """How much of the sets of statements goes into every mixture."""
    return tuple(Share(**share) for share in _tables()["statements"])


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((FILES / "mixtures.toml").read_text(encoding="utf-8"))


def draw(mixture: Mixture, data: TrainingData, seed: int) -> list[Example]:
    """The examples of a mixture; raises what `TrainingData` raises."""
    lot = f"{seed}" if mixture is mixtures()[0] else f"{seed} {mixture.name}"
    drawn = [example for share in mixture.questions for example in _questions(share, data, lot)]
    for share in statement_shares():
        kept = data.statements(share.set, "training", "held_out")
        drawn += _sample(kept, share.taken, f"{share.set} {lot}")
    right = data.answering_sentences(mixture.sentences.set)
    drawn += _sample(right, mixture.sentences.taken, f"right {lot}")
    drawn += _sample(wrong_sentences(right), mixture.sentences.near_misses, f"wrong {lot}")
    translated = translated_questions(data, mixture.translated)
    drawn = [example for example in drawn if not translated.hides(example)]
    drawn += _crossed(drawn, lot)
    drawn += translated.training * mixture.translated_times
    if mixture.has_translated_sentences:
        sentences = translated_sentences(data, translated, random.Random(f"across {lot}"))
        drawn += sentences * mixture.translated_times
    return with_titles(drawn, random.Random(f"titles {lot}"))


def with_titles(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """A share of the examples with the article's title as the passage's first line, as in use."""
    return [_titled(example) if chance.random() < _TITLED else example for example in examples]


def _titled(example: Example) -> Example:
    title = example.article.replace("_", " ")
    if len(title) > _LONGEST_TITLE or example.passage.startswith(title):
        return example
    head = f"{title}\n"
    span = example.span and example.span.moved(len(head))
    return replace(example, passage=head + example.passage, span=span)


def _questions(share: Share, data: TrainingData, lot: str) -> list[Example]:
    """The share's examples, and those made from all of the set."""
    whole = data.bench(share.set, "training") if share.set in BENCHES else data.questions(share.set)
    chance = random.Random(f"{share.set} {lot}")
    made = _sample(whole, share.taken, f"taken {share.set} {lot}") * share.times
    if share.near_misses:
        made += _sample(near_misses(whole, within_article=True), share.near_misses, f"near {lot}")
    if share.changed:
        made += _sample(changed_questions(whole, chance), share.changed, f"changed {lot}")
    if share.statements:
        made += _sample(planted_statements(whole, chance), share.statements, f"statements {lot}")
    return made


def _crossed(examples: Sequence[Example], lot: str) -> list[Example]:
    glossary, chance = Glossary.read(), random.Random(f"crossed {lot}")
    made: list[Example] = []
    for name, count in _tables()["crossed"].items():
        of_set = [example for example in examples if example.set == name]
        made += _sample(glossary.crossed(of_set, chance), count, f"crossed {name} {lot}")
    return made


def _sample(examples: Sequence[Example], count: int, lot: str) -> list[Example]:
    """At most so many of the examples, drawn at random, in their order."""
    if count >= len(examples):
        return list(examples)
    drawn = sorted(random.Random(lot).sample(range(len(examples)), count))
    return [examples[number] for number in drawn]
