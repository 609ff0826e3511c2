"""Another system's answers as a system: JSON Lines with an `id` and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from eval.datasets.case import Case
from eval.errors import FixTheRun
from eval.runner.result import Cited, Kind, Result, Retrieved


class Given(BaseModel):
    """A line of the file; other keys are passed over, and an empty or missing answer is a refusal."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    id: str
    answer: str | None = Field(None, validation_alias=AliasChoices("answer", "text", "prediction"))
    refused: bool | None = None
    language: str = ""
    citations: tuple[Cited, ...] = ()
    passages: tuple[Retrieved, ...] = ()
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    cost: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None

    def result(self, repeat: int) -> Result:
        """The line as a result."""
        text = (self.answer or "").strip()
        refused = not text if self.refused is None else self.refused
        return Result(
            case=self.id,
            repeat=repeat,
            kind=Kind.REFUSAL if refused else Kind.ANSWER,
            text=text,
            language=self.language,
            citations=self.citations,
            passages=self.passages,
            confidence=self.confidence,
            seconds=self.seconds,
            cost=self.cost,
        )


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What a file holds for each case; a case that it has nothing for is a failure, not a refusal."""

    path: Path
    answers: Mapping[str, Given]

    @classmethod
    def read(cls, path: Path) -> AnswersFile:
        """The answers in a file; raises FixTheRun with the line of what is wrong."""
        try:
            lines = path.read_text("utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as problem:
            raise FixTheRun(f"{path} cannot be read as UTF-8; check the path and the file.") from problem
        answers: dict[str, Given] = {}
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                given = Given.model_validate_json(line)
            except ValidationError as invalid:
                first = invalid.errors()[0]
                field = ".".join(str(step) for step in first["loc"]) or "the line"
                raise FixTheRun(f"{path.name}, line {number}, {field}: {first['msg']}.") from invalid
            if given.id in answers:
                raise FixTheRun(f"{path.name}, line {number}: {given.id!r} stands there twice; remove one.")
            answers[given.id] = given
        return cls(path, answers)

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    def answer(self, case: Case, repeat: int) -> Result:
        """See `System`."""
        given = self.answers.get(case.id)
        if given is None:
            said = f"{self.path.name} has no answer to it"
            return Result(case=case.id, repeat=repeat, kind=Kind.FAILURE, failure=said)
        return given.result(repeat)

    def describe(self) -> Mapping[str, JsonValue]:
        """See `System`: the file."""
        return {"file": self.path.name}
