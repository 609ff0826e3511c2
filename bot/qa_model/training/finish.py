"""Ends a run: calibrates, measures with and without 8 bits, and writes weights and card."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.qa_model.manifest import Manifest, logistic
from bot.qa_model.training.base import base_vocabulary
from bot.qa_model.training.calibrate import calibrated, calibration_error, support_odds
from bot.qa_model.training.card import FILE as CARD
from bot.qa_model.training.card import Done, card
from bot.qa_model.training.dev_reading import Found
from bot.qa_model.training.dev_sets import DevSet, calibration, dev_sets, held_out
from bot.qa_model.training.evaluate import Measured, measure
from bot.qa_model.training.example import Kind, Support
from bot.qa_model.training.mixture import mixtures
from bot.qa_model.training.network import ReaderNetwork
from bot.qa_model.training.pairs import Pairs, manifest
from bot.qa_model.training.run import Run
from bot.qa_model.training.weights_file import FILE, put_back, stored, write_weights

_WRONG_COSTS = 1.0  # as much as a needless refusal

Judged = list[tuple[Found, bool]]


def finish(network: ReaderNetwork, steps: int, run: Run) -> None:
    """Write `reader.safetensors` and `MODEL_CARD.md`; the network is left in 8 bits. Raises OSError."""
    plan, data = run.plan, run.data
    pairs = Pairs(base_vocabulary(), manifest())
    looks = dev_sets(data, held_out, run.measured)
    exact = measure(network, looks, pairs)
    put_back(network, stored(network))
    known = dev_sets(data, calibration, run.measured)
    of = calibrated(manifest(), *_judged(known, measure(network, known, pairs)), _WRONG_COSTS)
    eight_bit = measure(network, looks, pairs)
    errors = _errors(of, *_judged(looks, eight_bit))
    write_weights(network, of, {"steps": str(steps), "of_steps": str(plan.steps)}, run.folder / FILE)
    cool = run.ending.cool if run.ending else 0
    done = Done(plan, steps, mixtures(data, plan.seed, len(plan.stages)), of, exact, eight_bit, errors, cool)
    (run.folder / CARD).write_text(card(done), encoding="utf-8")


def _judged(sets: Sequence[DevSet], measured: Sequence[Measured]) -> tuple[Judged, Judged]:
    """What was found for questions, each with whether it is answered, and for statements, if supported."""
    read: Judged = []
    stated: Judged = []
    for of, each in zip(sets, measured, strict=True):
        for example, found in zip(of.examples, each.found, strict=True):
            if example.kind is Kind.READ:
                read.append((found, bool(example.verdict)))
            else:
                stated.append((found, example.verdict is Support.SUPPORTED))
    return read, stated


def _errors(of: Manifest, read: Judged, stated: Judged) -> dict[str, float]:
    likely = {
        "answered": [(logistic(of.answer_odds(found.answer)), truth) for found, truth in read],
        "supported": [
            (logistic(of.support_a * support_odds(found) + of.support_b), truth) for found, truth in stated
        ],
    }
    return {
        name: calibration_error(np.array([p for p, _ in each]), np.array([float(t) for _, t in each]))
        for name, each in likely.items()
    }
