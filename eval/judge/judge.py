"""Asks a language model for a verdict on a result, twice, with what it is given in both orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.llm.model import ChatModel, Message, ModelFailed
from bot.verification.instructions import is_instruction
from eval.datasets.case import Case
from eval.judge.question import question_of
from eval.judge.rubric import Rubric
from eval.judge.verdict import Grade, Unreadable, Verdict, read_reply
from eval.runner.result import Result


@dataclass(frozen=True, slots=True)
class Unscored:
    """That there is no verdict on a result, and in a few words why; it never counts as a wrong answer."""

    case: str
    repeat: int
    why: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges by a rubric; each of its two calls to the model ends within `within_s` seconds.

    Models lean towards what stands first or last (Zheng et al., Judging LLM-as-a-Judge, NeurIPS 2023), so
    that only a verdict that is the same in both orders is one. An answer that gives orders to a machine is
    left to people: no delimiter keeps every model from obeying.
    """

    model: ChatModel
    rubric: Rubric
    within_s: float

    def asked(self, case: Case, result: Result) -> str:
        """The digest of all that a verdict rests on: case, answer, rubric and model."""
        return question_of(case, result, self.rubric, self.model.name).asked

    def judge(self, case: Case, result: Result) -> Verdict | Unscored:
        """The verdict on an answer."""
        if any(is_instruction(line) for line in result.text.split("\n")):
            return Unscored(case.id, result.repeat, "the answer gives orders, which a model may obey")
        question = question_of(case, result, self.rubric, self.model.name)
        try:
            one, other = (self._reply(messages, question.key) for messages in question.orders)
        except ModelFailed as problem:
            return Unscored(case.id, result.repeat, f"the model failed: {problem}")
        except Unreadable as problem:
            return Unscored(case.id, result.repeat, str(problem))
        if one[0] is not other[0]:
            told = f"{one[0].value} in one order of what it is given, {other[0].value} in the other"
            return Unscored(case.id, result.repeat, f"the judge says {told}")
        return Verdict(
            case=case.id,
            repeat=result.repeat,
            grade=one[0],
            reason=one[1],
            model=self.model.name,
            rubric=self.rubric.name,
            asked=question.asked,
        )

    def _reply(self, messages: Sequence[Message], key: str) -> tuple[Grade, str]:
        completion = self.model.complete(messages, within_s=self.within_s)
        text = "".join(completion)
        if completion.is_cut:
            raise Unreadable("the judge's reply was cut off as too long")
        return read_reply(text, key)
