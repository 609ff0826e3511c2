"""Judges the answers of a run that have no verdict yet, a few at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from eval.datasets.case import Case
from eval.judge.judge import Judge, Unscored
from eval.judge.verdict import Verdict
from eval.judge.verdicts import add_verdict, keep_verdicts, read_verdicts
from eval.runner.result import Result

Progress = Callable[[int, int], None]


def judge_all(
    found: Sequence[tuple[Case, Result]], judge: Judge, run: Path, *, workers: int, progress: Progress
) -> list[Unscored]:
    """Keeps a verdict on each answer in the folder of the run, as far as the judge gives one; the others are
    returned.

    Verdicts of this judge on these very answers hold; those of another model or rubric are dropped. What is
    unscored is tried again the next time.
    """
    asked = {(case.id, result.repeat): judge.asked(case, result) for case, result in found}
    holding = [each for each in read_verdicts(run) if asked.get((each.case, each.repeat)) == each.asked]
    keep_verdicts(run, holding)
    done = {(each.case, each.repeat) for each in holding}
    left = [(case, result) for case, result in found if (case.id, result.repeat) not in done]
    progress(len(done), len(found))
    unscored: list[Unscored] = []
    with ThreadPoolExecutor(workers, "judge") as threads:
        waiting = [threads.submit(judge.judge, case, result) for case, result in left]
        try:
            for count, ended in enumerate(as_completed(waiting), start=len(done) + 1):
                told = ended.result()
                if isinstance(told, Verdict):
                    add_verdict(run, told)
                else:
                    unscored.append(told)
                progress(count, len(found))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
    return unscored
