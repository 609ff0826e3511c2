"""Concord itself as a system: the assistant of every other surface, made in its one composition root."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from bot.assistant import Assistant
from bot.conversation.turn import turn_of
from bot.factory import build_assistant, build_records
from bot.models import Audience, Request, Requester, Turn
from bot.records.store import Records
from bot.settings import Settings, load_settings
from eval.datasets.case import Case, EarlierTurn
from eval.runner.result import Kind, Result

_ASKER = Requester("evaluation", "", "")


@dataclass(frozen=True, slots=True)
class Concord:
    """Asks the assistant; the records of its answers lie with the run, and not among people's."""

    assistant: Assistant
    records: Records
    settings: Settings
    name: str = "concord"

    @classmethod
    def here(cls, folder: Path, run: Path, overrides: Mapping[str, str]) -> Concord:
        """The assistant that the settings in `folder` make, its records in the folder of the run.

        Raises ConcordError where a setting or the index is not as it must be.
        """
        kept = {"records.file": str(run / "answers.sqlite"), "records.keep_days": "36500"}
        settings = load_settings(folder, {**overrides, **kept})
        return cls(build_assistant(settings), build_records(settings), settings)

    def warm_up(self) -> None:
        """Loads the models and the index, so that the first case does not wait for them.

        Raises ConcordError where there is no index or it cannot be read.
        """
        self.assistant.search(Request("start", Audience.PUBLIC), top=1)

    def answer(self, case: Case, repeat: int) -> Result:
        """See `System`; a question of an earlier turn without an answer is asked first."""
        try:
            turns = self._turns(case)
            began_s = time.perf_counter()
            reply = self.assistant.ask(Request(case.question, case.audience, turns=turns, requester=_ASKER))
            seconds = time.perf_counter() - began_s
        except Exception as problem:  # noqa: BLE001 - a system that fails is scored as one that fails
            return Result(case=case.id, repeat=repeat, kind=Kind.FAILURE, failure=str(problem))
        return self._with_cost(Result.of(reply, case=case.id, repeat=repeat, seconds=seconds), case.audience)

    def describe(self) -> Mapping[str, JsonValue]:
        """See `System`: every setting, the generation of the index, the model and its prompts."""
        keeper = self.assistant.recorder
        return {
            "settings": self.settings.model_dump(mode="json", exclude={"records"}),
            "index": self.assistant.index.read(lambda snapshot: snapshot.generation),
            "model": keeper.model,
            "prompts": dict(keeper.prompts),
        }

    def _turns(self, case: Case) -> tuple[Turn, ...]:
        turns: tuple[Turn, ...] = ()
        for each in case.turns:
            if isinstance(each, EarlierTurn) and each.answer:
                turns = (*turns, Turn(each.question, each.answer))
                continue
            text = each if isinstance(each, str) else each.question
            reply = self.assistant.ask(Request(text, case.audience, turns=turns, requester=_ASKER))
            turns = (*turns, turn_of(text, reply))
        return turns

    def _with_cost(self, result: Result, audience: Audience) -> Result:
        record = self.records.find(result.answer, audience) if result.answer else None
        if record is None or not record.model:
            return result
        return result.model_copy(
            update={
                "prompt_tokens": record.prompt_tokens,
                "completion_tokens": record.completion_tokens,
                "cost": record.cost,
            }
        )
