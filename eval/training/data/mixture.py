"""The mixtures that are trained on in turn: which sets, how much of each, and what is made from them.

Only sets whose licence allows it go in, and no article that is evaluated or calibrated on. The same files and
seed give the same examples in the same order.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from eval.training.data.cross_lingual import (
    MORE_QUESTIONS,
    QUESTIONS,
    Glossary,
    translated_questions,
    translated_sentences,
)
from eval.training.data.example import Example
from eval.training.data.negatives import changed_questions, near_misses, wrong_sentences
from eval.training.data.sets import BENCHES, TrainingData
from eval.training.data.statements import planted_statements

ALL = 10**9
_TITLED = 0.4  # share of examples with a title before the passage: the model must do with and without
_LONGEST_TITLE = 80  # characters; a longer "title" is the passage itself in sets without titles


@dataclass(frozen=True, slots=True)
class Share:
    """How many examples of a set are taken at random, and how many are made from all of it.

    In a round those that are taken are seen `times` times.
    """

    set: str
    taken: int
    near_misses: int = 0
    changed: int = 0
    statements: int = 0
    times: int = 1


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is trained on in a stage, in shares of the sets of questions.

    `sentences` is of questions with the one sentence that answers. Translations are seen `translated_times`
    times a round.
    """

    name: str
    questions: tuple[Share, ...]
    sentences: Share
    translated: tuple[str, ...]
    has_translated_sentences: bool = False
    translated_times: int = 1


STATEMENTS = (
    Share("nli/klue_nli_dev_ko", 3000),
    Share("nli/kornli_xnli_ko", 5000),
    Share("nli/wice_chunks_en", 1400),
)
SENTENCES = "rank/squad1_sentences_en"
# How many of a set's examples, with those made from it, are taken once more with the first text crossed.
CROSSED = {
    "squad2": 2000,
    "squad1_train_sub": 1200,
    "entity_swap_neg_en": 500,
    "retrieved_neg_en": 600,
    "squad1_sentences_en": 2500,
    "korquad": 2000,
}
# Long passages are expensive, so their shares are small.
BROAD = Mixture(
    "broad",
    questions=(
        Share("read/squad1_train_sub", 4342, statements=1600),
        Share("read/qed", 4000),
        Share("read/policyqa", 1200),
        Share("read/qamr", 2500),
        Share("read/covidqa", 500),
        Share("read/jsquad_ja", 3500, near_misses=1500, changed=500, statements=500),
        Share("read/drcd_zht", 2000, near_misses=700, changed=200),
        Share("read/cmrc2018_zh", 1000),
        Share("read_made/retrieved_neg_en", 2500),
        Share("read_made/entity_swap_neg_en", 1745),
        Share("read_made/covidqa_window_neg", 400),
        Share("squad2", ALL, statements=1200),
        Share("korquad", ALL, near_misses=2500, changed=900, statements=2000),
    ),
    sentences=Share(SENTENCES, 3500, near_misses=2000),
    translated=(QUESTIONS,),
)
# Once reading is learned: more of the two languages that are asked in, and of pairs across them.
NARROW = Mixture(
    "narrow",
    questions=(
        Share("read/squad1_train_sub", 4342, near_misses=1000, statements=2200),
        Share("read/qed", 3000),
        Share("read/policyqa", 1200),
        Share("read/qamr", 1000),
        Share("read/covidqa", 500),
        Share("read/jsquad_ja", 1500, near_misses=600, changed=300),
        Share("read/drcd_zht", 600, near_misses=200),
        Share("read_made/retrieved_neg_en", 2000),
        Share("read_made/entity_swap_neg_en", 1745),
        Share("read_made/covidqa_window_neg", 300),
        Share("squad2", ALL, near_misses=700, statements=2200, times=2),
        Share("korquad", ALL, near_misses=2500, changed=900, statements=2800, times=2),
    ),
    sentences=Share(SENTENCES, 3000, near_misses=2500),
    translated=(QUESTIONS, MORE_QUESTIONS),
    has_translated_sentences=True,
    translated_times=2,
)
# In the order in which they are trained on.
MIXTURES = (BROAD, NARROW)


def draw(mixture: Mixture, data: TrainingData, seed: int) -> list[Example]:
    """The examples of a mixture; raises what `TrainingData` raises."""
    lot = f"{seed}" if mixture is BROAD else f"{seed} {mixture.name}"
    drawn = [example for share in mixture.questions for example in _questions(share, data, lot)]
    for share in STATEMENTS:
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
    for name, count in CROSSED.items():
        of_set = [example for example in examples if example.set == name]
        made += _sample(glossary.crossed(of_set, chance), count, f"crossed {name} {lot}")
    return made


def _sample(examples: Sequence[Example], count: int, lot: str) -> list[Example]:
    """At most so many of the examples, drawn at random, in their order."""
    if count >= len(examples):
        return list(examples)
    drawn = sorted(random.Random(lot).sample(range(len(examples)), count))
    return [examples[number] for number in drawn]
