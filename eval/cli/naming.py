"""Which suites and runs are meant by what somebody typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.datasets.suite import SUFFIXES, Suite, read_suite
from eval.errors import FixTheRun, FixTheSuite
from eval.runner.run_folder import RunFolder

SHIPPED = Path(__file__).resolve().parent.parent / "suites"


def suites_of(names: Sequence[str], shipped: Path = SHIPPED) -> list[Suite]:
    """The suites by path, or by the name of a shipped one.

    Raises FixTheSuite where one is not there, or two have the same name or a case of the same id.
    """
    suites = [read_suite(_suite_file(name, shipped)) for name in names]
    twice = next((name for name, count in Counter(suite.name for suite in suites).items() if count > 1), None)
    if twice is not None:
        raise FixTheSuite(f"Two of the suites are called {twice!r}; rename one of the files.")
    holder: dict[str, str] = {}
    for suite in suites:
        for case in suite.cases:
            if holder.setdefault(case.id, suite.name) != suite.name:
                raise FixTheSuite(
                    f"The id {case.id!r} stands in {holder[case.id]!r} and in {suite.name!r}; change one."
                )
    return suites


def run_folder(name: str, runs: Path) -> RunFolder:
    """The folder of a run by its name, or by its path."""
    return RunFolder(Path(name) if (Path(name) / "manifest.json").is_file() else runs / _fit_name(name))


def _fit_name(name: str) -> str:
    """The name, if it can be that of a folder; raises FixTheRun where it cannot."""
    if not name or name.startswith(".") or Path(name).name != name:
        raise FixTheRun(f"{name!r} names no run; a name has no slash and does not begin with a dot.")
    return name


def overrides_of(changed: Sequence[str]) -> Mapping[str, str]:
    """The settings in PATH=VALUE; raises FixTheRun where one is not so written."""
    found = {}
    for each in changed:
        path, equals, value = each.partition("=")
        if not equals or not path:
            raise FixTheRun(f"--set {each} sets nothing; write it like --set retrieval.top=12.")
        found[path] = value
    return found


def _suite_file(name: str, shipped: Path) -> Path:
    path = Path(name)
    if path.suffix.lower() in SUFFIXES or path.is_file():
        return path
    known = sorted(each.stem for each in shipped.glob("*.yaml"))
    if name in known:
        return shipped / f"{name}.yaml"
    there = f"shipped are {', '.join(known)}" if known else "none is shipped"
    raise FixTheSuite(f"There is no suite {name!r}; name a .yaml or .jsonl file ({there}).")
