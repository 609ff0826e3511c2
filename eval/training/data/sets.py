"""Reads the sets of questions and statements, and splits them by article."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from eval.training.data.example import Answered, Example, Kind, Support, answered

Part = Literal["training", "calibration", "held_out"]

FILES = Path(__file__).with_name("files")
# The sets in SQuAD's format that are evaluated on as well, with their language.
BENCHES = {"squad2": "en", "korquad": "ko"}
_HELD_OUT = 1 / 5  # never trained on: the figures come from these articles
_CALIBRATION = 1 / 15  # of all, taken from the rest: the scores are calibrated on these
# A claim that is supported in part must not pass as supported, and nothing denies the rest of it.
_LABELS = {
    "entailment": Support.SUPPORTED,
    "supported": Support.SUPPORTED,
    "contradiction": Support.CONTRADICTED,
    "neutral": Support.NEITHER,
    "partially_supported": Support.NEITHER,
    "not_supported": Support.NEITHER,
}


class TrainingData:
    """The folder with `train/` and `bench/`, and that with the translations, which ship with this module.

    All methods raise OSError for a missing file and ValueError or KeyError for one of another format.
    """

    def __init__(self, folder: Path, translations: Path = FILES) -> None:
        self._folder = folder
        self._translations = translations
        self._read: set[Path] = set()

    def questions(self, name: str) -> list[Example]:
        """The set `name` below `train/`; in sets without titles each context is an article of its own."""
        examples = []
        for row in self._rows(name):
            article = row["title"] or row["context"]
            question = Example(
                Path(name).name,
                row["lang"],
                article,
                row["question"].strip(),
                row["context"],
                id=row.get("id", ""),
            )
            examples.append(answered(question, [(each["text"], each["start"]) for each in row["answers"]]))
        return examples

    def originals(self, name: str) -> list[Example]:
        """The questions that translations refer to by their ids."""
        if name in BENCHES:
            return self.bench(name, "training")
        is_human = (self._folder / "train" / "read" / f"{name}.jsonl").exists()
        return self.questions(f"{'read' if is_human else 'read_made'}/{name}")

    def bench(self, name: str, part: Part) -> list[Example]:
        """The questions of one part of a bench set's articles."""
        path = self._folder / "bench" / name / "reading.json"
        self._read.add(path)
        return [example for article in articles_of(path, part) for example in _questions(article, name)]

    def statements(self, name: str, *parts: Part) -> list[Example]:
        """The statements of these parts of a set's premises; each premise is an article."""
        examples = [
            Example(
                Path(name).name,
                row["lang"],
                row["premise"],
                row["hypothesis"].strip(),
                row["premise"],
                Kind.STATEMENT,
                _LABELS[row["label"]],
            )
            for row in self._rows(name)
        ]
        by_part = split(example.article for example in examples)
        premises = frozenset[str]().union(*(by_part[part] for part in parts))
        return [example for example in examples if example.article in premises]

    def answering_sentences(self, name: str) -> list[Example]:
        """Questions, each with the one sentence that answers; the answer's place in it is not known."""
        return [
            Example(
                Path(name).name,
                row["lang"],
                row["positive"],
                row["question"].strip(),
                row["positive"],
                label=Answered.YES,
            )
            for row in self._rows(name)
        ]

    def translations(self, name: str) -> list[dict[str, str]]:
        """The rows of a file of translated questions or sentences."""
        return [json.loads(line) for line in self._text(self._translations / name).splitlines()]

    def digests(self) -> dict[str, str]:
        """The SHA-256 digest, in hexadecimal, of each file that was read and of those that ship, by name."""
        files = sorted(self._read.union(path for path in FILES.iterdir() if path.suffix != ".md"))
        return {"/".join(path.parts[-3:]): sha256(path.read_bytes()).hexdigest() for path in files}

    def _rows(self, name: str) -> list[dict[str, Any]]:
        text = self._text(self._folder / "train" / f"{name}.jsonl")
        return [json.loads(line) for line in text.split("\n") if line]

    def _text(self, path: Path) -> str:
        self._read.add(path)
        return path.read_text(encoding="utf-8")


def articles_of(path: Path, part: Part) -> list[dict[str, Any]]:
    """The articles of one part of a file in SQuAD's format."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    titles = split(article["title"] for article in articles)[part]
    return [article for article in articles if article["title"] in titles]


def split(titles: Iterable[str]) -> dict[Part, frozenset[str]]:
    """Three parts of the titles by their digests, so that neither order nor a seed matters."""
    ranked = sorted(set(titles), key=lambda title: sha256(title.encode()).digest())
    held_out = math.ceil(len(ranked) * _HELD_OUT)
    calibration = held_out + math.ceil(len(ranked) * _CALIBRATION)
    return {
        "training": frozenset(ranked[calibration:]),
        "calibration": frozenset(ranked[held_out:calibration]),
        "held_out": frozenset(ranked[:held_out]),
    }


def _questions(article: dict[str, Any], name: str) -> Iterator[Example]:
    """Answers that are listed with an impossible question are only plausible ones."""
    for paragraph in article["paragraphs"]:
        for asked in paragraph["qas"]:
            answers = [] if asked.get("is_impossible", False) else asked["answers"]
            text, context = asked["question"].strip(), paragraph["context"]
            question = Example(name, BENCHES.get(name, "en"), article["title"], text, context, id=asked["id"])
            yield answered(question, [(each["text"], each["answer_start"]) for each in answers])
