"""The mixtures that the reader is trained on in turn: which sets, and how much of each and made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.qa_model.training.sources.across_sentences import SENTENCES as SENTENCES_ACROSS
from bot.qa_model.training.sources.across_sets import MORE, QUESTIONS


@dataclass(frozen=True, slots=True)
class Share:
    """How many examples of a set are taken, by lot, and how many are made from all of it.

    `statements` are sentences of it, `declared` its questions and answers as statements. In a round those
    that are taken are seen `times` times.
    """

    set: str
    taken: int
    near_misses: int = 0
    changed: int = 0
    statements: int = 0
    declared: int = 0
    times: int = 1


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is trained on in a stage.

    `crossed` says how many of a set's examples, with those made from it, are taken once more with the first
    text crossed; `sentences` is of questions with the one sentence that answers; `across` are the files of
    translated questions, `sentences_across` that of translated sentences, seen `times_across` times a round.
    `with_opposites` plants opposites in statements too.
    """

    read: tuple[Share, ...]
    bench: tuple[Share, ...]
    statements: tuple[Share, ...]
    sentences: Share
    crossed: Mapping[str, int]
    across: tuple[Path, ...] = (QUESTIONS,)
    sentences_across: Path | None = None
    times_across: int = 1
    with_opposites: bool = False


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
# To end with: statements in other words than the passage's, and faults that are harder to see.
_DECLARED = {"read/squad1_train_sub": NEVER_MORE, "squad2": NEVER_MORE, "korquad": 1600}
LAST = replace(
    NARROW,
    read=tuple(replace(share, declared=_DECLARED.get(share.set, 0)) for share in NARROW.read),
    bench=tuple(replace(share, declared=_DECLARED.get(share.set, 0)) for share in NARROW.bench),
    with_opposites=True,
)
# By their names, in the order in which they are trained on.
MIXTURES = {"broad": BROAD, "narrow": NARROW, "last": LAST}
