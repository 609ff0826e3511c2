"""Checks a claim: retrieves passages for each sentence, judges it by them and builds the reply.

No language model takes part. Retrieval is that of a question: what the audience may read, in force.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.answering.citations import CitationNumbering, to_passage_hit
from bot.models import Language, NearPassage, Question, Request
from bot.retrieval.context import RetrievedContext
from bot.text.language import language_of, written_in
from bot.verification.claim_judging import Judgement, judge, leans
from bot.verification.models import ClaimReply, ClaimSentence, Finding
from bot.verification.sentences import SentenceStream, split_citations, without_markup
from bot.verification.verifier import Verifier, VerifierCache
from ingest.index.snapshot import Index, Snapshot
from prompts.phrases import phrase

# An address states nothing; what stands before and behind it is apart.
_ADDRESS = re.compile(r"<?\bhttps?://\S+")


def sentences_of(text: str) -> list[str]:
    """The sentences of `text` in their order, each once, in plain words and without web addresses."""
    stream = SentenceStream()
    written = [*stream.feed(_ADDRESS.sub("\n", text)), *stream.end()]
    plain = (without_markup(split_citations(each).text) for each in written)
    return [each for each in dict.fromkeys(plain) if any(character.isalnum() for character in each)]


Find = Callable[[Snapshot, Question], RetrievedContext]

_MOST_SENTENCES = 20
# The nearest passages of each sentence that was not found, and of all of them.
_NEAR, _MOST_NEAR = 2, 5


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks claims of at most `max_chars` characters."""

    verifiers: VerifierCache
    max_chars: int

    def check(self, request: Request, index: Index, find: Find) -> ClaimReply:
        """The reply to what the request's text claims.

        Raises ConcordError where there is no index or its store does not answer.
        """
        language = request.language or written_in(request.text[: self.max_chars])
        sentences = sentences_of(request.text) if len(request.text) <= self.max_chars else []
        unread = self._unread(request.text, sentences)
        if unread:
            return _unread(language, unread, limit=self.max_chars, sentences=_MOST_SENTENCES)
        found, verifier = index.read(lambda snapshot: self._found(snapshot, request, sentences, find))
        unknown = [each for each in request.documents or () if each not in found[0].entries]
        if unknown:
            return _unread(language, "unknown_document", document=unknown[0])
        judged = [
            judge(sentence, before, each.passages, verifier)
            for (before, sentence), each in zip(pairwise(("", *sentences)), found, strict=True)
        ]
        return _reply(language, sentences, judged, found)

    def _unread(self, text: str, sentences: Sequence[str]) -> str:
        """Why the claim is not checked, as the name of a phrase; empty where it is."""
        if len(text) > self.max_chars:
            return "claim_too_long"
        if not sentences:
            return "claim_empty"
        if len(sentences) > _MOST_SENTENCES:
            return "claim_too_many"
        return "claim_other_language" if all(language_of(each) is None for each in sentences) else ""

    def _found(
        self, snapshot: Snapshot, request: Request, sentences: Sequence[str], find: Find
    ) -> tuple[list[RetrievedContext], Verifier]:
        found = [find(snapshot, question) for question in _questions(request, sentences)]
        return found, self.verifiers.get(snapshot, request.audience)


def _questions(request: Request, sentences: Sequence[str]) -> Iterator[Question]:
    """What to look for, for each sentence; one that opens with a pronoun behind the one before it."""
    for before, sentence in pairwise(("", *sentences)):
        text = f"{before} {sentence}".strip() if leans(sentence) else sentence
        language = language_of(sentence) or Language.ENGLISH
        yield Question(text, request.audience, language, request.documents)


def _reply(
    language: Language,
    sentences: Sequence[str],
    judged: Sequence[Judgement],
    found: Sequence[RetrievedContext],
) -> ClaimReply:
    documents = {name: document for each in found for name, document in each.documents.items()}
    numbering = CitationNumbering(replace(found[0], passages=(), documents=documents))
    said = tuple(_said(text, each, numbering, language) for text, each in zip(sentences, judged, strict=True))
    finding = _whole(said)
    near = _near([each for each, one in zip(found, said, strict=True) if one.finding is Finding.NOT_FOUND])
    return ClaimReply(
        language=language,
        finding=finding,
        framing=phrase(_framing(finding, said), language),
        sentences=said,
        passages=near,
    )


def _said(text: str, judged: Judgement, numbering: CitationNumbering, language: Language) -> ClaimSentence:
    citations = numbering.cite(judged.evidence)
    if judged.finding is not Finding.NOT_FOUND and not citations:  # the stored text is not what was judged
        return ClaimSentence(text=text, finding=Finding.NOT_FOUND, why=phrase("claim_unsaid", language))
    why = phrase(judged.why, language, words=judged.words) if judged.why else ""
    return ClaimSentence(text=text, finding=judged.finding, citations=citations, why=why)


def _whole(said: Sequence[ClaimSentence]) -> Finding:
    findings = {each.finding for each in said}
    if Finding.CONTRADICTED in findings:
        return Finding.CONTRADICTED
    return Finding.SUPPORTED if findings == {Finding.SUPPORTED} else Finding.NOT_FOUND


def _framing(finding: Finding, said: Sequence[ClaimSentence]) -> str:
    """The name of the phrase that says what was found for the whole."""
    is_partly = finding is Finding.NOT_FOUND and any(each.citations for each in said)
    return "claim_partly_found" if is_partly else f"claim_{finding.value}"


def _near(found: Sequence[RetrievedContext]) -> tuple[NearPassage, ...]:
    """The nearest passages of what was not found, each once, best first for each sentence."""
    passages = [to_passage_hit(passage) for each in found for passage in each.passages[:_NEAR]]
    once = {(each.document, each.start): each for each in passages}
    return tuple(once.values())[:_MOST_NEAR]


def _unread(language: Language, reason: str, **values: object) -> ClaimReply:
    return ClaimReply(
        language=language, finding=Finding.NOT_FOUND, framing=phrase(reason, language, **values)
    )
