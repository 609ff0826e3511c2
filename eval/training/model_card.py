"""Writes the model card from what a run did: nothing in it is typed by hand."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.qa_model.weights import Manifest
from eval.training.data.example import Example, Kind
from eval.training.evaluate import Measured
from eval.training.train import Plan

CARD = "MODEL_CARD.md"
_TEMPLATE = Path(__file__).with_name("model_card.md")
_ORIGINS = Path(__file__).with_name("origins.toml")


_MADE = {
    "near-miss": "put beside another passage that looks alike and lacks the answer",
    "changed-question": "a figure or name of the question exchanged",
    "planted": "statements from the passages, a third of them with one fault",
    "crossed": "the question or statement crossed into the other language by a glossary",
    "translated": "English questions in Korean, translated for this project",
    "across": "a sentence in Korean, translated for this project, with a text in the other language",
}


@dataclass(frozen=True, slots=True)
class Results:
    """What a run did: data by digest, the examples of each mixture, and figures before and after 8 bits."""

    plan: Plan
    digests: Mapping[str, str]
    mixtures: Mapping[str, Sequence[Example]]
    manifest: Manifest
    exact: Sequence[Measured]
    eight_bit: Sequence[Measured]
    calibration_errors: Mapping[str, float]


def model_card(results: Results) -> str:
    """The card in Markdown."""
    plan, manifest = results.plan, results.manifest
    return _TEMPLATE.read_text(encoding="utf-8").format(
        plan=plan,
        base=manifest.base,
        seen=plan.steps * plan.batch,
        turns=_turns(results),
        tokens=manifest.max_tokens,
        threshold=manifest.threshold,
        sets=_sets(results.mixtures),
        made=_made(results.mixtures),
        labels="\n".join(_labels(name, examples) for name, examples in results.mixtures.items()),
        digests=_table(("File", "Digest"), ((name, f"`{each}`") for name, each in results.digests.items())),
        figures=_figures(results),
        errors="\n".join(
            f"- Calibration error, {name}: {error:.3f}" for name, error in results.calibration_errors.items()
        ),
    )


def origins() -> dict[str, dict[str, str]]:
    """The `content` and the `licence` of each set by its name."""
    return tomllib.loads(_ORIGINS.read_text(encoding="utf-8"))


def _turns(results: Results) -> str:
    *first, last = results.mixtures
    until = [f"the {name} one until step {end}" for name, end in zip(first, results.plan.ends, strict=True)]
    return ", ".join([*until, f"then the {last} one"])


def _sets(mixtures: Mapping[str, Sequence[Example]]) -> str:
    counts = [Counter(example.set for example in examples) for examples in mixtures.values()]
    names = sorted(set().union(*counts), key=lambda name: (-counts[0][name], name))
    sets = origins()
    rows = (
        (sets[name]["content"], sets[name]["licence"], *(f"{count[name]:,}" for count in counts))
        for name in names
    )
    return _table(("Set", "Licence", *(f"Pairs, {name}" for name in mixtures)), rows)


def _made(mixtures: Mapping[str, Sequence[Example]]) -> str:
    counts = [
        Counter(how for example in examples for how in example.source.split(":")[1:])
        for examples in mixtures.values()
    ]
    ways = sorted(set().union(*counts))
    rows = ((_MADE[how], *(f"{count[how]:,}" for count in counts)) for how in ways)
    return _table(("Made how", *(f"Pairs, {name}" for name in mixtures)), rows)


def _labels(name: str, examples: Sequence[Example]) -> str:
    count = Counter((example.kind, int(example.label)) for example in examples)
    question, statement = Kind.QUESTION, Kind.STATEMENT
    return (
        f"- {name.capitalize()} mixture, {len(examples):,} pairs: of the questions {count[question, 1]:,} "
        f"answered, {count[question, 0]:,} not; of the statements {count[statement, 0]:,} supported, "
        f"{count[statement, 1]:,} contradicted, {count[statement, 2]:,} neither."
    )


def _figures(results: Results) -> str:
    eight_bit = {measured.name: measured.figures for measured in results.eight_bit}
    rows = (
        (measured.name, f"{len(measured.predictions):,}", name, f"{value:.3f}",
         f"{eight_bit[measured.name][name]:.3f}")
        for measured in results.exact
        for name, value in measured.figures.items()
    )  # fmt: skip
    return _table(("Set", "Size", "Figure", "32 bits", "8 bits"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))
