"""`python -m eval.training DATA --out FOLDER`: train the QA model, or go on where a run was stopped."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

from bot.qa_model.base import ConcordError, base_vocabulary, uncalibrated_manifest
from eval.errors import EvalError, SourceError
from eval.training.calibrate import Scored, calibrated, calibration_errors
from eval.training.data.dev_sets import dev_sets
from eval.training.data.mixture import draw, mixtures
from eval.training.data.sets import TrainingData
from eval.training.evaluate import measure
from eval.training.export import WEIGHTS, load_quantized, quantized, write_weights
from eval.training.model import QANetwork
from eval.training.model_card import CARD, Results, model_card
from eval.training.pairs import PairEncoder
from eval.training.train import Checkpoints, Plan, train


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 where something has to change first."""
    options = _parser().parse_args(arguments)
    plan = Plan(
        options.steps,
        options.rate_steps,
        options.cool_steps,
        tuple(options.ends),
        options.batch,
        options.rate,
        seed=options.seed,
    )
    if options.threads:
        torch.set_num_threads(options.threads)
    try:
        for name in ("train", "bench"):
            if not (options.data / name).is_dir():
                raise SourceError(
                    f"{options.data} has no {name}/; name the folder that holds train/ and bench/."
                )
        data = TrainingData(options.data)
        network = train(data, plan, Checkpoints(options.out, options.save_every, options.evaluate_every))
        release(network, plan, data, options.out, options.measure)
        for name in (WEIGHTS, CARD) if options.ship else ():
            shutil.copyfile(options.out / name, options.ship / name)
    except (ConcordError, EvalError) as error:
        print(error)
        return 1
    except OSError as error:
        print(f"{error}; free some space or give leave to write, and run the same command again.")
        return 1
    return 0


def release(network: QANetwork, plan: Plan, data: TrainingData, folder: Path, limit: int) -> None:
    """Calibrate, measure with and without 8 bits, and write weights and card; the network is left in 8 bits.

    At most `limit` examples of each kind are measured and calibrated on.
    """
    encoder = PairEncoder(base_vocabulary(), uncalibrated_manifest())
    held_out, calibration = (dev_sets(data, part, limit) for part in ("held_out", "calibration"))
    exact = measure(network, held_out, encoder)
    load_quantized(network, quantized(network))
    known = Scored.of(calibration, measure(network, calibration, encoder))
    manifest = calibrated(uncalibrated_manifest(), known)
    eight_bit = measure(network, held_out, encoder)
    errors = calibration_errors(manifest, Scored.of(held_out, eight_bit))
    write_weights(network, manifest, {"steps": str(plan.steps), "seed": str(plan.seed)}, folder / WEIGHTS)
    drawn = {mixture.name: draw(mixture, data, plan.seed) for mixture in mixtures()}
    results = Results(plan, data.digests(), drawn, manifest, exact, eight_bit, errors)
    (folder / CARD).write_text(model_card(results), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    usual, often = Plan(), Checkpoints(Path())
    parser = argparse.ArgumentParser(prog="python -m eval.training", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with train/ and bench/")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints, logs and weights go")
    parser.add_argument("--steps", type=int, default=usual.steps)
    parser.add_argument(
        "--rate-steps", type=int, default=usual.rate_steps, help="the step at which the rate would reach 0"
    )
    parser.add_argument(
        "--cool-steps", type=int, default=usual.cool_steps, help="last steps over which the rate falls to 0"
    )
    parser.add_argument(
        "--ends", type=int, nargs="+", default=usual.ends, help="the steps at which a mixture gives way"
    )
    parser.add_argument("--batch", type=int, default=usual.batch, help="pairs a step")
    parser.add_argument("--rate", type=float, default=usual.learning_rate, help="the highest learning rate")
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--threads", type=int, default=0, help="of the CPU; 0 leaves it to torch")
    parser.add_argument("--ship", type=Path, help="a folder that gets a copy of weights and card")
    parser.add_argument("--measure", type=int, default=1500, help="examples of a kind measured at the end")
    parser.add_argument("--save-every", type=int, default=often.save_every, help="steps between checkpoints")
    parser.add_argument(
        "--evaluate-every", type=int, default=often.evaluate_every, help="steps between evaluations"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
