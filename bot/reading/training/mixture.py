"""Chooses what the reader is trained on: which sets, how much of each, and what is made from them.

Only sets whose licence allows it go in, and no article that is measured or calibrated on. The same folder
and seed give the same examples in the same order.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.reading.training.articles import Split, split
from bot.reading.training.example import Example
from bot.reading.training.sources.across_sentences import SENTENCES as SENTENCES_ACROSS
from bot.reading.training.sources.across_sentences import across_sentences
from bot.reading.training.sources.across_sets import MORE, QUESTIONS, Originals, across_sets
from bot.reading.training.sources.changed_questions import changed_questions
from bot.reading.training.sources.crossing import crossed, read_glossary
from bot.reading.training.sources.near_misses import near_misses
from bot.reading.training.sources.planted import planted
from bot.reading.training.sources.ranking import sentence_questions, wrong_sentences
from bot.reading.training.sources.read_sets import read_set, read_with_ids
from bot.reading.training.sources.squad_format import Question, examples, read_questions
from bot.reading.training.sources.statement_sets import statement_set
from bot.reading.training.sources.titles import some_titled

Part = Callable[[Split], frozenset[str]]

BENCHES = {"squad2": "en", "korquad": "ko"}


@dataclass(frozen=True, slots=True)
class Share:
    """How many examples of a set are taken, by lot, and how many are made from all of it.

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
    """What is trained on in a stage.

    `crossed` says how many of a set's examples, with those made from it, are taken once more with the first
    text crossed; `sentences` is of questions with the one sentence that answers; `across` are the files of
    translated questions, `sentences_across` that of translated sentences, seen `times_across` times a round.
    """

    read: tuple[Share, ...]
    bench: tuple[Share, ...]
    statements: tuple[Share, ...]
    sentences: Share
    crossed: Mapping[str, int]
    across: tuple[Path, ...] = (QUESTIONS,)
    sentences_across: Path | None = None
    times_across: int = 1


# Long passages are dear, so their shares are small.
NEVER_MORE = 10**9
STATEMENTS = (
    Share("nli/klue_nli_dev_ko", 3000),
    Share("nli/kornli_xnli_ko", 5000),
    Share("nli/wice_chunks_en", 1400),
)
SENTENCES = "rank/squad1_sentences_en"
BROAD = Mixture(
    read=(
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
    ),
    bench=(
        Share("squad2", NEVER_MORE, statements=1200),
        Share("korquad", NEVER_MORE, near_misses=2500, changed=900, statements=2000),
    ),
    statements=STATEMENTS,
    sentences=Share(SENTENCES, 3500, near_misses=2000),
    crossed={
        "squad2": 2000,
        "squad1_train_sub": 1200,
        "entity_swap_neg_en": 500,
        "retrieved_neg_en": 600,
        "squad1_sentences_en": 2500,
        "korquad": 2000,
    },
)
# Once reading is learned: more of the two languages that are asked, and of what they have across them.
NARROW = Mixture(
    read=(
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
    ),
    bench=(
        Share("squad2", NEVER_MORE, near_misses=700, statements=2200, times=2),
        Share("korquad", NEVER_MORE, near_misses=2500, changed=900, statements=2800, times=2),
    ),
    statements=STATEMENTS,
    sentences=Share(SENTENCES, 3000, near_misses=2500),
    crossed=BROAD.crossed,
    across=(QUESTIONS, MORE),
    sentences_across=SENTENCES_ACROSS,
    times_across=2,
)


def both_mixtures(data: Path, seed: int) -> tuple[list[Example], list[Example]]:
    """The examples of the broad mixture, and those of the narrow one."""
    return training_examples(data, seed), training_examples(data, seed, NARROW, "narrow")


def training_examples(data: Path, seed: int, of: Mixture = BROAD, lot: str = "") -> list[Example]:
    """Everything of a mixture, from the folder with `train/` and `bench/`; raises OSError without them.

    Another `lot` draws others of the sets that are not taken whole.
    """
    train = data / "train"
    drawn = f"{seed} {lot}".strip()
    found = []
    for share in of.read:
        found += _read(read_set(train / f"{share.set}.jsonl"), share, drawn)
    for share in of.bench:
        found += _read(bench_examples(data, share.set, lambda parts: parts.training), share, drawn)
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


def _read(all_of_it: Sequence[Example], share: Share, seed: str) -> list[Example]:
    """The share's examples, and those made from all of the set."""
    chance = random.Random(f"{share.set} {seed}")
    made = _some(all_of_it, share.taken, f"taken {share.set} {seed}") * share.times
    if share.near_misses:
        made += _some(near_misses(all_of_it, within_article=True), share.near_misses, f"near {seed}")
    if share.changed:
        made += _some(changed_questions(all_of_it, chance), share.changed, f"changed {seed}")
    if share.statements:
        made += _some(planted(all_of_it, chance), share.statements, f"statements {seed}")
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
