"""Reads the conversations of CoQA (Reddy, Chen and Manning, TACL 2019) and what has its shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import AliasChoices, Field

from bot.text.language import written_in
from eval.datasets.case import Case, EarlierTurn, Gold, Unanswerable
from eval.datasets.importers.imported import Documents, Imported, case_id, one_line, plain
from eval.datasets.importers.source import Part, Source, Text
from eval.datasets.requirement import AnyOf, Pattern, Requirement

_UNKNOWN = "unknown"
_YES_OR_NO = {"yes", "no"}


class _Asked(Part):
    input_text: Text


class _Said(Part):
    input_text: Text
    span_text: str = ""

    @property
    def is_known(self) -> bool:
        """Whether it is an answer, and not that the story does not say."""
        return self.input_text.casefold().rstrip(".") != _UNKNOWN


class _Story(Part):
    id: str = ""
    name: Annotated[str, Field(validation_alias=AliasChoices("name", "filename"))] = ""
    story: Text
    questions: tuple[_Asked, ...]
    answers: tuple[_Said, ...]
    additional_answers: Mapping[str, tuple[_Said, ...]] = {}


class _File(Part):
    data: Annotated[tuple[_Story, ...], Field(min_length=1)]


def read_coqa(source: Source) -> Imported:
    """A document a story, and a case a question, with the questions and answers before it as its turns.

    The answers are in the annotators' own words, so that an answer is right too if it holds the words of the
    story on which one of them rests.
    """
    documents = Documents()
    cases: list[Case] = []
    for number, story in enumerate(source.checked(_File).data):
        told = {"answers": story.answers, **{f"additional_answers.{k}": v for k, v in _more(story)}}
        for field, answers in told.items():
            if len(answers) != len(story.questions):
                counts = f"{len(answers)} answers to {len(story.questions)} questions"
                raise source.wrong(
                    ("data", number, *field.split(".")), f"there are {counts}; make them as many"
                )
        name = story.id or f"story-{number + 1}"
        document = documents.add(name, story.name, story.story)
        cases += _cases(name, document, story)
    return Imported(tuple(cases), documents.all)


def _more(story: _Story) -> list[tuple[str, tuple[_Said, ...]]]:
    return sorted(story.additional_answers.items())


def _cases(name: str, document: str, story: _Story) -> Iterator[Case]:
    turns: tuple[EarlierTurn, ...] = ()
    text = plain(story.story)
    for place, asked in enumerate(story.questions):
        question, said = one_line(asked.input_text), story.answers[place]
        answers = [each for each in (said, *(found[place] for _, found in _more(story))) if each.is_known]
        if not said.is_known:
            answers = []
        spans = [each for each in _each_once(each.span_text for each in answers) if each in text]
        stands = tuple(Gold(document=document, quote=each) for each in spans)
        yield Case(
            id=case_id(f"{name}-{place + 1}"),
            language=written_in(question),
            question=question,
            tags=("answerable" if answers else "unanswerable",),
            turns=turns,
            must=(_wanted(answers, spans),) if answers else (),
            references=tuple(_each_once(each.input_text for each in answers)),
            gold=stands[:1] or ((Gold(document=document),) if answers else ()),
            instead=stands[1:],
            unanswerable=None if answers else Unanswerable.NEAR_MISS,
            cluster=name,
        )
        turns = (*turns, EarlierTurn(question=question, answer=one_line(said.input_text)))


def _each_once(texts: Iterator[str]) -> list[str]:
    return [each for each in dict.fromkeys(one_line(text) for text in texts) if each]


def _wanted(answers: Sequence[_Said], spans: Sequence[str]) -> Requirement:
    """The words of an annotator, or of the story below them; yes and no count where an answer opens so."""
    words = _each_once(each.input_text for each in answers)
    opened: list[Requirement] = [
        Pattern(pattern=rf"^\W*{each.casefold().rstrip('.')}\b")
        if each.casefold().rstrip(".") in _YES_OR_NO
        else each
        for each in words
    ]
    return AnyOf(any=tuple(dict.fromkeys([*opened, *spans])))
