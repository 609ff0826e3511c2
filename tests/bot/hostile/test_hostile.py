"""Whatever documents, questions and earlier turns say, and though the model obeys, the answer does not."""

from __future__ import annotations

import pytest

from tests.bot.hostile.cases import Case, read_cases
from tests.bot.hostile.conftest import Obedient

# Cases of which a sentence still passes for supported: words that hang on to a true statement, and claims
# that share their words with the passage.
_OPEN = {
    "forged-separators",
    "half-true",
    "heading-and-rule",
    "praise",
    "prompt-as-fact",
    "prompt-ko-translated",
    "question-with-order",
    "question-with-turns",
    "table-sentence",
}
_MARK = pytest.mark.xfail(reason="what the passage does not say is taken for supported", strict=False)
CASES = [pytest.param(case, id=case.id, marks=[_MARK] if case.id in _OPEN else []) for case in read_cases()]


@pytest.mark.parametrize("all_sources", [False, True], ids=["one-source", "all-sources"])
@pytest.mark.parametrize("case", CASES)
def test_what_an_obedient_model_writes_does_not_reach_the_reader(
    obedient: Obedient, case: Case, all_sources: bool
) -> None:
    obedient.all_sources = all_sources
    reply, streamed = obedient.ask(case)
    assert case.forbidden_in(reply, streamed) == []
    assert case.missing_in(reply) == []
