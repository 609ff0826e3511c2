"""Import SQuAD 1.1 and 2.0, what has their shape, such as KorQuAD 1.0, and the conversations of QuAC.

Rajpurkar et al., SQuAD (EMNLP 2016) and SQuAD 2.0 (ACL 2018); Lim et al., KorQuAD 1.0 (2019); Choi et al.,
QuAC (EMNLP 2018), whose paragraphs are conversations.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from bot.text.language import written_in
from eval.datasets.case import Case, EarlierTurn, Gold, Unanswerable
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

# QuAC's answer to what the paragraph does not say; it also ends each paragraph.
_NO_ANSWER = "CANNOTANSWER"


class _Span(SourceModel):
    text: str


class _Question(SourceModel):
    id: Text
    question: Text
    answers: tuple[_Span, ...] = ()
    is_impossible: bool = False
    orig_answer: _Span | None = None

    @property
    def spans(self) -> tuple[str, ...]:
        """The answers, each once, first the one from which QuAC's conversation goes on."""
        answers = [self.orig_answer, *self.answers] if self.orig_answer else self.answers
        spans = unique_lines(answer.text for answer in answers)
        if self.is_impossible or spans[:1] == [_NO_ANSWER]:
            return ()
        return tuple(span for span in spans if span != _NO_ANSWER)

    @property
    def is_complete(self) -> bool:
        """Whether it has an answer or is marked as unanswerable."""
        is_marked = self.is_impossible or self.orig_answer or _NO_ANSWER in {a.text for a in self.answers}
        return bool(self.spans or is_marked)


class _Paragraph(SourceModel):
    context: Text
    qas: tuple[_Question, ...]


class _Article(SourceModel):
    title: str = ""
    section_title: str = ""
    paragraphs: tuple[_Paragraph, ...]


class _File(SourceModel):
    data: Annotated[tuple[_Article, ...], Field(min_length=1)]


def import_squad(source: Source) -> ImportedDataset:
    """A document for each paragraph, a case for each question, a cluster for each article.

    A question that is impossible is a near miss: its paragraph is about the same thing and does not say it.
    """
    collector = DocumentCollector()
    cases: list[Case] = []
    for number, article in enumerate(source.parse(_File).data):
        name = article_name(article.title) or f"article {number + 1}"
        title = " – ".join(filter(None, (name, one_line(article.section_title))))
        for place, paragraph in enumerate(article.paragraphs):
            for index, question in enumerate(paragraph.qas):
                if not question.is_complete:
                    raise source.error(
                        ("data", number, "paragraphs", place, "qas", index),
                        f"the question {question.id} has no answers and is not said to be impossible; add "
                        "one of the two",
                    )
            context = paragraph.context.removesuffix(_NO_ANSWER)
            document = collector.add(f"{article.title or name}-{place + 1}", title, context)
            cases += _cases(paragraph, document, name)
    return ImportedDataset(tuple(cases), collector.documents)


def article_name(title: str) -> str:
    return one_line(title.replace("_", " "))


def _cases(paragraph: _Paragraph, document: str, article: str) -> Iterator[Case]:
    turns: tuple[EarlierTurn, ...] = ()
    text = clean(paragraph.context)
    for asked in paragraph.qas:
        spans, question = asked.spans, one_line(asked.question)
        gold = tuple(Gold(document=document, quote=span if span in text else "") for span in spans)
        yield Case(
            id=case_id(asked.id),
            language=written_in(question),
            question=question,
            tags=("answerable" if spans else "unanswerable",),
            turns=turns,
            references=spans,
            gold=gold[:1],
            instead=gold[1:],
            unanswerable=None if spans else Unanswerable.NEAR_MISS,
            cluster=article,
        )
        if asked.orig_answer is not None:
            turns = (*turns, EarlierTurn(question=question, answer=spans[0] if spans else "No answer."))
