"""From what the model finds in passages to evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from bot.answering.extractors import TrainedExtractor
from bot.answering.question_analysis import AnswerType, SubQuestion
from bot.answering.scoring import Features
from bot.models import Audience, Evidence, Language, Passage, Question
from ingest.models import Chunk, Unit, UnitKind
from tests.bot.qa_model.scripted import ScriptedModel

SENTENCES = ["The fund has 50 billion won.", "It starts in 2027.", "Partners are:", "Alpha Ltd", "Beta Ltd"]
PART = SubQuestion("How large is the fund?", frozenset({AnswerType.AMOUNT}))
LIST = SubQuestion("Which are the partners?", frozenset({AnswerType.LIST}))
QUESTION = Question(PART.text, Audience.PUBLIC, Language.ENGLISH)
START = 100  # where the chunk starts in its document


def passage(document: str = "d.md", first: str = SENTENCES[0]) -> Passage:
    """Two sentences, and a list of two items that the third introduces."""
    sentences = [first, *SENTENCES[1:]]
    text, units = " ".join(sentences), []
    for number, words in enumerate(sentences):
        at = START + text.index(words)
        kind = UnitKind.ITEM if number > 2 else UnitKind.SENTENCE
        units.append(Unit(kind, at, at + len(words), group=int(number > 1)))
    return Passage(
        Chunk(document, 0, ("Funds",), None, START, START + len(text), text, tuple(units)), "Title", 1.0
    )


@dataclass(frozen=True)
class Alike:
    """A similarity extractor that likes one sentence."""

    liked: str = ""

    def extract(
        self,
        question: Question,  # noqa: ARG002
        parts: Sequence[SubQuestion],
        passages: Sequence[Passage],
    ) -> list[list[Evidence]]:
        units = [(each, unit) for each in passages for unit in each.chunk.units]
        weighed = [Evidence(each, (unit,), 0.0) for each, unit in units]
        found = [Evidence(each.passage, each.units, 0.9) for each in weighed if each.quote == self.liked]
        return [found for _ in parts]


def read(
    model: ScriptedModel, *parts: SubQuestion, passages: Sequence[Passage] = (), liked: str = ""
) -> list[list[Evidence]]:
    question = replace(QUESTION, text=" ".join(part.text for part in parts))
    return TrainedExtractor(model, Alike(liked)).extract(question, parts, passages or [passage()])


def test_the_sentence_that_holds_the_span_is_the_evidence_and_knows_the_span() -> None:
    ((best, *others),) = read(ScriptedModel({PART.text: {"50 billion won": (3.0, 1.0)}}), PART)
    assert best.quote == SENTENCES[0]
    assert best.span == (START + 13, START + 27)
    assert best.score > 0.5 > others[0].score
    assert all(each.span is None for each in others)


def test_of_two_passages_the_one_that_answers_wins() -> None:
    silent, telling = passage("a.md"), passage("b.md", "The fund has 70 billion won.")
    ((best, *_),) = read(
        ScriptedModel({PART.text: {"70 billion won": (3.0, 1.0)}}), PART, passages=[silent, telling]
    )
    assert best.passage is telling


def test_a_question_for_a_list_finds_the_list_as_a_whole() -> None:
    told = {LIST.text: {"Alpha Ltd": (3.0, 0.5), "Beta Ltd": (3.0, 0.5)}}
    ((best, *others),) = read(ScriptedModel(told), LIST)
    assert best.quote == " ".join(SENTENCES[2:])
    assert best.span is None  # the whole list is the answer
    assert max(each.score for each in others) < best.score


def test_a_list_is_no_evidence_where_none_is_asked_for() -> None:
    (found,) = read(ScriptedModel({PART.text: {"Alpha Ltd": (3.0, 1.0)}}), PART)
    assert {len(each.units) for each in found} == {1}


def test_each_part_is_read_for_itself_and_both_in_the_light_of_the_whole() -> None:
    other = SubQuestion("When does it start?", frozenset({AnswerType.TIME}))
    whole = "How large is the fund? When does it start?"
    told = {PART.text: {"50 billion": (3.0, 1.0)}, other.text: {"2027": (3.0, 1.0)}}
    light = TrainedExtractor(ScriptedModel(told | {whole: {"fund": (3.0, 1.0)}}), Alike())
    dark = TrainedExtractor(ScriptedModel(told), Alike())
    question = replace(QUESTION, text=whole)
    first, second = light.extract(question, [PART, other], [passage()])
    assert [first[0].quote, second[0].quote] == SENTENCES[:2]
    assert first[0].score > dark.extract(question, [PART, other], [passage()])[0][0].score


def test_a_span_over_two_sentences_is_shared_between_them() -> None:
    model = ScriptedModel({PART.text: {"billion won. It starts in 2027": (3.0, 1.0)}})
    ((best, second, *_),) = read(model, PART)
    assert (best.quote, second.quote) == (SENTENCES[1], SENTENCES[0])
    assert best.span == (START + 29, START + 46)


def test_what_is_alike_counts_where_the_model_is_undecided() -> None:
    told = {PART.text: {"50 billion won": (0.0, 0.5), "2027": (0.0, 0.5)}}
    ((best, *_),) = read(ScriptedModel(told), PART, liked=SENTENCES[1])
    assert best.quote == SENTENCES[1]


def test_no_passages_give_no_evidence() -> None:
    assert TrainedExtractor(ScriptedModel(), Alike()).extract(QUESTION, [PART], []) == [[]]


@pytest.mark.parametrize("feature", ["answers", "share", "similarity"])
def test_every_feature_counts_but_more_than_certain_is_nothing(feature: str) -> None:
    low = {"answers": -2.0, "share": 0.1, "similarity": 0.1}
    high = {"answers": 2.0, "share": 0.9, "similarity": 0.9}
    assert Features(**low).probability < Features(**(low | {feature: high[feature]})).probability
    certain = Features(answers=6.0, share=1.0, similarity=0.99)
    beyond = Features(answers=1e9, share=1.0, similarity=1.0)
    assert beyond.probability == certain.probability < 1
