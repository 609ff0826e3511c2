"""A language model's sentences are shown as they come, each proved, and none that is not."""

from __future__ import annotations

import pytest

from bot.models import Answer, Audience, Language, Mode, Refusal, Turn
from tests.bot.llm.scripted_server import Asked, Script, say
from tests.bot.prose.conftest import Writes, number_of

pytestmark = pytest.mark.slow

_ASKED = "How large is the joint research programme, and when does it start?"
_WORDS = "starts in 2027 and runs for five years"


def honest(asked: Asked) -> Script:
    n = number_of(asked, _WORDS)
    return say(
        f"The joint research programme is worth KRW 50 billion [{n}]. It starts in 2027 and runs for five "
        f"years [{n}]."
    )


def test_what_the_documents_prove_is_shown_with_their_words(writes: Writes) -> None:
    written = writes(honest)
    reply = written.ask(_ASKED)
    assert isinstance(reply, Answer)
    assert reply.mode is Mode.PROSE
    first, second = reply.text.split("\n")
    assert first.startswith("The joint research programme is worth KRW 50 billion. [1]")
    assert second.startswith("It starts in 2027 and runs for five years.")
    assert any(_WORDS in each.quote for each in reply.citations)
    assert reply.notice == ""


def test_sentences_are_shown_as_they_come_and_stand_so_in_the_reply(writes: Writes) -> None:
    written = writes(honest)
    reply = written.ask(_ASKED)
    assert [each.marked for each in written.shown] == reply.text.split("\n")


def test_every_number_in_the_text_is_that_of_a_citation(writes: Writes) -> None:
    reply = writes(honest).ask(_ASKED)
    assert [each.n for each in reply.citations] == list(range(1, len(reply.citations) + 1))
    for sentence in reply.text.split("\n"):
        assert sentence.rpartition("[")[2].rstrip("]") in {str(each.n) for each in reply.citations}


@pytest.mark.parametrize(
    "wrong",
    [
        "The programme is worth KRW 90 billion [{n}].",
        "The programme starts in 2028 and runs for five years [{n}].",
        "The programme starts in 2027 and runs for five months [{n}].",
        "The programme starts in 2027 and runs for five years [99].",
        "The programme starts in 2027 and runs for five years.",
        "The programme of Japan starts in 2027 and runs for five years [{n}].",
        'The minister called it "a new dawn for both nations of Asia" [{n}].',
        "The programme does not start in 2027 [{n}].",
        "사업은 2027년에 시작하여 5년간 진행된다 [{n}].",
    ],
)
def test_what_they_do_not_prove_is_withheld_and_counted(writes: Writes, wrong: str) -> None:
    def half_honest(asked: Asked) -> Script:
        n = number_of(asked, _WORDS)
        return say(f"It starts in 2027 and runs for five years [{n}]. {wrong.format(n=n)}")

    written = writes(half_honest)
    reply = written.ask(_ASKED)
    assert [each.text for each in written.shown] == ["It starts in 2027 and runs for five years."]
    assert reply.text.count("\n") == 0
    assert "withheld: 1" in reply.notice


def test_where_nothing_stands_the_documents_own_words_answer(writes: Writes) -> None:
    written = writes(lambda _: say("The programme is worth KRW 90 billion [1]."))
    reply = written.ask(_ASKED)
    assert written.shown == []
    assert isinstance(reply, Answer)
    assert reply.mode is Mode.VERBATIM
    assert _WORDS in reply.text
    assert "own words" in reply.notice


def test_a_korean_question_is_answered_in_korean(writes: Writes) -> None:
    def korean(asked: Asked) -> Script:
        assert "Korean" in asked.system
        return say(
            f"사업은 2027년에 시작하여 5년간 진행됩니다 [{number_of(asked, '2027년에 시작하여 5년간')}]."
        )

    reply = writes(korean).ask("500억 원 규모 국제공동연구 사업은 언제 시작하나요?")
    assert isinstance(reply, Answer)
    assert reply.mode is Mode.PROSE
    assert reply.language is Language.KOREAN


def test_a_model_that_finds_no_answer_is_believed_where_the_documents_are_unsure_too(writes: Writes) -> None:
    reply = writes(lambda _: say("NOT STATED")).ask("Which film won the festival in Busan?")
    assert isinstance(reply, Refusal)


def test_what_is_for_staff_is_not_told_to_the_model_of_the_public(writes: Writes) -> None:
    written = writes(lambda _: say("NOT STATED"))
    question = "What is the line to take on the free trade agreement of 2004, Xinhua?"
    written.ask(question)
    written.ask(question, Audience.STAFF)
    public, staff = (asked.user for asked in written.server.asked)
    assert "Xinhua" not in public.partition("Question:")[0]
    assert "Xinhua" in staff.partition("Question:")[0]


def test_a_follow_up_reaches_the_model_as_a_question_that_stands_alone(writes: Writes) -> None:
    rewritten = "When does the joint research programme start?"

    def both(asked: Asked) -> Script:
        return say(rewritten) if "Last question:" in asked.user else honest(asked)

    written = writes(both)
    turns = (Turn("How large is the joint research programme?", "It is worth KRW 50 billion."),)
    written.ask("And when does it start?", turns=turns)
    assert f"Question: {rewritten}" in written.server.asked[-1].user


def test_without_passages_no_model_is_asked(writes: Writes) -> None:
    written = writes(honest)
    written.ask("?!")
    written.ask("Combien d'argent contient le fonds du port de la ville ?")
    written.ask(_ASKED, documents=("nowhere.md",))
    assert written.server.asked == []
