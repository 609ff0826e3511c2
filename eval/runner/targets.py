"""Targets: what answers the cases of a run, Concord or a file of another system's answers; and the index."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from bot.assistant import Assistant
from bot.chat_session import turn_of
from bot.factory import build_assistant, build_index
from bot.models import Audience, Request, Requester, Turn
from bot.settings import Settings, load_settings
from bot.storage.records import Records
from eval.datasets.case import Case, EarlierTurn
from eval.errors import RunError
from eval.models import Kind, Result, ResultCitation, ResultPassage

_REQUESTER = Requester("evaluation", "", "")


class Target(Protocol):
    """Answers cases; several threads may ask at once."""

    @property
    def name(self) -> str:
        """The name in reports."""

    def answer(self, case: Case, repeat: int) -> Result:
        """Answer a case; `repeat` counts from 0. A failure is a result and raises nothing."""

    def describe(self) -> Mapping[str, JsonValue]:
        """All that determines the answers, for the manifest; no secret."""


@dataclass(frozen=True, slots=True)
class ConcordTarget:
    """The assistant as people get it; the records of its answers lie with the run."""

    assistant: Assistant
    records: Records
    settings: Settings
    name: str = "concord"

    @classmethod
    def build(cls, folder: Path, run: Path, overrides: Mapping[str, str]) -> ConcordTarget:
        """The assistant of the settings in `folder`; raises ConcordError for a bad setting or index."""
        records = {"storage.url": f"sqlite:///{run / 'records.sqlite'}", "records.keep_days": "36500"}
        settings = load_settings(folder, {**overrides, **records})
        assistant = build_assistant(settings)
        return cls(assistant, assistant.recorder.records, settings)

    def warm_up(self) -> None:
        """Load models and index before the first case; raises ConcordError where there is no index."""
        self.assistant.search(Request("start", Audience.PUBLIC), top=1)

    def answer(self, case: Case, repeat: int) -> Result:
        """Ask earlier questions without an answer first, then the case."""
        try:
            turns = self._turns(case)
            started_s = time.perf_counter()
            reply = self.assistant.ask(
                Request(case.question, case.audience, turns=turns, requester=_REQUESTER)
            )
            seconds = time.perf_counter() - started_s
        except Exception as problem:  # noqa: BLE001 - any failure of a target is scored as one
            return Result(case=case.id, repeat=repeat, kind=Kind.FAILURE, failure=str(problem))
        return self._add_cost(Result.of(reply, case=case.id, repeat=repeat, seconds=seconds), case.audience)

    def describe(self) -> Mapping[str, JsonValue]:
        recorder = self.assistant.recorder
        return {
            "settings": self.settings.model_dump(mode="json", exclude={"records", "storage"}),
            "index": self.assistant.index.read(lambda snapshot: snapshot.generation),
            "model": recorder.model,
            "prompts": dict(recorder.prompts),
        }

    def _turns(self, case: Case) -> tuple[Turn, ...]:
        turns: tuple[Turn, ...] = ()
        for earlier in case.turns:
            if isinstance(earlier, EarlierTurn) and earlier.answer:
                turns = (*turns, Turn(earlier.question, earlier.answer))
                continue
            question = earlier if isinstance(earlier, str) else earlier.question
            reply = self.assistant.ask(Request(question, case.audience, turns=turns, requester=_REQUESTER))
            turns = (*turns, turn_of(question, reply))
        return turns

    def _add_cost(self, result: Result, audience: Audience) -> Result:
        record = self.records.find(result.answer, audience) if result.answer else None
        if record is None or not record.model:
            return result
        usage = {name: getattr(record, name) for name in ("prompt_tokens", "completion_tokens", "cost")}
        return result.model_copy(update=usage)


class _LenientModel(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class _CitationLine(ResultCitation, _LenientModel):
    model_config = _LenientModel.model_config

    span_start: int | None = None
    span_end: int | None = None

    def to_citation(self) -> ResultCitation:
        """`span_start` and `span_end` are offsets in the document, as `start` is."""
        values = self.model_dump(exclude={"span_start", "span_end"})
        if self.start is not None and self.span_start is not None and self.span_end is not None:
            values["span"] = self.quote[self.span_start - self.start : self.span_end - self.start]
        return ResultCitation(**values)


class _PassageLine(_LenientModel):
    document: str
    text: str = ""
    section: str = ""


_Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _AnswerLine(_LenientModel):
    """A line of the file, as `concord ask --json --file` writes it or with fewer fields.

    Without `kind` or `refused` an empty answer is a refusal.
    """

    id: str | None
    answer: str | None = Field(None, validation_alias=AliasChoices("answer", "text", "prediction"))
    kind: Literal["answer", "refusal", "error", "failure"] | None = None
    refused: bool | None = None
    language: str = ""
    mode: str = ""
    citations: tuple[_CitationLine, ...] = ()
    passages: tuple[_PassageLine, ...] = ()
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    seconds: _Amount | None = None
    latency_ms: _Amount | None = None
    cost: _Amount | None = None

    def to_result(self, case: str, repeat: int) -> Result:
        text = (self.answer or "").strip()
        if self.kind in ("error", "failure"):
            return Result(case=case, repeat=repeat, kind=Kind.FAILURE, failure=text or "it gives an error")
        refused = self.refused if self.refused is not None else self.kind == "refusal" or not text
        seconds = self.latency_ms / 1000 if self.latency_ms is not None else None
        return Result(
            case=case,
            repeat=repeat,
            kind=Kind.REFUSAL if refused else Kind.ANSWER,
            text=text,
            language=self.language,
            mode=self.mode,
            citations=tuple(line.to_citation() for line in self.citations),
            passages=tuple(ResultPassage(**line.model_dump()) for line in self.passages),
            confidence=self.confidence,
            seconds=self.seconds if self.seconds is not None else seconds,
            cost=self.cost,
        )


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """Answers in a JSON Lines file by case id; a case without a line is a failure, not a refusal."""

    path: Path
    answers: Mapping[str, _AnswerLine]

    @classmethod
    def read(cls, path: Path) -> AnswersFile:
        """Raises RunError with the line of what is wrong; error lines without an id are skipped."""
        try:
            lines = path.read_text("utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as problem:
            raise RunError(f"{path} cannot be read as UTF-8; check the path and the file.") from problem
        answers: dict[str, _AnswerLine] = {}
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                answer = _AnswerLine.model_validate_json(line)
            except ValidationError as invalid:
                error: Any = invalid.errors()[0]
                field = ".".join(map(str, error["loc"])) or "the line"
                raise RunError(f"{path.name}, line {number}, {field}: {error['msg']}.") from invalid
            if answer.id is None:
                continue
            if answer.id in answers:
                raise RunError(f"{path.name}, line {number}: {answer.id!r} stands there twice; remove one.")
            answers[answer.id] = answer
        return cls(path, answers)

    @property
    def name(self) -> str:
        return self.path.stem

    def answer(self, case: Case, repeat: int) -> Result:
        answer = self.answers.get(case.id)
        if answer is None:
            failure = f"{self.path.name} has no answer to it"
            return Result(case=case.id, repeat=repeat, kind=Kind.FAILURE, failure=failure)
        return answer.to_result(case.id, repeat)

    def describe(self) -> Mapping[str, JsonValue]:
        return {"file": self.path.name}


@dataclass(frozen=True, slots=True)
class IndexCorpus:
    """The stored texts of documents by id, and which are for staff only (a `Corpus`)."""

    texts: Mapping[str, str]
    staff: frozenset[str]
    is_known: bool = True

    @classmethod
    def load_if_built(cls, folder: Path) -> IndexCorpus:
        """As `load`; empty and unknown where there is no index."""
        if build_index(load_settings(folder)).is_built():
            return cls.load(folder, {})
        return cls({}, frozenset(), is_known=False)

    @classmethod
    def load(cls, folder: Path, overrides: Mapping[str, str]) -> IndexCorpus:
        """The index of the settings in `folder`; raises ConcordError where there is none."""
        index = build_index(load_settings(folder, overrides))
        ids, public, documents = index.read(
            lambda snapshot: (
                ids := [entry.id for entry in snapshot.documents(Audience.STAFF)],
                {entry.id for entry in snapshot.documents(Audience.PUBLIC)},
                [snapshot.document(identifier, Audience.STAFF) for identifier in ids],
            )
        )
        texts = {name: stored.text for name, stored in zip(ids, documents, strict=True) if stored is not None}
        return cls(texts, frozenset(ids) - public)

    def text(self, document: str) -> str | None:
        return self.texts.get(document)

    def is_for_staff(self, document: str) -> bool:
        return document in self.staff
