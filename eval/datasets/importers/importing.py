"""Detect a data set's format, import it, sample its cases, and write suite and documents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.text.language import language_of
from eval.datasets.case import Case
from eval.datasets.importers.beir import CORPUS, QUERIES, import_beir
from eval.datasets.importers.coqa import import_coqa
from eval.datasets.importers.messages import INPUT, MESSAGES, import_messages
from eval.datasets.importers.source import ImportedDataset, parse_json, parse_json_lines, read_text
from eval.datasets.importers.squad import import_squad
from eval.errors import SourceError

DOCUMENTS = "documents.jsonl"
_FORMATS = (
    "SQuAD or KorQuAD, QuAC or CoQA (JSON), conversations with `messages` (JSON Lines), or a BEIR folder "
    f"with {CORPUS} and {QUERIES}"
)
# The language of a data set is detected by so many questions.
_LANGUAGE_SAMPLE = 200


class Half(StrEnum):
    """One of two halves that share no article, document or conversation."""

    DEV = "dev"
    HELD_OUT = "held-out"


@dataclass(frozen=True, slots=True)
class Selection:
    """At most `limit` cases (0: all), of one half, of the clusters in `articles` (None: any)."""

    limit: int = 0
    seed: int = 0
    half: Half | None = None
    articles: frozenset[str] | None = None

    def of(self, cases: Sequence[Case]) -> list[Case]:
        if self.articles is not None:
            cases = [case for case in cases if case.cluster in self.articles]
        if self.half:
            cases = take_half(cases, self.half, self.seed)
        return take_sample(cases, self.limit, self.seed) if self.limit else list(cases)

    def suffixes(self) -> list[str]:
        half = self.half.value if self.half else ""
        limit = str(self.limit) if self.limit else ""
        seed = f"seed{self.seed}" if self.seed and (half or limit) else ""
        return ["" if self.articles is None else "held-out-articles", half, limit, seed]


def import_source(path: Path) -> ImportedDataset:
    """Import a data set; raises SourceError with a sentence for what is wrong."""
    dataset = _import(path)
    if not dataset.cases:
        reason = next(iter(dataset.left_out), "it has none")
        raise SourceError(f"{path.name} has no questions to ask ({reason}); name another file.")
    questions: dict[str, str] = {}
    for case in dataset.cases:
        if case.id in questions:
            raise SourceError(
                f"{path.name} has the id {case.id} twice, for “{questions[case.id]}” and “{case.question}”; "
                "change one."
            )
        questions[case.id] = case.question
    sample = dataset.cases[:: max(1, len(dataset.cases) // _LANGUAGE_SAMPLE)]
    foreign = [case.question for case in sample if language_of(case.question) is None]
    if 2 * len(foreign) > len(sample):
        raise SourceError(
            f"{path.name} is in another language than those that Concord answers in, English and Korean: "
            f"“{foreign[0]}”."
        )
    return dataset


def _import(path: Path) -> ImportedDataset:
    if path.is_dir():
        if not (path / CORPUS).is_file() or not (path / QUERIES).is_file():
            raise SourceError(f"{path} is no data set; name {_FORMATS}.")
        return import_beir(path)
    text = read_text(path)
    if _keys_of_first_line(text) & {MESSAGES, INPUT}:
        return import_messages(parse_json_lines(path.name, text))
    source = parse_json(path.name, text)
    data = source.value.get("data") if isinstance(source.value, dict) else None
    first = data[0] if isinstance(data, list) and data else None
    if isinstance(first, dict) and "story" in first:
        return import_coqa(source)
    if isinstance(first, dict) and "paragraphs" in first:
        return import_squad(source)
    raise SourceError(f"{path.name} is in none of the formats that are read: {_FORMATS}.")


def _keys_of_first_line(text: str) -> set[str]:
    line = next((line for line in text.split("\n") if line.strip()), "")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return set()
    return set(value) if isinstance(value, dict) else set()


def take_half(cases: Sequence[Case], half: Half, seed: int) -> list[Case]:
    """The cases of every second cluster in an order drawn by the seed."""
    clusters = sorted({case.cluster_key for case in cases}, key=lambda name: _draw(seed, name))
    chosen = set(clusters[(0 if half is Half.DEV else 1) :: 2])
    return [case for case in cases if case.cluster_key in chosen]


def take_sample(cases: Sequence[Case], limit: int, seed: int) -> list[Case]:
    """At most `limit` cases in their order, spread evenly over clusters, and within these over tags.

    Intervals rest on the number of clusters, so a few cases of many are better than many of a few.
    """
    if limit >= len(cases):
        return list(cases)

    def lot(place: int) -> tuple[str, str, tuple[str, ...], str]:
        case = cases[place]
        return _draw(seed, case.cluster_key), case.cluster_key, case.tags, _draw(seed, case.id)

    drawn = sorted(range(len(cases)), key=lot)
    kept = {drawn[number * len(cases) // limit] for number in range(limit)}
    return [case for place, case in enumerate(cases) if place in kept]


def _draw(seed: int, name: str) -> str:
    """A random key that depends on nothing but seed and name."""
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()


def write_import(out: Path, name: str, cases: Sequence[Case], dataset: ImportedDataset) -> Path:
    """Write the suite, and beside it the documents for `concord-ingest`; returns the suite's path.

    Raises SourceError where a file is there already and differs.
    """
    suite = out / f"{name}.jsonl"
    _write_lines(suite, [case.model_dump_json(exclude_defaults=True) for case in cases])
    if dataset.documents:
        records = [
            {"_id": document.id, "title": document.title, "text": document.text}
            for document in dataset.documents
        ]
        _write_lines(out / DOCUMENTS, [json.dumps(record, ensure_ascii=False) for record in records])
    return suite


def _write_lines(path: Path, lines: Sequence[str]) -> None:
    data = ("\n".join(lines) + "\n").encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() != data:
            raise SourceError(f"{path} is there already, and differs; remove it or name another folder.")
        path.write_bytes(data)
    except OSError as problem:
        raise SourceError(f"{path} cannot be written ({problem.strerror}); name another folder.") from problem
