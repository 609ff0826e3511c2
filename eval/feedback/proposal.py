"""Proposes the case that a candidate may become: what is right, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.models import Audience, Language
from eval.datasets.case import Case, EarlierTurn, Unanswerable
from eval.datasets.requirement import Requirement, Value
from eval.feedback.candidate import Candidate
from eval.feedback.evidence import Search, Sentence, holding, sentences_in
from eval.feedback.must import names_in, values_in, words_in
from eval.runner.result import Retrieved
from eval.scorers.score import Corpus

_SLUG_CHARS, _KEY_CHARS = 40, 6


@dataclass(frozen=True, slots=True)
class Proposal:
    """The values of a case; `is_whole` where they say what is right, else the reviewer has to.

    `doubt` is a sentence on what the documents do not bear out, empty where they bear out all.
    """

    values: Mapping[str, Any]
    is_whole: bool
    doubt: str = ""

    def case(self) -> Case:
        """The case as it is proposed."""
        return Case.model_validate(self.values)

    def refused(self, reason: Unanswerable) -> Proposal:
        """The same question as one that only a refusal answers."""
        asked = {key: value for key, value in self.values.items() if key not in ("must", "gold", "instead")}
        return Proposal({**asked, "unanswerable": reason.value}, is_whole=True)


def propose(candidate: Candidate, corpus: Corpus, search: Search) -> Proposal:
    """The case out of what was last said to be right; without that only its question.

    `search` finds more passages than the answer rested on, by what is right.
    """
    asked = _asked(candidate)
    right = candidate.right.strip()
    if not right:
        return Proposal(asked, is_whole=False)
    found_now = search(f"{candidate.standalone or candidate.question} {right}", candidate.audience)
    near = [*found_now, *_looked_at(candidate)]
    sentences = sentences_in(near, corpus, candidate.audience)
    must, found = _right(right, candidate, sentences)
    reader = "the public" if candidate.audience is Audience.PUBLIC else "staff"
    doubt = "" if found else f"No sentence was found, of those that {reader} may read, that says this."
    if not must:
        return Proposal(asked, is_whole=False, doubt=doubt)
    return Proposal(
        {**asked, "must": [_written(each) for each in must], **_evidence(found, must)},
        is_whole=True,
        doubt=doubt,
    )


def _right(
    right: str, candidate: Candidate, sentences: Sequence[Sentence]
) -> tuple[list[Requirement], list[Sentence]]:
    """What an answer must hold, and the sentences that hold it."""
    question = candidate.standalone or candidate.question
    values = [Value(value=each) for each in values_in(right, question)]
    if values:
        return [*values], _together(values, right, sentences)
    naming = {each: names_in(right, question, each.text) for each in sentences}
    names = max(naming.values(), key=len, default=[])
    if names:
        return [*names], holding(names, right, sentences)
    longest = words_in(right, question, [each.text for each in sentences])
    return ([longest], holding([longest], right, sentences)) if longest else ([], [])


def _together(values: Sequence[Value], right: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that hold all the values; where no single one does, the best for each, or none."""
    whole = holding(values, right, sentences)
    if whole:
        return whole
    each_one = [holding([value], right, sentences) for value in values]
    return list(dict.fromkeys(found[0] for found in each_one)) if all(each_one) else []


def _evidence(found: Sequence[Sentence], must: Sequence[Requirement]) -> dict[str, Any]:
    """The best sentence, or where it takes several to hold what an answer must, all of them.

    Whether another document says the same is for the reviewer to see: the same name is not the same answer.
    """
    if not found:
        return {}
    if not holding(must, "", found[:1]):
        return {"gold": [_as_values(each) for each in found]}
    return {"gold": [_as_values(found[0])]}


def _written(wanted: Requirement) -> str | dict[str, Any]:
    return wanted if isinstance(wanted, str) else wanted.model_dump()


def _as_values(sentence: Sentence) -> dict[str, Any]:
    return sentence.gold.model_dump(exclude_defaults=True)


def _looked_at(candidate: Candidate) -> Iterable[Retrieved]:
    return (
        *(Retrieved(document=each.document, text=each.quote) for each in candidate.citations),
        *candidate.passages,
    )


def _asked(candidate: Candidate) -> dict[str, Any]:
    """The question in its circumstances, as a case has them."""
    index = f", index {candidate.index}" if candidate.index else ""
    about = ["regressions", "refused" if candidate.refused else "unhelpful"]
    return {
        "id": _id(candidate),
        "language": candidate.language.value,
        "question": candidate.question.strip(),
        "tags": about,
        **({"audience": candidate.audience.value} if candidate.audience is not Audience.PUBLIC else {}),
        **({"turns": [_turn(each) for each in candidate.turns]} if candidate.turns else {}),
        "note": f"From the answer {candidate.record} of {candidate.at:%Y-%m-%d}{index}.",
    }


def _turn(turn: EarlierTurn) -> str | dict[str, str]:
    return turn.model_dump() if turn.answer else turn.question


def _id(candidate: Candidate) -> str:
    """Readable where the question is in English; the key makes it the only one of its kind."""
    asked = (candidate.standalone or candidate.question).lower()
    words = "-".join(re.findall(r"[a-z0-9]+", asked))
    slug = words[:_SLUG_CHARS].rpartition("-")[0] if len(words) > _SLUG_CHARS else words
    is_readable = slug and candidate.language is Language.ENGLISH
    return f"{slug if is_readable else candidate.language.value}-{candidate.key[:_KEY_CHARS]}"
