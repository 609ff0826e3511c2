"""The tables of the planted sentences, from verdicts that can be counted by hand."""

from __future__ import annotations

from bot.verification.models import Accepted, Reason, Rejected
from eval.faults.cases import PlantedSentence
from eval.faults.checking import VerifiedSentence
from eval.faults.tables import accuracies, accuracy, cost, f1, halves, shares


def judged(
    kind: str, *, stands: bool, language: str = "en", split: str = "dev", took: float = 1.0
) -> VerifiedSentence:
    case = PlantedSentence("c", split, kind, language, "It is so.", "brief.md", "anchor")
    verdict = Accepted("It is so.", ()) if stands else Rejected("It is so.", Reason.FIGURE)
    return VerifiedSentence(case, verdict, took)


# Of three faults two are withheld, and of two right sentences one.
HERE = [
    judged("figure", stands=False),
    judged("negation", stands=False, split="held_out", took=30.0),
    judged("negation", stands=True, language="ko", took=3.0),
    judged("right", stands=True),
    judged("right", stands=False),
]


def test_each_kind_has_a_row_with_its_share_and_what_is_promised() -> None:
    rows = {row[0]: row[1:] for row in shares(HERE).rows}
    # Of the two negations that of the dev half stands, the Korean one about an English document.
    share = ("2", "50.0%", "0.0%", "100.0%", "100.0%", "0.0%", "0.0%")
    assert rows["negation"] == (*share, "", "")
    assert rows["right"][1] == "50.0%"
    assert rows["right"][-2:] == ("≤ 3%", "missed")
    assert rows["figure"][-2:] == ("≥ 100%", "met")
    assert ("negation", "2", "0.0%", "100.0%") in halves(HERE).rows


def test_accuracy_and_f1_are_those_of_withholding_faults() -> None:
    assert accuracy(HERE) == 3 / 5
    # Three faults, three withheld, two of them faults: 2 * 2 / 6.
    assert f1(HERE) == 2 * 2 / 6
    assert (accuracy([]), f1([])) == (0.0, 0.0)
    rows = {row[0]: row[1:] for row in accuracies(HERE).rows}
    # All, and of the dev half: two of four rightly judged.
    assert rows["accuracy"][:2] == ("0.600", "0.500")


def test_the_time_is_told_for_each_language() -> None:
    table = cost(HERE)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Korean"] == ("3.0", "3.0")
    assert rows["English"][0] == "1.0"
    assert [note.rsplit(": ", 1)[1] for note in table.notes] == ["missed."]
