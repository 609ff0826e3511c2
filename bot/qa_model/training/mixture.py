"""Chooses what the reader is trained on: which sets, how much of each, and what is made from them.

Only sets whose licence allows it go in, and no article that is measured or calibrated on. The same folder
and seed give the same examples in the same order.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.qa_model.training.articles import Split, split
from bot.qa_model.training.example import Example
from bot.qa_model.training.mixtures import BROAD, MIXTURES, Mixture, Share
from bot.qa_model.training.sources.across_sentences import across_sentences
from bot.qa_model.training.sources.across_sets import Originals, across_sets
from bot.qa_model.training.sources.changed_questions import changed_questions
from bot.qa_model.training.sources.crossing import crossed, read_glossary
from bot.qa_model.training.sources.declared import declared
from bot.qa_model.training.sources.near_misses import near_misses
from bot.qa_model.training.sources.planted import planted
from bot.qa_model.training.sources.ranking import sentence_questions, wrong_sentences
from bot.qa_model.training.sources.read_sets import read_set, read_with_ids
from bot.qa_model.training.sources.squad_format import Question, examples, read_questions
from bot.qa_model.training.sources.statement_sets import statement_set
from bot.qa_model.training.sources.titles import some_titled

Part = Callable[[Split], frozenset[str]]

BENCHES = {"squad2": "en", "korquad": "ko"}


def mixtures(data: Path, seed: int, count: int = len(MIXTURES)) -> dict[str, list[Example]]:
    """The examples of the first `count` mixtures by name, in the order in which they are trained on."""
    lots = {name: "" if of is BROAD else name for name, of in list(MIXTURES.items())[:count]}
    return {name: training_examples(data, seed, MIXTURES[name], lot) for name, lot in lots.items()}


def training_examples(data: Path, seed: int, of: Mixture = BROAD, lot: str = "") -> list[Example]:
    """Everything of a mixture, from the folder with `train/` and `bench/`; raises OSError without them.

    Another `lot` draws others of the sets that are not taken whole.
    """
    train = data / "train"
    drawn = f"{seed} {lot}".strip()
    found = []
    for share in of.read:
        found += _read(read_set(train / f"{share.set}.jsonl"), share, drawn, of)
    for share in of.bench:
        found += _read(bench_examples(data, share.set, lambda parts: parts.training), share, drawn, of)
    for share in of.statements:
        kept = statements(data, share.set, lambda parts: parts.training | parts.held_out)
        found += _some(kept, share.taken, f"{share.set} {drawn}")
    found += _sentences(train, of.sentences, drawn)
    across = across_sets(originals_of(data), of.across)
    found = [example for example in found if not across.holds_back(example)]
    found += _crossed(found, of.crossed, drawn)
    found += across.training * of.times_across
    if of.sentences_across:
        chance = random.Random(f"across {drawn}")
        sentences = across_sentences(originals_of(data), across, chance, of.sentences_across)
        found += sentences * of.times_across
    return some_titled(found, random.Random(f"titles {drawn}"))


def bench_examples(data: Path, name: str, part: Part) -> list[Example]:
    """The questions of one part of a bench set's articles."""
    questions = bench_questions(data, name, part)
    return examples(questions, name, BENCHES[name])


def bench_questions(data: Path, name: str, part: Part) -> list[Question]:
    """As `bench_examples`, with all answers that people gave."""
    questions = read_questions(data / "bench" / name / "reading.json")
    titles = part(split(question.article for question in questions))
    return [question for question in questions if question.article in titles]


def originals_of(data: Path) -> Originals:
    """What gives a set's examples with their ids; of a bench set the part that is trained on."""

    def every(name: str) -> list[tuple[str, Example]]:
        if name in BENCHES:
            asked = bench_questions(data, name, lambda parts: parts.training)
            return list(zip([each.id for each in asked], examples(asked, name, BENCHES[name]), strict=True))
        of_people = data / "train" / "read" / f"{name}.jsonl"
        return read_with_ids(
            of_people if of_people.exists() else data / "train" / "read_made" / of_people.name
        )

    return every


def statements(data: Path, name: str, part: Part) -> list[Example]:
    """The pairs of one part of a statement set's premises."""
    every = statement_set(data / "train" / f"{name}.jsonl")
    premises = part(split(example.article for example in every))
    return [example for example in every if example.article in premises]


def _crossed(found: Sequence[Example], counts: Mapping[str, int], seed: str) -> list[Example]:
    glossary, chance = read_glossary(), random.Random(f"crossed {seed}")
    made: list[Example] = []
    for name, count in counts.items():
        of_set = [example for example in found if example.source.partition(":")[0] == name]
        made += _some(crossed(of_set, glossary, chance), count, f"crossed {name} {seed}")
    return made


def _read(all_of_it: Sequence[Example], share: Share, seed: str, of: Mixture) -> list[Example]:
    """The share's examples, and those made from all of the set."""
    chance = random.Random(f"{share.set} {seed}")
    made = _some(all_of_it, share.taken, f"taken {share.set} {seed}") * share.times
    if share.near_misses:
        made += _some(near_misses(all_of_it, within_article=True), share.near_misses, f"near {seed}")
    if share.changed:
        made += _some(changed_questions(all_of_it, chance), share.changed, f"changed {seed}")
    if share.statements:
        stated = planted(all_of_it, chance, with_opposites=of.with_opposites)
        made += _some(stated, share.statements, f"statements {seed}")
    if share.declared:
        made += _some(declared(all_of_it, chance), share.declared, f"declared {seed}")
    return made


def _sentences(train: Path, share: Share, seed: str) -> list[Example]:
    right = sentence_questions(train / f"{share.set}.jsonl")
    wrong = wrong_sentences(right)
    return [
        *_some(right, share.taken, f"right {seed}"),
        *_some(wrong, share.near_misses, f"wrong {seed}"),
    ]


def _some(examples: Sequence[Example], count: int, lot: str) -> list[Example]:
    """So many of the examples, drawn by lot, in their order."""
    if count >= len(examples):
        return list(examples)
    drawn = sorted(random.Random(lot).sample(range(len(examples)), count))
    return [examples[number] for number in drawn]
