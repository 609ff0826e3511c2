"""A pronoun that opens a sentence stands for what its evidence is about, or it is unclear."""

from __future__ import annotations

import pytest

from bot.models import Evidence, Passage
from bot.verification.antecedents import unresolved_pronoun
from ingest.models import Chunk, Unit, UnitKind

_PROGRAMME = "The KRW 50 billion joint research programme starts in 2027 and runs for five years."
_MINISTER = "Minister Bae Kyung-hoon put the joint research programme at about KRW 50 billion."
_MINISTRY = "The Ministry of Science and ICT (MSIT) will launch an international joint research programme."
_TARGET = "The target size of the global fund of funds is USD 300 million."
_KOREAN = "500억 원 규모의 국제공동연구 사업은 2027년에 시작하여 5년간 진행된다."


def _evidence(quote: str) -> Evidence:
    chunk = Chunk("a.md", 0, (), None, 0, len(quote), quote, ())
    return Evidence(Passage(chunk, "A", 1.0), (Unit(UnitKind.SENTENCE, 0, len(quote)),), 1.0)


@pytest.mark.parametrize(
    ("sentence", "quote", "before", "pronoun"),
    [
        ("He put the programme at KRW 50 billion.", _MINISTER, "President Lee spoke of an age of AI.", "He"),
        (
            "According to ZDNet, he put it at KRW 50 billion.",
            _MINISTER,
            "President Lee spoke of an age of AI.",
            "he",
        ),
        ("They will launch a programme.", _MINISTRY, "IITP and AISG will develop agendas in 2026.", "They"),
        ("It starts in 2027.", _PROGRAMME, "The global fund of funds has USD 300 million.", "It"),
        ("This starts in 2027.", _PROGRAMME, "", "This"),
        ("이 사업은 2027년에 시작한다.", _KOREAN, "글로벌 모펀드는 3억 달러이다.", "이 사업은"),
    ],
)
def test_a_pronoun_is_unclear_where_something_else_was_spoken_of(
    sentence: str, quote: str, before: str, pronoun: str
) -> None:
    assert unresolved_pronoun(sentence, [_evidence(quote)], before) == pronoun


@pytest.mark.parametrize(
    ("sentence", "quote", "before"),
    [
        ("It starts in 2027.", _PROGRAMME, "How large is the joint research programme?"),
        ("He put the programme at KRW 50 billion.", _MINISTER, "Minister Bae Kyung-hoon leads MSIT."),
        ("It will launch a programme.", _MINISTRY, "MSIT is a ministry."),
        ("Its target size is USD 300 million.", _TARGET, "The global fund of funds is set up in 2026."),
        ("이 사업은 2027년에 시작한다.", _KOREAN, "국제공동연구 사업의 규모는 500억 원이다."),
        ("The programme starts in 2027.", _PROGRAMME, ""),
        ("When the joint research programme starts, it runs for five years.", _PROGRAMME, ""),
    ],
)
def test_a_pronoun_is_clear_where_its_evidence_was_spoken_of(sentence: str, quote: str, before: str) -> None:
    assert unresolved_pronoun(sentence, [_evidence(quote)], before) == ""


def test_one_piece_of_evidence_on_the_subject_is_enough() -> None:
    evidence = [_evidence(_MINISTRY), _evidence(_PROGRAMME)]
    assert unresolved_pronoun("It starts in 2027.", evidence, "The joint research programme is large.") == ""


def test_a_pronoun_of_the_evidence_itself_stands_for_what_its_passage_speaks_of() -> None:
    text = "The harbour fund starts in 2026. It grows until 2030."
    chunk = Chunk("a.md", 0, (), None, 0, len(text), text, ())
    second = Evidence(Passage(chunk, "A", 1.0), (Unit(UnitKind.SENTENCE, 33, len(text)),), 1.0)
    assert unresolved_pronoun("It grows.", [second], "How large is the harbour fund?") == ""
    assert unresolved_pronoun("It grows.", [second], "MSIT is a ministry.") == "It"
