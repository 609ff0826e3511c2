"""The policy of a gate: a TOML file of rules, each on one end of the interval of a measure."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.analysis.deciding.judged_run import ALL
from eval.errors import FixThePolicy
from eval.scorers.catalogue import JUDGED, MEASURES, How, measure

_PREFIX = "Value error, "


def _known_score(name: str) -> str:
    if measure(name) is None:
        raise ValueError(f"{name!r} is no score; there are {', '.join(each.name for each in MEASURES)}")
    return name


def _known_slice(name: str) -> str:
    kind, colon, rest = name.partition(":")
    if name != ALL and not (kind in ("language", "suite", "tag") and colon and rest):
        raise ValueError(f"{name!r} is no slice; write all, language:…, suite:… or tag:…")
    return name


Bound = Annotated[float, Field(allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(_Part):
    """A score over a slice, and what the lower end of its interval must reach, or the upper end keep to.

    `always` holds every single case to the best value, for what must never happen and is no matter of chance.
    A rule on a score that no case has is broken, unless it `may_be_unscored`.
    """

    score: Annotated[str, AfterValidator(_known_score)]
    slice: Annotated[str, AfterValidator(_known_slice)] = ALL
    low_at_least: Bound | None = None
    high_at_most: Bound | None = None
    always: bool = False
    may_be_unscored: bool = False

    @model_validator(mode="after")
    def _bounds_something(self) -> Self:
        if [self.low_at_least is None, self.high_at_most is None, not self.always].count(False) != 1:
            raise ValueError("it has one of low_at_least, high_at_most and always; write one of the three")
        of = measure(self.score)
        if self.always:
            if of is None or of.how is not How.SHARE:
                raise ValueError(f"{self.score} is no share that could always be the best; write a bound")
        elif of is not None and of.higher_is_better == (self.low_at_least is None):
            better, wanted = ("higher", "low_at_least") if of.higher_is_better else ("lower", "high_at_most")
            raise ValueError(f"{self.score} is better the {better} it is; write {wanted}")
        return self

    def __str__(self) -> str:
        """The rule in a line."""
        where = "" if self.slice == ALL else f" ({self.slice})"
        if self.always:
            return f"{self.score}{where}: always"
        end, bound = (
            ("low ≥", self.low_at_least) if self.low_at_least is not None else ("high ≤", self.high_at_most)
        )
        return f"{self.score}{where}: {end} {bound:g}"


class JudgePolicy(_Part):
    """What people must agree with the judge by before its score counts: the lower end of kappa's interval.

    `run` is the run whose answers people labelled; empty means the one that is gated.
    """

    kappa_at_least: Annotated[float, Field(gt=0, le=1)]
    run: str = ""


class Policy(_Part):
    """The rules of a gate. Whatever they say, what is for staff and was shown to the public fails a run."""

    rule: Annotated[tuple[Rule, ...], Field(min_length=1)]
    judge: JudgePolicy | None = None

    @model_validator(mode="after")
    def _trusts_no_judge_unasked(self) -> Self:
        if self.judge is None and any(each.score == JUDGED for each in self.rule):
            raise ValueError(
                f"a rule is on {JUDGED!r}; say in [judge] from which kappa it counts, as kappa_at_least = 0.6"
            )
        return self

    @classmethod
    def load(cls, path: Path) -> Policy:
        """The policy in a file; raises FixThePolicy with a line for each thing that is wrong."""
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as problem:
            raise FixThePolicy(f"{path} cannot be read as UTF-8; check the path and the file.") from problem
        except tomllib.TOMLDecodeError as problem:
            raise FixThePolicy(f"{path.name} is no TOML ({problem}); correct it.") from problem
        try:
            return cls.model_validate(values)
        except ValidationError as invalid:
            errors = invalid.errors()
            # Rules that are all wrong are also too few, which would only mislead.
            told = [each for each in errors if len(each["loc"]) > 1] or errors
            lines = [_told(path.name, error["loc"], error["msg"]) for error in told]
            raise FixThePolicy("\n".join(lines)) from invalid


def _told(file: str, loc: tuple[int | str, ...], message: str) -> str:
    """A line such as `gate.toml, rule 2, score: …`; rules are counted from 1."""
    if loc == ("rule",):
        return f"{file} has no rules; write one or more [[rule]]."
    message = message.removeprefix(_PREFIX).rstrip(".")
    if not loc:
        return f"{file}: {message}."
    where = [f"rule {loc[1] + 1}", *map(str, loc[2:])] if len(loc) > 1 and isinstance(loc[1], int) else loc
    return f"{file}, {', '.join(map(str, where))}: {message}."
