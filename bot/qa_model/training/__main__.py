"""`python -m bot.qa_model.training DATA --out FOLDER`: train the reader, or go on where a run was stopped."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bot.qa_model.training.card import FILE as CARD
from bot.qa_model.training.finish import finish
from bot.qa_model.training.machine import be_nice, keep_memory
from bot.qa_model.training.plan import Ending, Plan
from bot.qa_model.training.run import Run, train
from bot.qa_model.training.weights_file import FILE as WEIGHTS
from ingest.errors import ConcordError

_USUAL = Plan(steps=8000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 where something has to change first."""
    asked = _parser().parse_args(arguments)
    be_nice(asked.threads)
    keep_memory()
    console = Console()
    plan = Plan(asked.steps, tuple(asked.ends), asked.batch, asked.rate, seed=asked.seed)
    ending = None if asked.end is None else Ending(asked.end, asked.cool)
    run = Run(
        asked.data,
        asked.out,
        plan,
        save_every=asked.save_every,
        look_every=asked.look_every,
        measured=asked.measure,
        ending=ending,
    )
    try:
        trained = train(run, console)
        console.print(f"Measuring after {trained.step} steps")
        finish(trained.network, trained.step, run)
        for name in (WEIGHTS, CARD) if asked.ship else ():
            shutil.copyfile(asked.out / name, asked.ship / name)
    except ConcordError as error:
        console.print(str(error))
        return 1
    except OSError as error:
        console.print(f"{error}; free some space or give leave to write, and run the same command again.")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.qa_model.training", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with train/ and bench/")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints, curves and weights go")
    parser.add_argument("--steps", type=int, default=_USUAL.steps)
    parser.add_argument(
        "--ends", type=int, nargs="+", default=_USUAL.ends, help="the steps at which a mixture gives way"
    )
    parser.add_argument("--batch", type=int, default=_USUAL.batch, help="pairs a step")
    parser.add_argument("--rate", type=float, default=_USUAL.learning_rate, help="the highest learning rate")
    parser.add_argument("--seed", type=int, default=_USUAL.seed)
    parser.add_argument("--threads", type=int, default=0, help="of the CPU; 0 leaves it to torch")
    parser.add_argument("--end", type=int, help="end at this step already; 0 exports the newest checkpoint")
    parser.add_argument(
        "--cool", type=int, default=0, help="steps before --end over which the rate falls to 0"
    )
    parser.add_argument("--ship", type=Path, help="a folder that gets a copy of weights and card")
    parser.add_argument("--measure", type=int, default=1500, help="examples of a kind measured at the end")
    parser.add_argument("--save-every", type=int, default=100, help="steps between checkpoints")
    parser.add_argument("--look-every", type=int, default=500, help="steps between measurements")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
