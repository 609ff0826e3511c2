"""How a training run goes, and the learning rate at each of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a run; two runs with the same plan and data do the same, stopped in between or not.

    `ends` are the steps at which one mixture gives way to the next; the last one has no end.
    """

    steps: int
    ends: tuple[int, ...] = (1500, 3300)
    batch: int = 16
    learning_rate: float = 2e-4
    warm_up: float = 0.05  # of all steps
    weight_decay: float = 0.01
    largest_gradient: float = 1.0
    seed: int = 0

    @property
    def stages(self) -> tuple[int | None, ...]:
        """How many steps each mixture is trained on; None is without end."""
        return (*(end - start for start, end in pairwise((0, *self.ends))), None)

    def rate(self, step: int) -> float:
        """The learning rate of a step: a straight rise from 0, then a straight fall to 0 at the last one."""
        rising = max(int(self.steps * self.warm_up), 1)
        if step < rising:
            return self.learning_rate * (step + 1) / rising
        return self.learning_rate * max(self.steps - step, 0) / max(self.steps - rising, 1)


@dataclass(frozen=True, slots=True)
class Ending:
    """Ends a run at step `at`, before its plan does; over the `cool` steps before, the rate falls to 0.

    A run that is ended while its rate is high is worse than one that came to rest.
    """

    at: int
    cool: int

    def share(self, step: int) -> float:
        """What is left of the plan's learning rate at a step."""
        return min(max((self.at - step) / max(self.cool, 1), 0.0), 1.0)
