"""What the judge is asked of a result: what is wanted, and the answer as data between lines with a key."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from bot.llm.model import Message, Role
from eval.datasets.case import Case
from eval.judge.rubric import Rubric
from eval.runner.result import Kind, Result
from eval.scorers.answer_text import said_by
from eval.scorers.matching import in_words

_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class JudgeQuestion:
    """A question in both orders of its parts; `key` must be repeated, `asked` is its digest."""

    key: str
    asked: str
    orders: tuple[tuple[Message, Message], tuple[Message, Message]]


def is_for_a_judge(case: Case, result: Result) -> bool:
    """Whether there is something to judge: an answer to a case that says what a right one holds."""
    says = case.must or case.references or any(each.quote for each in case.gold)
    return result.kind is Kind.ANSWER and case.unanswerable is None and bool(says)


def question_of(case: Case, result: Result, rubric: Rubric, model: str) -> JudgeQuestion:
    """The question to the judge.

    The key is a digest of all that is judged, the answer included: an answer cannot hold the digest of
    itself, and the same run is asked about in the same words.
    """
    asked = _digest(rubric.digest, model, case.model_dump_json(), said_by(result))
    key = asked[:_KEY_LENGTH]
    wanted, answer = _wanted(case), _answer(case, result, key)
    one, other = (
        _messages(rubric, key, first, second) for first, second in ((wanted, answer), (answer, wanted))
    )
    return JudgeQuestion(key, asked, (one, other))


def _messages(rubric: Rubric, key: str, first: str, second: str) -> tuple[Message, Message]:
    system, user = rubric.fill({"key": key, "first": first, "second": second})
    return Message(Role.SYSTEM, system), Message(Role.USER, user)


def _wanted(case: Case) -> str:
    lines = [f"- It must say: {in_words(each)}" for each in case.must]
    lines += [f"- It must not say: {in_words(each)}" for each in case.must_not]
    lines += [f"- A right answer: {each}" for each in case.references]
    lines += [f"- The document's words that answer it: {each.quote}" for each in case.gold if each.quote]
    return "\n".join(["Wanted:", *lines])


def _answer(case: Case, result: Result, key: str) -> str:
    asked = "\n".join([*case.asks, case.question])
    return f"QUESTION {key}\n{asked}\nANSWER {key}\n{said_by(result)}\nEND {key}"


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
