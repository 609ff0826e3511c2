"""Spares a short process the garbage collector, which would cost it a third of its time."""

from __future__ import annotations

import atexit
import gc

# New containers between two looks for garbage; Python's own threshold makes thousands of looks while the
# libraries are imported, and finds nothing.
_ALLOCATIONS = 100_000
# Python's own, for a process that stays.
_USUAL = (700, 10, 10)


def spare_collections() -> None:
    """Makes collections rare, and leaves all that is alive at the end to the system, which is quicker."""
    gc.set_threshold(_ALLOCATIONS, 20, 20)
    atexit.register(gc.freeze)


def collect_as_usual() -> None:
    """Takes that back for a process that runs for weeks: garbage is looked for as often as Python does."""
    gc.set_threshold(*_USUAL)
