"""A policy is read with messages that name the file and the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.analysis.deciding.policy import Policy
from eval.errors import FixThePolicy

GOOD = """
[[rule]]
score = "right"
low_at_least = 0.55

[[rule]]
score = "seconds_p95"
slice = "language:ko"
high_at_most = 2

[[rule]]
score = "quotes_to_the_letter"
slice = "suite:facts"
always = true
"""


def _load(folder: Path, text: str) -> Policy:
    (folder / "gate.toml").write_text(text, encoding="utf-8")
    return Policy.load(folder / "gate.toml")


def test_a_policy_is_a_list_of_rules(tmp_path: Path) -> None:
    assert [str(each) for each in _load(tmp_path, GOOD).rule] == [
        "right: low ≥ 0.55",
        "seconds_p95 (language:ko): high ≤ 2",
        "quotes_to_the_letter (suite:facts): always",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "gate.toml has no rules; write one or more"),
        ("rule = []", "gate.toml has no rules; write one or more"),
        ("[[rule", "gate.toml is no TOML"),
        ("[[rule]]\nlow_at_least = 1", "gate.toml, rule 1, score: Field required."),
        (GOOD + '[[rule]]\nscore = "rihgt"\nlow_at_least = 1', "rule 4, score: 'rihgt' is no score; there"),
        ('[[rule]]\nscore = "right"', "rule 1: it has one of low_at_least, high_at_most and always"),
        ('[[rule]]\nscore = "right"\nalways = true\nlow_at_least = 1', "rule 1: it has one of low_at_least"),
        ('[[rule]]\nscore = "seconds"\nalways = true', "rule 1: seconds is no share that could always be"),
        (
            '[[rule]]\nscore = "right"\nhigh_at_most = 1',
            "rule 1: right is better the higher it is; write low",
        ),
        ('[[rule]]\nscore = "cost"\nlow_at_least = 1', "rule 1: cost is better the lower it is; write high"),
        ('[[rule]]\nscore = "right"\nlow_at_least = nan', "rule 1, low_at_least: "),
        ('[[rule]]\nscore = "right"\nlow = 1\nlow_at_least = 1', "rule 1, low: Extra inputs"),
        (
            '[[rule]]\nscore = "right"\nslice = "ko"\nlow_at_least = 1',
            "rule 1, slice: 'ko' is no slice; write",
        ),
    ],
)
def test_a_policy_that_is_wrong_is_told_with_its_rule(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FixThePolicy) as problem:
        _load(tmp_path, text)
    assert told in str(problem.value)


def test_a_rule_that_is_wrong_is_not_said_to_be_lacking(tmp_path: Path) -> None:
    with pytest.raises(FixThePolicy) as problem:
        _load(tmp_path, '[[rule]]\nscore = "right"')
    assert "has no rules" not in str(problem.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FixThePolicy, match="check the path"):
        Policy.load(tmp_path / "none.toml")
