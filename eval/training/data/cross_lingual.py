"""Korean and English across: questions and sentences translated for this project, and a glossary's words.

The translations name their originals by set and id; passages and answers are looked up there. Exchanging
words by a glossary teaches an encoder to look across languages too (Qin et al. 2020, CoSDA-ML,
arXiv:2006.06402).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.training.data.example import Example, Span
from eval.training.data.negatives import near_misses
from eval.training.data.sets import FILES, TrainingData
from eval.training.data.statements import answering_sentence, planted_statements

QUESTIONS, MORE_QUESTIONS, SENTENCES = "questions.jsonl", "more_questions.jsonl", "sentences.jsonl"
_HELD_OUT = "test"
# Companies' policies answer each other's questions in other words, so none is sure not to answer.
_SETS_WITH_MISSES = frozenset({"squad1_train_sub", "qed"})
_OTHER_PASSAGES = 1200  # that a near miss is sought in, so that the search takes seconds
_MARKED = re.compile(r"\[\[(.+?)\]\]")
_SENTENCES_AROUND = 3  # at most

_WORD = re.compile(r"[A-Za-z]+|[^A-Za-z\s]+")
_HOW = re.compile(r"\bhow (many|much)\b", re.IGNORECASE)  # Korean has a word of its own for each
_KOREAN_WORD = re.compile(r"[가-힣]+")
_ASKING = re.compile(r"what|which|who(m|se)?|when|where|why|how(many|much)?")
_LEAST_KNOWN = 0.5  # share of an English text's content words that the glossary must know
_LONGEST_PARTICLE = 2


@dataclass(frozen=True, slots=True)
class Translated:
    """Translated questions by part, and the originals that may not be trained on in any language."""

    training: tuple[Example, ...]
    held_out: tuple[Example, ...]
    hidden_questions: frozenset[str]
    hidden_passages: frozenset[str]

    def hides(self, example: Example) -> bool:
        """Whether the example shows the original of a held-out question or a held-out passage."""
        return example.first in self.hidden_questions or example.passage in self.hidden_passages


def translated_questions(data: TrainingData, files: Sequence[str] = (QUESTIONS,)) -> Translated:
    """Every translated question with its own passage, and with the nearest that lacks the answer.

    A question whose set lacks its id is left out, one of a held-out article is held out. The two parts share
    no passage.
    """
    training: list[Example] = []
    held_out: list[Example] = []
    hidden: list[Example] = []
    rows = [row for file in files for row in data.translations(file)]
    for name in dict.fromkeys(row["set"] for row in rows):
        originals = data.originals(name)
        by_id = {example.id: example for example in originals}
        asked = [(by_id[row["id"]], row) for row in rows if row["set"] == name and row["id"] in by_id]
        articles = {original.article for original, row in asked if row.get("split") == _HELD_OUT}
        hidden += [example for example in originals if example.article in articles]
        kept = [example for example in originals if example.article not in articles]
        pairs = [(original, row["question"]) for original, row in asked if original.article not in articles]
        training += _with_misses(pairs, kept)
        tests = [(original, row["question"]) for original, row in asked if row.get("split") == _HELD_OUT]
        held_out += _with_misses(tests, hidden)
    passages = frozenset(example.passage for example in hidden)
    return Translated(
        tuple(example for example in training if example.passage not in passages),
        tuple(held_out),
        frozenset(example.first for example in hidden),
        passages,
    )


def _with_misses(asked: Sequence[tuple[Example, str]], others: Sequence[Example]) -> list[Example]:
    """Each original's translation on its own passage, then on another's."""
    originals = [original for original, _ in asked]
    made = [_translated(original, korean) for original, korean in asked]
    if not asked or originals[0].source not in _SETS_WITH_MISSES:
        return made
    korean = {original.first: translation for original, translation in asked}
    misses = near_misses([*originals, *_other_passages(originals, others)], within_article=False)
    return made + [_translated(miss, korean.pop(miss.first)) for miss in misses if miss.first in korean]


def _translated(example: Example, korean: str) -> Example:
    return replace(example, source=f"{example.source}:translated", first=korean)


def _other_passages(originals: Sequence[Example], others: Sequence[Example]) -> list[Example]:
    """One example of each other passage; those of the same articles, the hardest ones, come first."""
    passages = {example.passage for example in originals}
    articles = {example.article for example in originals}
    fresh = {other.passage: other for other in others if other.passage not in passages}
    return sorted(fresh.values(), key=lambda other: other.article not in articles)[:_OTHER_PASSAGES]


@dataclass(frozen=True, slots=True)
class _TranslatedSentence:
    """An English question on the sentence that answers it, the same in Korean, and its whole passage."""

    english: Example
    korean: Example
    paragraph: str


def translated_sentences(data: TrainingData, hidden: Translated, chance: random.Random) -> list[Example]:
    """Questions, answered and not, and statements of all labels, each across the languages."""
    pairs = [pair for pair in _sentence_pairs(data) if not hidden.hides(pair.english)]
    halves = pairs[::2], pairs[1::2]
    made = [
        *_english_on_korean(halves[0], halves[1], chance),
        *_english_on_korean(halves[1], halves[0], chance),
        *_korean_on_english(pairs, chance),
    ]
    return [replace(example, source=f"{example.source}:across") for example in made]


def _sentence_pairs(data: TrainingData) -> Iterator[_TranslatedSentence]:
    rows = data.translations(SENTENCES)
    sets = dict.fromkeys(row["set"] for row in rows)
    by_id = {name: {example.id: example for example in data.originals(name)} for name in sets}
    for row in rows:
        original, marked = by_id[row["set"]].get(row["id"]), _MARKED.search(row["korean"])
        found = answering_sentence(original, original.lang) if original else None
        if original is None or found is None or marked is None:
            continue
        span = Span(marked.start(), marked.start() + len(marked[1]))
        korean = _MARKED.sub(r"\1", row["korean"], count=1)
        yield _TranslatedSentence(
            replace(original, passage=found[0], span=found[1]),
            replace(original, lang="ko", passage=korean, span=span),
            original.passage,
        )


def _english_on_korean(
    pairs: Sequence[_TranslatedSentence], elsewhere: Sequence[_TranslatedSentence], chance: random.Random
) -> Iterator[Example]:
    """English questions and statements, each on a Korean sentence among others.

    The others come from `elsewhere`, so that none answers in its stead.
    """
    english = [pair.english for pair in pairs]
    in_korean = {pair.english.passage: pair.korean.passage for pair in pairs}
    on_english = [
        *near_misses(english, within_article=False),
        *planted_statements(english, chance),
    ]
    asked = [
        *(replace(pair.korean, first=pair.english.first) for pair in pairs),
        *(replace(example, passage=in_korean[example.passage]) for example in on_english),
    ]
    texts = [pair.korean.passage for pair in elsewhere]
    for example in asked:
        around = chance.sample(texts, min(len(texts), chance.randint(0, _SENTENCES_AROUND)))
        before = "".join(f"{text} " for text in around[: len(around) // 2])
        after = "".join(f" {text}" for text in around[len(around) // 2 :])
        span = example.span and example.span.moved(len(before))
        yield replace(example, passage=f"{before}{example.passage}{after}", span=span)


def _korean_on_english(pairs: Sequence[_TranslatedSentence], chance: random.Random) -> Iterator[Example]:
    """Korean statements on the English passages that the sentences come from."""
    paragraphs = {pair.korean.passage: pair.paragraph for pair in pairs}
    for example in planted_statements([pair.korean for pair in pairs], chance):
        yield replace(example, passage=paragraphs[example.passage])


@dataclass(frozen=True, slots=True)
class Glossary:
    """English words in lower case with their Korean, and Korean nouns with their English.

    Korean expresses `unsaid` words with particles and endings, or not at all.
    """

    unsaid: frozenset[str]
    korean: Mapping[str, str]
    english: Mapping[str, str]

    @classmethod
    def read(cls, path: Path = FILES / "glossary.tsv") -> Glossary:
        """A line has English words that mean the same, a tab, and their Korean, nothing if unsaid."""
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        unsaid = {word for words, translation in rows if not translation for word in words.split()}
        korean = {word: translation for words, translation in rows if translation for word in words.split()}
        english: dict[str, str] = {}
        for words, translation in rows:
            if len(translation) > 1 and " " not in translation:
                english.setdefault(translation, words.split()[0])
        return cls(frozenset(unsaid), korean, english)

    def crossed(self, examples: Sequence[Example], chance: random.Random) -> list[Example]:
        """The examples whose first text could be crossed into the other language, with the same labels."""
        made = []
        for example in examples:
            if example.lang == "en":
                first = self.in_korean(example.first, reorder=chance.random() < 1 / 2)
            else:
                first = self.with_english(example.first)
            if first:
                made.append(replace(example, source=f"{example.source}:crossed", first=first))
        return made

    def in_korean(self, text: str, *, reorder: bool) -> str | None:
        """The English text in Korean words; None where too few are known. Unknown words, mostly names, stay.

        With `reorder` unsaid words go, and the interrogative comes last, as in Korean.
        """
        words = _WORD.findall(_HOW.sub(r"how\1", text))
        content = [word for word in words if word.isalpha() and word.lower() not in self.unsaid]
        known = [word for word in content if word.lower() in self.korean]
        if not content or len(known) / len(content) < _LEAST_KNOWN:
            return None
        if reorder:
            kept = [word for word in words if word.lower() not in self.unsaid]
            words = sorted(kept, key=lambda word: (word == "?", bool(_ASKING.fullmatch(word.lower()))))
            words = [word for word in words if word != "?"] + ["?"] * ("?" in kept)
        return " ".join(self.korean.get(word.lower(), word) for word in words).replace(" ?", "?")

    def with_english(self, text: str) -> str | None:
        """The Korean text with English nouns where a word begins with a known one; None where none does."""
        changed = _KOREAN_WORD.sub(lambda match: self._noun(match.group()), text)
        return changed if changed != text else None

    def _noun(self, word: str) -> str:
        """The word's longest known beginning in English; the particle behind it stays."""
        for end in range(len(word), 1, -1):
            english = self.english.get(word[:end])
            if english is not None and len(word) - end <= _LONGEST_PARTICLE:
                return english + word[end:]
        return word
