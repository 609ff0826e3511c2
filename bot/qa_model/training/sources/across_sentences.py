"""English questions and statements on Korean sentences, and Korean statements on English passages.

The sentences are answers to people's English questions, translated for this project with the answer marked.
The originals are not stored with the translations: they are looked up by the question's id.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.qa_model.training.example import Example, Span
from bot.qa_model.training.sources.across_sets import Across, Originals
from bot.qa_model.training.sources.near_misses import near_misses
from bot.qa_model.training.sources.planted import planted
from ingest.chunking.sentences import sentence_spans

SENTENCES = Path(__file__).parents[1] / "across" / "sentences.jsonl"
_MARKED = re.compile(r"\[\[(.+?)\]\]")
_BESIDE = 3  # other sentences around one, at most


@dataclass(frozen=True, slots=True)
class _Pair:
    """An English question on the sentence that answers it, the same in Korean, and its whole passage."""

    english: Example
    korean: Example
    paragraph: str


def across_sentences(
    originals: Originals, hidden: Across, chance: random.Random, file: Path = SENTENCES
) -> list[Example]:
    """Questions, answered and not, and statements of all three verdicts, each across the languages.

    What is `hidden` back is left out. Raises what `originals` does.
    """
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pairs = [each for each in _pairs(rows, originals) if not hidden.holds_back(each.english)]
    halves = pairs[::2], pairs[1::2]
    made = [
        *_on_sentences(halves[0], halves[1], chance),
        *_on_sentences(halves[1], halves[0], chance),
        *_on_paragraphs(pairs, chance),
    ]
    return [replace(each, source=f"{each.source}:across") for each in made]


def _on_sentences(
    pairs: Sequence[_Pair], elsewhere: Sequence[_Pair], chance: random.Random
) -> Iterator[Example]:
    """English on Korean; the sentences around come from `elsewhere`, so that none answers in its stead."""
    english = [each.english for each in pairs]
    in_korean = {each.english.passage: each.korean for each in pairs}
    asked = [
        *(replace(each.korean, first=each.english.first) for each in pairs),
        *(_on(miss, in_korean[miss.passage]) for miss in near_misses(english, within_article=False)),
        *(_on(each, in_korean[each.passage]) for each in planted(english, chance)),
    ]
    yield from _amid(asked, [each.korean.passage for each in elsewhere], chance)


def _on_paragraphs(pairs: Sequence[_Pair], chance: random.Random) -> Iterator[Example]:
    """Korean statements on the English passages that the sentences come from."""
    paragraphs = {each.korean.passage: each.paragraph for each in pairs}
    for each in planted([pair.korean for pair in pairs], chance):
        yield replace(each, passage=paragraphs[each.passage])


def _pairs(rows: Sequence[dict[str, str]], originals: Originals) -> Iterator[_Pair]:
    known = {name: dict(originals(name)) for name in dict.fromkeys(row["set"] for row in rows)}
    for row in rows:
        original, marked = known[row["set"]].get(row["id"]), _MARKED.search(row["korean"])
        sentence = _sentence(original) if original else None
        if original is None or sentence is None or marked is None:
            continue
        start = marked.start()
        korean = replace(
            original,
            lang="ko",
            passage=_MARKED.sub(r"\1", row["korean"], count=1),
            span=Span(start, start + len(marked[1])),
        )
        yield _Pair(sentence, korean, original.passage)


def _sentence(original: Example) -> Example | None:
    """The question on the one sentence that holds the answer."""
    if original.span is None:
        return None
    for start, end in sentence_spans(original.passage, original.lang):
        if start <= original.span.start and original.span.end <= end:
            span = Span(original.span.start - start, original.span.end - start)
            return replace(original, passage=original.passage[start:end], span=span)
    return None


def _on(example: Example, korean: Example) -> Example:
    """The English question or statement on the Korean sentence instead of its English original."""
    return replace(example, passage=korean.passage)


def _amid(examples: Sequence[Example], texts: Sequence[str], chance: random.Random) -> Iterator[Example]:
    """Each example's sentence among up to so many others."""
    for example in examples:
        others = chance.sample(texts, min(len(texts), chance.randint(0, _BESIDE)))
        before = "".join(f"{text} " for text in others[: len(others) // 2])
        after = "".join(f" {text}" for text in others[len(others) // 2 :])
        span = example.span and Span(example.span.start + len(before), example.span.end + len(before))
        yield replace(example, passage=f"{before}{example.passage}{after}", span=span)
