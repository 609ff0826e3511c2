"""A gate goes by the end of the interval, lets no leak through, and names what is wrong with a policy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from bot.settings import load_settings
from eval.analysis.gate import Policy, RuleVerdict, check_gate, to_junit
from eval.analysis.run import Run
from eval.datasets.dataset import read_dataset
from eval.errors import PolicyError
from eval.scorers.metrics import SCORERS
from tests.eval.samples import make_run, own_case

CASES = [own_case(f"c{i}", tags=["one"] if i == 0 else []) for i in range(20)]
RUN = make_run(
    CASES, {"right": [1] * 18 + [0, 0], "seconds": [0.1 * i for i in range(20)], "audience": [1] * 20}
)
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
_ROOT = Path(__file__).parents[3]
_GATE = _ROOT / "eval" / "gate"


def check(run: Run, **rule: object) -> RuleVerdict:
    return check_gate(run, Policy.model_validate({"rule": [rule]}))[1]


def load(folder: Path, text: str) -> Policy:
    (folder / "gate.toml").write_text(text, encoding="utf-8")
    return Policy.load(folder / "gate.toml")


@pytest.mark.parametrize(
    ("rule", "is_kept"),
    [
        # 18 of 20 are 0.9; Wilson's interval with Student's t of 19 degrees begins near 0.69.
        ({"score": "right", "low_at_least": 0.6}, True),
        ({"score": "right", "low_at_least": 0.85}, False),
        # The median is 0.95 s, and the end of its interval beyond it.
        ({"score": "seconds_p50", "high_at_most": 1.0}, False),
        ({"score": "seconds_p50", "high_at_most": 1.9}, True),
        ({"score": "cost", "high_at_most": 1.0}, False),  # nothing is known of it
        ({"score": "cost", "high_at_most": 1.0, "may_be_unscored": True}, True),
        ({"score": "right", "slice": "tag:one", "low_at_least": 0.0}, False),  # one case has no interval
    ],
)
def test_a_rule_is_kept_by_the_end_of_the_interval(rule: dict[str, object], is_kept: bool) -> None:
    assert check(RUN, **rule).is_kept is is_kept


def test_a_verdict_says_what_was_found() -> None:
    verdict = check(RUN, score="right", low_at_least=0.85)
    assert verdict.rule == "right: low ≥ 0.85"
    assert verdict.found.startswith("0.900, 0.6")
    assert verdict.found.endswith("over 20 cases")
    alone = check(RUN, score="right", slice="tag:one", low_at_least=0.0)
    assert alone.found == "1.000, of cases that all go together: no interval"


def test_what_must_always_hold_is_broken_by_a_single_case() -> None:
    # 199 of 200 have an interval from near 0.97: no bound on it would tell this run from one without a fault.
    cases = [own_case(f"c{i}") for i in range(200)]
    quotes: list[float | None] = [0.5 if i == 7 else 1.0 for i in range(200)]
    run = make_run(cases, {"quotes_to_the_letter": quotes, "refusals": [0] * 200})
    broken = check(run, score="quotes_to_the_letter", always=True)
    assert (broken.is_kept, broken.found) == (False, "c7: why c7")
    assert not check(run, score="quotes_to_the_letter", always=True, slice="language:en").is_kept
    never = check(run, score="needless_refusals", always=True)
    assert (never.is_kept, never.found) == (True, "without exception in 200 answers")


def test_a_rule_can_be_on_one_suite() -> None:
    run = replace(RUN, suites={f"c{i}": "good" if i < 18 else "bad" for i in range(20)})
    good = check(run, score="right", slice="suite:good", low_at_least=0.7)
    assert (good.is_kept, good.found.endswith("over 18 cases")) == (True, True)
    assert not check(run, score="right", slice="suite:bad", low_at_least=0.1).is_kept


def test_one_leak_fails_a_run_whatever_the_policy_says(tmp_path: Path) -> None:
    leaky = make_run(CASES, {"right": [1] * 20, "audience": [1] * 18 + [0, 0]})
    first = check_gate(leaky, load(tmp_path, GOOD))[0]
    found = "c18: why c18, and 1 more"
    assert first == RuleVerdict("nothing for staff is shown to the public", False, found)


def test_junit_has_a_test_case_for_each_rule() -> None:
    verdicts = [RuleVerdict("one", True, "fine"), RuleVerdict("two & three", False, 'bad \x01 "x"')]
    suite = Xml.fromstring(to_junit("a <b>", verdicts))
    assert (suite.attrib["tests"], suite.attrib["failures"]) == ("2", "1")
    kept, failed = suite.findall("testcase")
    assert (kept.attrib["name"], failed.attrib["name"]) == ("one", "two & three")
    assert kept.find("failure") is None
    failure = failed.find("failure")
    assert failure is not None
    assert failure.attrib["message"] == 'bad � "x"'


def test_a_policy_is_a_list_of_rules(tmp_path: Path) -> None:
    assert [str(rule) for rule in load(tmp_path, GOOD).rule] == [
        "right: low ≥ 0.55",
        "seconds_p95 (language:ko): high ≤ 2",
        "quotes_to_the_letter (suite:facts): always",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "gate.toml has no rules; write one or more"),
        ("rule = []", "gate.toml has no rules; write one or more"),
        ("[[rule", "gate.toml is no TOML"),
        ("[[rule]]\nlow_at_least = 1", "gate.toml, rule 1, score: Field required."),
        (GOOD + '[[rule]]\nscore = "rihgt"\nlow_at_least = 1', "rule 4, score: 'rihgt' is no score; there"),
        ('[[rule]]\nscore = "right"', "rule 1: it has one of low_at_least, high_at_most and always"),
        ('[[rule]]\nscore = "right"\nalways = true\nlow_at_least = 1', "rule 1: it has one of low_at_least"),
        ('[[rule]]\nscore = "seconds"\nalways = true', "rule 1: seconds is no share that could always be"),
        ('[[rule]]\nscore = "right"\nhigh_at_most = 1', "right is better the higher it is; write low_at"),
        ('[[rule]]\nscore = "cost"\nlow_at_least = 1', "rule 1: cost is better the lower it is; write high"),
        ('[[rule]]\nscore = "right"\nlow_at_least = nan', "rule 1, low_at_least: "),
        ('[[rule]]\nscore = "right"\nlow = 1\nlow_at_least = 1', "rule 1, low: Extra inputs"),
        ('[[rule]]\nscore = "right"\nslice = "ko"\nlow_at_least = 1', "rule 1, slice: 'ko' is no slice;"),
        ('[[rule]]\nscore = "judged"\nlow_at_least = 1', "a rule is on 'judged'; say in [judge] from which"),
    ],
)
def test_an_error_of_a_policy_names_its_rule(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PolicyError) as problem:
        load(tmp_path, text)
    assert message in str(problem.value)
    # A rule that is wrong is not said to be lacking.
    assert ("has no rules" in str(problem.value)) == ("has no rules" in message)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="check the path"):
        Policy.load(tmp_path / "none.toml")


def shipped_run(value: float) -> Run:
    """A run over the shipped cases in which each answer has this score by every scorer, and nothing leaks."""
    suites = [read_dataset(path) for path in sorted((_ROOT / "eval" / "suites").glob("*.yaml"))]
    cases = [case for suite in suites for case in suite.cases]
    scores: dict[str, list[float | None]] = {name: [value] * len(cases) for name in SCORERS}
    # Each case was refused, as it had to be, or was answered, though it had to be refused.
    scores |= {"audience": [1.0] * len(cases), "refusals": [3.0 if value else 2.0] * len(cases)}
    run = make_run(cases, scores)
    return replace(run, suites={case.id: suite.name for suite in suites for case in suite.cases})


def test_the_shipped_gate_can_be_kept_and_broken() -> None:
    policy = Policy.load(_GATE / "policy.toml")
    broken = [verdict.rule for verdict in check_gate(shipped_run(1.0), policy) if not verdict.is_kept]
    # Where all is refused, nothing is refused needlessly, and of that alone nothing is known.
    assert broken == ["needless_refusals: high ≤ 0.24"]
    leaks, *others = check_gate(shipped_run(0.0), policy)
    assert leaks.is_kept
    assert not any(verdict.is_kept for verdict in others)


def test_the_shipped_gate_asks_an_index_of_its_own_without_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_CONFIG", str(_GATE / "settings.toml"))
    settings = load_settings(_ROOT)
    assert settings.index.folder == Path(".concord/gate/index")
    assert (settings.documents.sources, settings.llm.provider) == (("documents",), "")


def test_ci_runs_the_gate_behind_the_tests() -> None:
    lines = (_ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")
    assert lines.index("make gate") > lines.index("make test")
