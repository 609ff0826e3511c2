"""An installed Concord has the files that its code reads, not only its code."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "ingest", "prompts", "eval")
# Read from a clone only: what `make gate` and the README name.
STAYS_BEHIND = {
    "eval/gate/policy.toml", "eval/gate/settings.toml", "eval/MEASURED.md", "bot/discord/cards.png",
}  # fmt: skip


def files() -> list[str]:
    """Every file of the packages that is neither code nor README, as paths in the clone."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    return sorted(
        str(path.relative_to(ROOT))
        for path in found
        if path.suffix not in (".py", ".pyc")
        and path.name != "README.md"
        and not any(part.startswith(".") for part in path.parts)
    )


@pytest.mark.parametrize("file", sorted(set(files()) - STAYS_BEHIND))
def test_what_a_package_reads_beside_its_code_is_installed_with_it(file: str) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = settings["tool"]["setuptools"]["package-data"]
    path = Path(file)
    packages = [package for package in declared if path.is_relative_to(package.replace(".", "/"))]
    assert any(
        path.match(f"{package.replace('.', '/')}/{pattern}")
        for package in packages
        for pattern in declared[package]
    )
