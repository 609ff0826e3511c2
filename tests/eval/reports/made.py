"""A run with answers, refusals and a leak, and with words that would break a careless page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from eval.analysis.deciding.judged_run import JudgedRun
from eval.runner.result import Cited, Kind, Result, Retrieved
from tests.eval.analysis.deciding.made import case, made

EVIL = "<script>document.title = 'broken'</script> & </script>"
_PASSAGE = Retrieved(document="fund.md", text="Before. The fund holds 90 million. After.")

CASES = [
    case("fund", tags=["figures"], must=["90 million"]),
    case("evil", tags=["a \"b\" & 'c'"], question=EVIL),
    case("silent", unanswerable="near_miss", language="ko", question="무엇입니까?"),
    case("leak", unanswerable="staff_only", must_not=["77"]),
    case("needless", tags=["figures"]),
    case("down"),
]
RESULTS = (
    Result(
        case="fund",
        kind=Kind.ANSWER,
        text="The fund holds 90 million. [1]",
        citations=(Cited(document="fund.md", quote="The fund holds 90 million.", section="Money", n=1),),
        passages=(_PASSAGE,),
        confidence=0.9,
        seconds=0.2,
    ),
    Result(case="evil", kind=Kind.ANSWER, text=EVIL, confidence=0.4, seconds=0.4),
    Result(case="silent", kind=Kind.REFUSAL, text="문서에 없습니다.", confidence=0.1, seconds=0.1),
    Result(case="leak", kind=Kind.ANSWER, text="It is 77.", confidence=0.6, seconds=0.3),
    Result(case="needless", kind=Kind.REFUSAL, text="They do not say.", seconds=0.1),
    Result(case="down", kind=Kind.FAILURE, failure="It hung up."),
)
_MARKS: Mapping[str, Sequence[float | None]] = {
    "right": [1, 0, 1, 0, 0, 0],
    "audience": [1, 1, 1, 0, 1, 1],
    "refusals": [0, 0, 3, 2, 1, 0],
    "seconds": [0.2, 0.4, 0.1, 0.3, 0.1, None],
}


def run(name: str = "made") -> JudgedRun:
    """The run."""
    return replace(made(CASES, _MARKS, name), results=RESULTS)


def better(name: str = "better") -> JudgedRun:
    """The same cases, of which `evil` became right."""
    suites = {each.id: "other" if each.id == "needless" else "first" for each in CASES}
    run = made(CASES, {**_MARKS, "right": [1, 1, 1, 0, 0, 0]}, name)
    return replace(run, results=RESULTS, suites=suites)
