"""Reads SQuAD 1.1 and 2.0 and what has their shape, such as KorQuAD 1.0, and the conversations of QuAC.

Rajpurkar et al., SQuAD (EMNLP 2016) and SQuAD 2.0 (ACL 2018); Lim et al., KorQuAD 1.0 (2019); Choi et al.,
QuAC (EMNLP 2018), whose paragraphs are conversations.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from bot.text.language import written_in
from eval.datasets.case import Case, EarlierTurn, Gold, Unanswerable
from eval.datasets.importers.imported import Documents, Imported, case_id, one_line, plain
from eval.datasets.importers.source import Part, Source, Text

# With what QuAC ends each paragraph, and answers what the paragraph does not say.
_NO_ANSWER = "CANNOTANSWER"
# What a conversation goes on from where the paragraph did not say.
_SAID_NOT = "No answer."


class _Span(Part):
    text: str


class _Question(Part):
    id: Text
    question: Text
    answers: tuple[_Span, ...] = ()
    is_impossible: bool = False
    orig_answer: _Span | None = None

    @property
    def spans(self) -> tuple[str, ...]:
        """The answers, each once, first the one from which QuAC's conversation goes on."""
        first = (self.orig_answer.text,) if self.orig_answer else ()
        found = tuple(dict.fromkeys(one_line(each) for each in (*first, *(one.text for one in self.answers))))
        if self.is_impossible or found[:1] == (_NO_ANSWER,):
            return ()
        return tuple(each for each in found if each and each != _NO_ANSWER)


class _Paragraph(Part):
    context: Text
    qas: tuple[_Question, ...]


class _Article(Part):
    title: str = ""
    section_title: str = ""
    paragraphs: tuple[_Paragraph, ...]


class _File(Part):
    data: Annotated[tuple[_Article, ...], Field(min_length=1)]


def read_squad(source: Source) -> Imported:
    """A document a paragraph, under its article's title, and a case a question.

    The right document is then the paragraph that the question was asked of, and the cluster its article. What
    `is_impossible` is a near miss: its paragraph is about the same thing and does not say it.
    """
    documents = Documents()
    cases: list[Case] = []
    for number, article in enumerate(source.checked(_File).data):
        name = article_name(article.title) or f"article {number + 1}"
        title = " – ".join(filter(None, (name, one_line(article.section_title))))
        for place, paragraph in enumerate(article.paragraphs):
            _refuse_without_answers(source, paragraph, ("data", number, "paragraphs", place))
            context = paragraph.context.removesuffix(_NO_ANSWER)
            document = documents.add(f"{article.title or name}-{place + 1}", title, context)
            cases += _cases(paragraph, document, name)
    return Imported(tuple(cases), documents.all)


def article_name(title: str) -> str:
    """What the cases of an article have as their cluster: its title, written as people would."""
    return one_line(title.replace("_", " "))


def _refuse_without_answers(source: Source, paragraph: _Paragraph, at: tuple[str | int, ...]) -> None:
    for place, each in enumerate(paragraph.qas):
        says_none = each.is_impossible or (each.orig_answer is not None)
        if not each.spans and not says_none and _NO_ANSWER not in {one.text for one in each.answers}:
            raise source.wrong(
                (*at, "qas", place),
                f"the question {each.id} has no answers and is not said to be impossible; add one of the two",
            )


def _cases(paragraph: _Paragraph, document: str, article: str) -> Iterator[Case]:
    """The cases of a paragraph; in a conversation with the turns before each."""
    turns: tuple[EarlierTurn, ...] = ()
    text = plain(paragraph.context)
    for each in paragraph.qas:
        spans, question = each.spans, one_line(each.question)
        stands = tuple(Gold(document=document, quote=span if span in text else "") for span in spans)
        yield Case(
            id=case_id(each.id),
            language=written_in(question),
            question=question,
            tags=("answerable" if spans else "unanswerable",),
            turns=turns,
            references=spans,
            gold=stands[:1],
            instead=stands[1:],
            unanswerable=None if spans else Unanswerable.NEAR_MISS,
            cluster=article,
        )
        if each.orig_answer is not None:
            turns = (*turns, EarlierTurn(question=question, answer=spans[0] if spans else _SAID_NOT))
