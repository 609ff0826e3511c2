"""Asks a system all the cases that have no result yet, a few at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from eval.datasets.case import Case
from eval.runner.run_folder import RunFolder
from eval.runner.system import System

Progress = Callable[[int, int], None]


def run(
    cases: Sequence[Case],
    system: System,
    folder: RunFolder,
    *,
    workers: int,
    repeats: int,
    progress: Progress,
) -> None:
    """Asks each case `repeats` times, and keeps each result the moment it is there.

    What has a result from an earlier, stopped run is not asked again. `progress` gets how many of how many
    are done. At a stop (Ctrl-C) no further case is begun.
    """
    done = {(each.case, each.repeat) for each in folder.results()}
    wanted = [(case, repeat) for repeat in range(repeats) for case in cases]
    left = [(case, repeat) for case, repeat in wanted if (case.id, repeat) not in done]
    count = len(wanted) - len(left)
    progress(count, len(wanted))
    with ThreadPoolExecutor(workers, "evaluation") as threads:
        asked = [threads.submit(system.answer, case, repeat) for case, repeat in left]
        try:
            for answered in as_completed(asked):
                folder.add(answered.result())
                count += 1
                progress(count, len(wanted))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
