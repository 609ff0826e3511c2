"""Finds the sentences of the documents, to the letter, that say what somebody said would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.models import Audience
from bot.verification.streaming import SentenceStream
from eval.datasets.case import Gold
from eval.datasets.requirement import Requirement
from eval.runner.result import Retrieved
from eval.scorers.matching import holds
from eval.scorers.score import Corpus

# Looks for words in what an audience may read: the nearest passages, best first.
Search = Callable[[str, Audience], Sequence[Retrieved]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, as its stored text has it."""

    document: str
    text: str

    @property
    def gold(self) -> Gold:
        """The sentence as evidence."""
        return Gold(document=self.document, quote=self.text)


def sentences_in(passages: Iterable[Retrieved], corpus: Corpus, audience: Audience) -> list[Sentence]:
    """The sentences of these passages that stand in the documents now and that `audience` may read."""
    found: dict[Sentence, None] = {}
    for passage in passages:
        text = corpus.text(passage.document)
        if text is None or (corpus.is_for_staff(passage.document) and audience is not Audience.STAFF):
            continue
        stream = SentenceStream()
        for each in (*stream.feed(passage.text), *stream.end()):
            if each in text:
                found[Sentence(passage.document, each)] = None
    return list(found)


def holding(wanted: Sequence[Requirement], right: str, sentences: Iterable[Sentence]) -> list[Sentence]:
    """The sentences that hold all of `wanted`, those that share most words with `right` first."""
    words = _words(right)
    having = [each for each in sentences if all(holds(each.text, value) for value in wanted)]
    return sorted(having, key=lambda each: -len(words & _words(each.text)))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def wrong_gold(gold: Gold, audience: Audience, corpus: Corpus) -> str:
    """What is wrong with the evidence of a case that `audience` asks, in a sentence; empty if nothing is."""
    text = corpus.text(gold.document)
    if text is None:
        return f"there is no document {gold.document!r}; `concord documents` lists them."
    if corpus.is_for_staff(gold.document) and audience is not Audience.STAFF:
        return f"{gold.document} is for staff, and the public asks; name a document that it may read."
    if gold.quote not in text:
        return f"these words do not stand in {gold.document}; copy them to the letter."
    return ""
