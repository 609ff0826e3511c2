"""Small examples and a small network to train with."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from transformers import BertConfig, set_seed

from bot.qa_model.base import base_vocabulary, uncalibrated_manifest
from eval.training.data.example import Answered, Example, Kind, Span, Support
from eval.training.data.mixture import mixtures, statement_shares
from eval.training.data.sets import BENCHES
from eval.training.model import QANetwork
from eval.training.pairs import Pair, PairEncoder

PEOPLE = ("Mina", "Joon", "Ara", "Teo", "Sora", "Ivo", "Nari", "Omar")
CITIES = ("Seoul", "Oslo", "Lima", "Cairo", "Quito", "Hanoi", "Bern", "Riga")


def read(passage: str, question: str, answer: str | None, *, article: str = "A", lang: str = "en") -> Example:
    """A question of a set called `made`; the answer is found in the passage."""
    span = None if answer is None else Span(passage.index(answer), passage.index(answer) + len(answer))
    label = Answered.NO if answer is None else Answered.YES
    answers = () if answer is None else (answer,)
    return Example(
        "made", lang, article, question, passage, label=label, span=span, id=question, answers=answers
    )


def stated(passage: str, statement: str, label: Support, *, lang: str = "en") -> Example:
    """A statement of a set called `made`."""
    return Example("made", lang, "A", statement, passage, Kind.STATEMENT, label)


def residents() -> list[Example]:
    """Where each person lives, asked of their own passage and of another's, stated rightly and wrongly."""
    examples = []
    for number, (person, city) in enumerate(zip(PEOPLE, CITIES, strict=True)):
        passage, question = f"{person} lives in {city}.", f"Where does {person} live?"
        other = CITIES[number - 1]
        examples += [
            read(passage, question, city),
            read(f"{PEOPLE[number - 1]} lives in {other}.", question, None),
            stated(passage, f"{person} lives in {city}.", Support.SUPPORTED),
            stated(passage, f"{person} lives in {other}.", Support.CONTRADICTED),
        ]
    return examples


@lru_cache(maxsize=1)
def encoder() -> PairEncoder:
    """Lays examples out with the real vocabulary."""
    return PairEncoder(base_vocabulary(), uncalibrated_manifest())


def encoded(examples: list[Example]) -> list[Pair]:
    return [pair for pair in map(encoder().encode, examples) if pair is not None]


def small_network(layers: int = 2) -> QANetwork:
    """A network of thin layers, the same at each call."""
    set_seed(7)
    return QANetwork(
        BertConfig(
            vocab_size=250_037,
            hidden_size=32,
            num_hidden_layers=layers,
            num_attention_heads=2,
            intermediate_size=64,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
    )


def write_data(folder: Path, articles: int = 15) -> None:
    """A folder like the real one: every set that the mixture takes, a few rows each, texts all different."""
    broad = mixtures()[0]
    for share in broad.questions:
        if share.set not in BENCHES:
            _lines(folder / "train" / f"{share.set}.jsonl", [_row(share.set, n) for n in range(articles)])
    for share in statement_shares():
        _lines(folder / "train" / f"{share.set}.jsonl", [_nli(share.set, n) for n in range(articles)])
    sentences = [_sentence(n) for n in range(articles)]
    _lines(folder / "train" / f"{broad.sentences.set}.jsonl", sentences)
    for name in BENCHES:
        path = folder / "bench" / name / "reading.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"data": [_article(name, n) for n in range(articles)]}))


def _row(name: str, number: int) -> dict[str, object]:
    person, city = PEOPLE[number % 8], CITIES[number % 8]
    context = f"The {name} of {number} was built in {1900 + number} by {person} of {city}."
    answers = [] if "neg" in name else [{"text": person, "start": context.index(person)}]
    question = f"Who built the {name} of {number}?"
    return {
        "lang": "en",
        "title": f"{name} {number}",
        "question": question,
        "context": context,
        "answers": answers,
    }


def _nli(name: str, number: int) -> dict[str, object]:
    label = ("entailment", "contradiction", "neutral")[number % 3]
    return {"lang": "ko", "premise": f"{name} {number}", "hypothesis": f"말 {number}", "label": label}


def _sentence(number: int) -> dict[str, object]:
    person, city = PEOPLE[number % 8], CITIES[number % 8]
    return {
        "lang": "en",
        "question": f"Who left {city} in {number}?",
        "positive": f"{person} left {city} in {number}.",
    }


def _article(name: str, number: int) -> dict[str, object]:
    paragraphs = []
    for part in range(2):
        builder = f"{PEOPLE[number % 8]} {name} {number} {part}"
        context = (
            f"The bridge {part} of {name} {number} was built by {builder} in {1800 + 2 * number + part}."
        )
        asked = {
            "id": f"{number}-{part}",
            "question": f"Who built the bridge {part} of {name} {number}?",
            "answers": [{"text": builder, "answer_start": context.index(builder)}],
        }
        paragraphs.append({"context": context, "qas": [asked]})
    return {"title": f"{name} {number}", "paragraphs": paragraphs}


def _lines(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
