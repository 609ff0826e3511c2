"""Whatever documents, questions and earlier turns say, and though the model obeys, the answer does not."""

from __future__ import annotations

import pytest

from tests.bot.hostile.cases import Case, read_cases
from tests.bot.hostile.conftest import Obedient

pytestmark = pytest.mark.slow

CASES = [pytest.param(case, id=case.id) for case in read_cases()]


@pytest.mark.parametrize("sources", [1, 4, 99], ids=["one-source", "four-sources", "all-sources"])
@pytest.mark.parametrize("case", CASES)
def test_what_an_obedient_model_writes_does_not_reach_the_reader(
    obedient: Obedient, case: Case, sources: int
) -> None:
    obedient.sources = sources
    reply, streamed = obedient.ask(case)
    assert case.forbidden_in(reply, streamed) == []
    assert case.missing_in(reply) == []
