"""What differs between two answers is told one by one, in sentences, and what does not matter is not."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from bot.models import Mode
from bot.storage.record import KeptWithheld, Record
from bot.storage.replay import Topic, differences
from tests.bot.storage.samples import NOON, QUOTE, SHOWN, answer, citation, passage, record, refusal

FIRST, SECOND, FERRY = record().passages


def topics_and_texts(before: Record, after: Record) -> list[tuple[Topic, str]]:
    return [(difference.topic, difference.text) for difference in differences(before, after)]


def test_the_same_answer_at_another_time_does_not_differ() -> None:
    other = record(
        at=NOON + dt.timedelta(days=3),
        surface="discord",
        requester="",
        timings_ms={"find": 99.0},
        prompt_tokens=1,
        completion_tokens=2,
        cost=3.0,
        # Scores and the confidence waver by less than can be told.
        passages=(passage(score=0.905), SECOND, FERRY),
        reply=answer(confidence=0.809),
    )
    assert topics_and_texts(record().named("0a1b2c3d"), other.named("zzzzzzzz")) == []


_HARBOUR = "harbour.md > Harbour > Fund"
WITH_OBJECTS: list[tuple[dict[str, Any], str, str]] = [
    (
        {"passages": (FIRST, SECOND, passage("ferry.md", version="00001111"))},
        "documents",
        "ferry.md has changed: its version was ffff0000 and is now 00001111.",
    ),
    (
        {"passages": (FIRST, FERRY)},
        "passages",
        f"The passage {_HARBOUR} (characters 200 to 242) is gone; it stood in place 2.",
    ),
    (
        {"passages": (FIRST, SECOND, FERRY, passage(start=300, section=""))},
        "passages",
        "The passage harbour.md (characters 300 to 342) is new, in place 4.",
    ),
    (
        {"passages": (passage(start=7), FIRST, SECOND, FERRY)},
        "passages",
        f"The passage {_HARBOUR} (characters 7 to 49) is new, in place 1.",
    ),
    (
        {"passages": (passage(score=0.893), SECOND, FERRY)},
        "passages",
        f"The score of the passage {_HARBOUR} (characters 40 to 82) was 0.900 and is now 0.893.",
    ),
    (
        {"passages": (FERRY, FIRST, SECOND)},
        "passages",
        "The passages stand in another order: those before in places 3, 1, 2.",
    ),
    ({"reply": answer(confidence=0.7)}, "answer", "The confidence was 0.80 and is now 0.70."),
    (
        {"reply": answer(framing="Note: it is old.")},
        "answer",
        "What stands above the answer was “Written by a language model:” and is now “Note: it is old.”.",
    ),
    (
        {"reply": answer(mode=Mode.VERBATIM)},
        "answer",
        "The words were a language model's and are now the documents' own.",
    ),
]
CASES = json.loads(Path(__file__).with_name("replay_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("changes", "topic", "text"), [*(case.values() for case in CASES), *WITH_OBJECTS])
def test_each_thing_that_matters_is_told_alone(changes: dict[str, Any], topic: str, text: str) -> None:
    after = Record.model_validate(record().model_dump() | changes)
    assert topics_and_texts(record(), after) == [(topic, text)]


def test_a_document_of_which_nothing_is_found_any_more_is_told_with_its_passages() -> None:
    after = record(passages=(FIRST, SECOND, passage("pier.md", version="22223333")))
    assert topics_and_texts(record(), after) == [
        (Topic.DOCUMENTS, "Nothing of ferry.md (version ffff0000) is found any more."),
        (Topic.DOCUMENTS, "Something of pier.md (version 22223333) is found now, and was not before."),
        (
            Topic.PASSAGES,
            "The passage ferry.md > Harbour > Fund (characters 40 to 82) is gone; it stood in place 3.",
        ),
        (Topic.PASSAGES, "The passage pier.md > Harbour > Fund (characters 40 to 82) is new, in place 3."),
    ]


def test_sentences_and_quotations_come_and_go() -> None:
    quote = "The fund of 90 million dollars is the harbour's."
    after = record(shown=("It is large. [1][2]",), reply=answer(citations=(citation(quote=quote),)))
    assert [text for _, text in topics_and_texts(record(), after)] == [
        f"The sentence “{SHOWN}” was shown, and is not any more.",
        "The sentence “It is large.” is shown, and was not before.",
        f"The quotation “{QUOTE}” of harbour.md was given, and is not any more.",
        f"The quotation “{quote}” of harbour.md is given, and was not before.",
    ]


def test_a_sentence_is_the_same_under_another_number_and_told_once_more_where_it_repeats() -> None:
    assert topics_and_texts(record(shown=(f"{SHOWN} [1]",)), record(shown=(f"{SHOWN} [2] [3]",))) == []
    twice = [text for _, text in topics_and_texts(record(shown=("A.",)), record(shown=("A. [1]", "A. [2]")))]
    assert twice == ["The sentence “A.” is shown, and was not before."]


def test_the_order_of_sentences_matters() -> None:
    texts = [text for _, text in topics_and_texts(record(shown=("A.", "B.")), record(shown=("B.", "A.")))]
    assert texts == ["The sentences that are shown are the same, in another order."]


def test_what_is_only_quoted_is_told_once() -> None:
    verbatim = answer(mode=Mode.VERBATIM, citations=(citation(quote="It is 91."),))
    before = record(shown=(f"{QUOTE} [1]",), reply=answer(mode=Mode.VERBATIM))
    texts = [text for _, text in topics_and_texts(before, record(shown=("It is 91. [1]",), reply=verbatim))]
    assert texts == [
        f"The quotation “{QUOTE}” of harbour.md was given, and is not any more.",
        "The quotation “It is 91.” of harbour.md is given, and was not before.",
    ]


def test_an_answer_that_turns_into_a_refusal_and_back_is_told_first() -> None:
    refused = record(shown=(), reply=refusal())
    there = [text for _, text in topics_and_texts(record(), refused)]
    back = [text for _, text in topics_and_texts(refused, record())]
    assert there[0] == "It was answered and is now refused (“The documents do not say.”)."
    assert back[0] == "It was refused (“The documents do not say.”) and is now answered."
    assert f"The sentence “{SHOWN}” was shown, and is not any more." in there
    assert "The confidence was 0.10 and is now 0.80." in back


def test_another_refusal_is_told() -> None:
    before, after = record(reply=refusal("It is too long.")), record(reply=refusal("It is empty."))
    assert topics_and_texts(before, after) == [
        (Topic.ANSWER, "The refusal was “It is too long.” and is now “It is empty.”.")
    ]


def test_a_sentence_that_is_withheld_for_another_reason_is_told() -> None:
    after = record(withheld=(KeptWithheld(text="It holds 95 million.", reason="a name"),))
    assert len(topics_and_texts(record(), after)) == 2
