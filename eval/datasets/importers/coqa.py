"""Import the conversations of CoQA (Reddy, Chen and Manning, TACL 2019)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import AliasChoices, Field

from bot.text.language import written_in
from eval.datasets.case import AnyOf, Case, EarlierTurn, Gold, Pattern, Requirement, Unanswerable
from eval.datasets.importers.source import (
    DocumentCollector,
    ImportedDataset,
    Source,
    SourceModel,
    Text,
    case_id,
    clean,
    one_line,
    unique_lines,
)


class _Question(SourceModel):
    input_text: Text


class _Answer(SourceModel):
    input_text: Text
    span_text: str = ""

    @property
    def is_known(self) -> bool:
        return self.input_text.casefold().rstrip(".") != "unknown"


class _Story(SourceModel):
    id: str = ""
    name: Annotated[str, Field(validation_alias=AliasChoices("name", "filename"))] = ""
    story: Text
    questions: tuple[_Question, ...]
    answers: tuple[_Answer, ...]
    additional_answers: Mapping[str, tuple[_Answer, ...]] = {}


class _File(SourceModel):
    data: Annotated[tuple[_Story, ...], Field(min_length=1)]


def import_coqa(source: Source) -> ImportedDataset:
    """A document for each story, a case for each question, with the exchanges before it as its turns.

    Annotators answer in their own words, so an answer that holds the words of the story on which one of
    their answers rests is right too.
    """
    collector = DocumentCollector()
    cases: list[Case] = []
    for number, story in enumerate(source.parse(_File).data):
        annotations = {f"additional_answers.{key}": story.additional_answers[key] for key in _keys(story)}
        for field, answers in {"answers": story.answers, **annotations}.items():
            if len(answers) != len(story.questions):
                counts = f"{len(answers)} answers to {len(story.questions)} questions"
                raise source.error(("data", number, field), f"there are {counts}; make them as many")
        name = story.id or f"story-{number + 1}"
        document = collector.add(name, story.name, story.story)
        cases += _cases(name, document, story)
    return ImportedDataset(tuple(cases), collector.documents)


def _keys(story: _Story) -> list[str]:
    return sorted(story.additional_answers)


def _cases(name: str, document: str, story: _Story) -> Iterator[Case]:
    turns: tuple[EarlierTurn, ...] = ()
    text = clean(story.story)
    for place, (asked, first) in enumerate(zip(story.questions, story.answers, strict=True)):
        question = one_line(asked.input_text)
        others = [story.additional_answers[key][place] for key in _keys(story)]
        answers = [answer for answer in (first, *others) if answer.is_known] if first.is_known else []
        spans = [span for span in unique_lines(answer.span_text for answer in answers) if span in text]
        gold = tuple(Gold(document=document, quote=span) for span in spans)
        yield Case(
            id=case_id(f"{name}-{place + 1}"),
            language=written_in(question),
            question=question,
            tags=("answerable" if answers else "unanswerable",),
            turns=turns,
            must=(_requirement(answers, spans),) if answers else (),
            references=tuple(unique_lines(answer.input_text for answer in answers)),
            gold=gold[:1] or ((Gold(document=document),) if answers else ()),
            instead=gold[1:],
            unanswerable=None if answers else Unanswerable.NEAR_MISS,
            cluster=name,
        )
        turns = (*turns, EarlierTurn(question=question, answer=one_line(first.input_text)))


def _requirement(answers: Sequence[_Answer], spans: Sequence[str]) -> Requirement:
    """An annotator's words, or the story's below them; yes and no count where an answer starts with them."""
    options: list[Requirement] = []
    for words in unique_lines(answer.input_text for answer in answers):
        bare = words.casefold().rstrip(".")
        options.append(Pattern(pattern=rf"^\W*{bare}\b") if bare in ("yes", "no") else words)
    return AnyOf(any=tuple(dict.fromkeys([*options, *spans])))
