"""Ask a language model for verdicts: each answer twice, with the parts of the question in both orders."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from bot.llm.model import ChatModel, Message, ModelFailedError, Role
from bot.verification.instructions import is_instruction
from eval.datasets.case import Case
from eval.judge.verdicts import (
    Grade,
    UnreadableReplyError,
    Verdict,
    add_verdict,
    parse_reply,
    read_verdicts,
    write_verdicts,
)
from eval.models import Kind, Result
from eval.scorers.matching import describe
from eval.scorers.scorer import answer_text

_RUBRIC = re.compile(
    r"\A\+\+\+\n(?P<front>.*?)\n\+\+\+\n\s*^# System\n(?P<system>.*?)^# User\n(?P<user>.*)\Z",
    re.DOTALL | re.MULTILINE,
)
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_KEY_CHARS = 16
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rubric:
    """The judge's prompt, with placeholders such as `{{key}}`; `name` has id, version and digest."""

    name: str
    digest: str
    system: str
    user: str

    @classmethod
    def load(cls) -> Rubric:
        return cls.parse((files("eval.judge") / "rubric.md").read_text(encoding="utf-8"))

    @classmethod
    def parse(cls, text: str) -> Rubric:
        """Raises ValueError where front matter, `# System` or `# User` is missing."""
        match = _RUBRIC.match(text)
        if match is None:
            raise ValueError("a rubric has front matter between +++ lines, then # System, then # User")
        front = tomllib.loads(match["front"])
        digest = hashlib.sha256(text.encode()).hexdigest()
        name = f"{front['id']}@{front['version']}-{digest[:8]}"
        return cls(name, digest, match["system"].strip(), match["user"].strip())

    def fill(self, values: Mapping[str, str]) -> tuple[Message, Message]:
        """The messages; placeholders within the values stay as they are."""
        system, user = (
            _PLACEHOLDER.sub(lambda match: values[match[1]], text) for text in (self.system, self.user)
        )
        return Message(Role.SYSTEM, system), Message(Role.USER, user)


def is_judgeable(case: Case, result: Result) -> bool:
    """Whether it is an answer to a case that says what a right answer holds."""
    expects = case.must or case.references or any(gold.quote for gold in case.gold)
    return result.kind is Kind.ANSWER and case.unanswerable is None and bool(expects)


@dataclass(frozen=True, slots=True)
class JudgeQuestion:
    """The messages in both orders; `key` must be repeated in the reply, `asked` is the digest."""

    key: str
    asked: str
    orders: tuple[tuple[Message, Message], tuple[Message, Message]]

    @classmethod
    def of(cls, case: Case, result: Result, rubric: Rubric, model: str) -> JudgeQuestion:
        """The key is a digest of all that is judged: an answer cannot contain the digest of itself."""
        parts = (rubric.digest, model, case.model_dump_json(), answer_text(result))
        asked = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
        key = asked[:_KEY_CHARS]
        wanted = "\n".join(["Wanted:", *(f"- {line}" for line in expectations(case))])
        questions = "\n".join([*case.earlier_questions, case.question])
        answer = f"QUESTION {key}\n{questions}\nANSWER {key}\n{answer_text(result)}\nEND {key}"
        one = rubric.fill({"key": key, "first": wanted, "second": answer})
        other = rubric.fill({"key": key, "first": answer, "second": wanted})
        return cls(key, asked, (one, other))


def expectations(case: Case) -> list[str]:
    return [
        *(f"It must say: {describe(requirement)}" for requirement in case.must),
        *(f"It must not say: {describe(requirement)}" for requirement in case.must_not),
        *(f"A right answer: {reference}" for reference in case.references),
        *(f"The document's words that answer it: {gold.quote}" for gold in case.gold if gold.quote),
    ]


@dataclass(frozen=True, slots=True)
class Unscored:
    """A result without a verdict, and why; it never counts as wrong."""

    case: str
    repeat: int
    reason: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges by a rubric; each of its two calls ends within `timeout_s`.

    Models lean towards what stands first or last (Zheng et al., Judging LLM-as-a-Judge, NeurIPS 2023), so a
    verdict must be the same in both orders. An answer that gives orders to a machine is left to people: no
    delimiter keeps every model from obeying.
    """

    model: ChatModel
    rubric: Rubric
    timeout_s: float

    def question(self, case: Case, result: Result) -> JudgeQuestion:
        return JudgeQuestion.of(case, result, self.rubric, self.model.name)

    def judge(self, case: Case, result: Result) -> Verdict | Unscored:
        if any(is_instruction(line) for line in result.text.split("\n")):
            return Unscored(case.id, result.repeat, "the answer gives orders, which a model may obey")
        question = self.question(case, result)
        try:
            (grade, reason), (other, _) = (self._ask(order, question.key) for order in question.orders)
        except ModelFailedError as problem:
            return Unscored(case.id, result.repeat, f"the model failed: {problem}")
        except UnreadableReplyError as problem:
            return Unscored(case.id, result.repeat, str(problem))
        if grade is not other:
            why = f"the judge says {grade.value} in one order of what it is given, {other.value} in the other"
            return Unscored(case.id, result.repeat, why)
        return Verdict(
            case=case.id,
            repeat=result.repeat,
            grade=grade,
            reason=reason,
            model=self.model.name,
            rubric=self.rubric.name,
            asked=question.asked,
        )

    def _ask(self, messages: Sequence[Message], key: str) -> tuple[Grade, str]:
        completion = self.model.complete(messages, within_s=self.timeout_s)
        text = "".join(completion)
        if completion.is_cut:
            raise UnreadableReplyError("the judge's reply was cut off as too long")
        return parse_reply(text, key)


def judge_all(
    answers: Sequence[tuple[Case, Result]], judge: Judge, run: Path, *, workers: int, progress: Progress
) -> list[Unscored]:
    """Keep a verdict on each answer in the folder of the run; returns the answers without one.

    Verdicts of this judge on these very answers are kept, others dropped; what is unscored is tried again
    the next time.
    """
    asked = {(case.id, result.repeat): judge.question(case, result).asked for case, result in answers}
    valid = [
        verdict
        for verdict in read_verdicts(run)
        if asked.get((verdict.case, verdict.repeat)) == verdict.asked
    ]
    write_verdicts(run, valid)
    known = {(verdict.case, verdict.repeat) for verdict in valid}
    pending = [(case, result) for case, result in answers if (case.id, result.repeat) not in known]
    progress(len(known), len(answers))
    unscored: list[Unscored] = []
    with ThreadPoolExecutor(workers, "judge") as threads:
        futures = [threads.submit(judge.judge, case, result) for case, result in pending]
        try:
            for count, future in enumerate(as_completed(futures), start=len(known) + 1):
                verdict = future.result()
                if isinstance(verdict, Verdict):
                    add_verdict(run, verdict)
                else:
                    unscored.append(verdict)
                progress(count, len(answers))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
    return unscored
