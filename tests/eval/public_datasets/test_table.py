"""The table of the real sets says what each set can tell, and leaves empty what it cannot."""

from __future__ import annotations

from eval.public_datasets.table import public_datasets_table
from tests.eval.samples import make_run, own_case

_ANSWERED = [
    own_case(f"a{i}", tags=["answerable"], references=["x"], cluster=f"article {i % 2}") for i in range(4)
]
_SILENT = [own_case("s", tags=["unanswerable"], unanswerable="near_miss", cluster="article 0")]
# Three of four answers are right; one question is refused needlessly, and the one without an answer rightly.
_READ = make_run(
    [*_ANSWERED, *_SILENT],
    {"right": [1, 1, 1, 0, 1], "refusals": [0, 0, 0, 1, 3], "recall_at_5": [1, 1, 0, 1, None]},
)
_FOUND = make_run([own_case("q", tags=[])], {"refusals": [1], "recall_at_5": [1]})


def test_each_figure_has_its_interval_and_its_cases() -> None:
    table = public_datasets_table({"Reading": _READ, "Finding": _FOUND}, {"Reading": 5_194, "Finding": 1})
    rows = {row[0]: row[1:] for row in table.rows}
    assert table.columns == ("", "Reading", "Finding")
    assert rows["questions"] == ("5 of 5,194", "1 of 1")
    assert rows["articles, or documents"] == ("2", "1")
    assert rows["right (holds an answer, or rightly refused)"][0].startswith("0.800 (")
    assert rows["right (holds an answer, or rightly refused)"][0].endswith("; 5)")
    assert rows["… of what can be answered"][0].startswith("0.750 (")
    assert rows["recall@5"][0].endswith("; 4)")
    # Of two refusals one is right; all that is silent is refused.
    assert rows["refusals: precision"][0].startswith("0.500 (")
    assert rows["refusals: recall"][0].startswith("1.000 (")


def test_whether_refusals_reach_the_goal_is_said_of_sets_that_have_what_cannot_be_answered() -> None:
    table = public_datasets_table(
        {"Reading": _READ, "Finding": _FOUND}, {"Reading": 5, "Finding": 1}, ["So."]
    )
    assert table.notes[-2] == "So."
    # Half of the refusals are right, which is too few; all that is silent is refused.
    assert table.notes[-1] == (
        "Goal, Reading: precision and recall of refusals at least 0.75: missed (0.500 and 1.000)."
    )


def test_what_a_set_cannot_tell_is_empty() -> None:
    rows = {row[0]: row[1:] for row in public_datasets_table({"Finding": _FOUND}, {"Finding": 1}).rows}
    assert not any(row.startswith(("right", "exact", "F1", "refusals")) for row in rows)
    assert rows["refused, though it can be answered"][0].startswith("1.000")
