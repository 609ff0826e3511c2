"""Propose a case for a candidate: what a right answer holds, and the sentences that say it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.models import Audience, Language
from bot.text.figures import facts_in, missing_facts
from bot.verification.sentences import SentenceStream
from eval.datasets.case import Case, Gold, Requirement, Unanswerable, Value
from eval.feedback.candidate import Candidate
from eval.models import ResultPassage
from eval.scorers.matching import meets
from eval.scorers.scorer import Corpus

# Searches what an audience may read: the nearest passages, best first.
Search = Callable[[str, Audience], Sequence[ResultPassage]]

_SLUG_CHARS, _KEY_CHARS = 40, 6
_MAX_RUN_WORDS = 12
_MIN_CHARS, _MIN_HANGUL = 5, 2
# Endings of Korean words ("…이었습니다") are no part of the name before them.
_MAX_ENDING_CHARS = 5
_EDGES = " \t\n.,;:!?。…\"'“”‘’()[]"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The values of a case; without `is_complete` the reviewer has to say what is right.

    `doubt` is a sentence on what the documents do not confirm.
    """

    values: Mapping[str, Any]
    is_complete: bool
    doubt: str = ""

    def case(self) -> Case:
        return Case.model_validate(self.values)

    def as_unanswerable(self, reason: Unanswerable) -> Proposal:
        values = {key: value for key, value in self.values.items() if key not in ("must", "gold", "instead")}
        return Proposal({**values, "unanswerable": reason.value}, is_complete=True)


def propose(candidate: Candidate, corpus: Corpus, search: Search) -> Proposal:
    """The case by what was last said to be right; without that only its question.

    `search` finds more passages than the answer rested on, by what is right.
    """
    values = _question_values(candidate)
    right = candidate.right.strip()
    if not right:
        return Proposal(values, is_complete=False)
    cited = (ResultPassage(document=quoted.document, text=quoted.quote) for quoted in candidate.citations)
    near = search(f"{candidate.full_question} {right}", candidate.audience)
    sentences = find_sentences([*near, *cited, *candidate.passages], corpus, candidate.audience)
    must = requirements_in(right, candidate.full_question, sentences)
    gold = find_evidence(must, right, sentences) if must else []
    reader = "the public" if candidate.audience is Audience.PUBLIC else "staff"
    doubt = "" if gold else f"No sentence was found, of those that {reader} may read, that says this."
    if not must:
        return Proposal(values, is_complete=False, doubt=doubt)
    values["must"] = [
        requirement if isinstance(requirement, str) else requirement.model_dump() for requirement in must
    ]
    if gold:
        values["gold"] = [evidence.model_dump(exclude_defaults=True) for evidence in gold]
    return Proposal(values, is_complete=True, doubt=doubt)


def find_sentences(passages: Iterable[ResultPassage], corpus: Corpus, audience: Audience) -> list[Gold]:
    """The sentences of these passages that stand in the documents now and that `audience` may read."""
    sentences: dict[Gold, None] = {}
    for passage in passages:
        text = corpus.text(passage.document)
        if text is None or (corpus.is_for_staff(passage.document) and audience is not Audience.STAFF):
            continue
        stream = SentenceStream()
        for sentence in (*stream.feed(passage.text), *stream.end()):
            if sentence in text:
                sentences[Gold(document=passage.document, quote=sentence)] = None
    return list(sentences)


def requirements_in(right: str, question: str, sentences: Sequence[Gold]) -> list[Requirement]:
    """The figures, sums and dates of what is right; without any the longest words that a sentence has too.

    What the question says already is left out.
    """
    values = dict.fromkeys(fact.words for fact in facts_in(right))
    new = [Value(value=value) for value in values if missing_facts(value, question)]
    if new:
        return [*new]
    texts = [(_squeeze(sentence.quote), sentence.quote) for sentence in sentences]
    for run in sorted(set(_word_runs(right)), key=lambda run: (-len(run), run)):
        holders = (text for squeezed, text in texts if _squeeze(run) in squeezed)
        if not meets(question, run) and any(meets(text, run) for text in holders):
            return [run]
    return []


def find_evidence(must: Sequence[Requirement], right: str, sentences: Sequence[Gold]) -> list[Gold]:
    """The sentence that meets all of `must`; where none does, the best one for each, or none."""
    words = _words(right)

    def best(wanted: Sequence[Requirement]) -> Gold | None:
        holders = [
            sentence for sentence in sentences if all(meets(sentence.quote, value) for value in wanted)
        ]
        return max(holders, key=lambda sentence: len(words & _words(sentence.quote)), default=None)

    whole = best(must)
    if whole:
        return [whole]
    single = [best([value]) for value in must]
    return list(dict.fromkeys(sentence for sentence in single if sentence)) if all(single) else []


def evidence_problem(gold: Gold, audience: Audience, corpus: Corpus) -> str:
    """What is wrong with the evidence of a case that `audience` asks; empty if nothing is."""
    text = corpus.text(gold.document)
    if text is None:
        return f"there is no document {gold.document!r}; `concord documents` lists them."
    if corpus.is_for_staff(gold.document) and audience is not Audience.STAFF:
        return f"{gold.document} is for staff, and the public asks; name a document that it may read."
    if gold.quote not in text:
        return f"these words do not stand in {gold.document}; copy them to the letter."
    return ""


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _word_runs(text: str) -> Iterator[str]:
    """The runs of words in it that say something, also without the ending of a Korean word."""
    words = text.split()
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + _MAX_RUN_WORDS) + 1):
            run = " ".join(words[first:last]).strip(_EDGES)
            for cut in range(_MAX_ENDING_CHARS + 1 if _is_hangul(run[-1:]) else 1):
                shorter = run[: len(run) - cut].strip(_EDGES)
                if any(_is_content(word) for word in shorter.split()):
                    yield shorter


def _is_content(word: str) -> bool:
    """Whether it is more than a small word; "is" and "the" stand in every sentence."""
    if _is_hangul(word[:1]):
        return len(word) >= _MIN_HANGUL
    return len(word) >= _MIN_CHARS or (word[:1].isupper() and len(word) >= _MIN_CHARS - 1)


def _is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"


def _question_values(candidate: Candidate) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": _case_id(candidate),
        "language": candidate.language.value,
        "question": candidate.question.strip(),
        "tags": ["regressions", "refused" if candidate.refused else "unhelpful"],
    }
    if candidate.audience is not Audience.PUBLIC:
        values["audience"] = candidate.audience.value
    if candidate.turns:
        values["turns"] = [turn.model_dump() if turn.answer else turn.question for turn in candidate.turns]
    index = f", index {candidate.index}" if candidate.index else ""
    values["note"] = f"From the answer {candidate.record} of {candidate.at:%Y-%m-%d}{index}."
    return values


def _case_id(candidate: Candidate) -> str:
    """Readable where the question is in English; the key makes it unique."""
    words = "-".join(re.findall(r"[a-z0-9]+", candidate.full_question.lower()))
    slug = words[:_SLUG_CHARS].rpartition("-")[0] if len(words) > _SLUG_CHARS else words
    is_readable = slug and candidate.language is Language.ENGLISH
    return f"{slug if is_readable else candidate.language.value}-{candidate.key[:_KEY_CHARS]}"
