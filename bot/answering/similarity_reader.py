"""A reader without training of its own: meaning, shared words and the kind of fact wanted, weighed together.

Each candidate gets a handful of features for each part of the question, and a logistic function turns their
weighted sum into the probability that the candidate answers. `weights.py` says where the weights come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.candidates import Candidate, candidates_of
from bot.answering.names import known_share, names_in
from bot.answering.overlap import Overlap
from bot.answering.wants import Part, Want, satisfies
from bot.answering.weights import Features, probability, stretched
from bot.language import is_korean
from bot.models import Evidence, Passage, Question
from ingest.embedding.embedder import Embedder, FloatMatrix, FloatVector
from ingest.keywords.tokens import Tokeniser
from ingest.passage import passage_text

# How many candidates are embedded for a question (about 2 ms each): those with the most of its words, and the
# first ones of the best passages, which a question in another language shares no words with.
_EMBEDDED = 24


@dataclass(frozen=True, slots=True)
class SimilarityReader:
    """Scores every promising candidate of the passages against every part of the question."""

    embedder: Embedder
    tokeniser: Tokeniser

    def read(
        self, question: Question, parts: Sequence[Part], passages: Sequence[Passage]
    ) -> list[list[Evidence]]:
        """For each part the evidence, best first."""
        every = candidates_of(passages)
        if not every:
            return [[] for _ in parts]
        whole = self._ask(question.text)
        kept = _promising(every, Overlap(every, self.tokeniser), whole.tokens)
        scene = self._scene(kept)
        asked = [whole if len(parts) == 1 else self._ask(part.text) for part in parts]
        return [scene.read(part, each, whole) for part, each in zip(parts, asked, strict=True)]

    def _ask(self, text: str) -> _Asked:
        return _Asked(text, self.tokeniser.tokenise(text), self.embedder.embed_query(text), names_in(text))

    def _scene(self, candidates: Sequence[Candidate]) -> _Scene:
        vectors = self.embedder.embed_passages([_in_context(each) for each in candidates])
        best = max(each.passage.score for each in candidates)
        return _Scene(candidates, Overlap(candidates, self.tokeniser), vectors, best)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question or a part of one: its words, tokens and vector (d,)."""

    text: str
    tokens: Sequence[str]
    vector: FloatVector
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Scene:
    """The candidates that are weighed for a question, with their vectors (n, d)."""

    candidates: Sequence[Candidate]
    overlap: Overlap
    vectors: FloatMatrix
    best_retrieval: float

    def read(self, part: Part, asked: _Asked, whole: _Asked) -> list[Evidence]:
        """The evidence for one part, best first; whole lists only where a list is wanted."""
        wanted = [i for i, each in enumerate(self.candidates) if Want.LIST in part.wants or not each.is_list]
        return sorted((self._evidence(i, part, asked, whole) for i in wanted), key=_surest)

    def _evidence(self, number: int, part: Part, asked: _Asked, whole: _Asked) -> Evidence:
        """What candidate `number` is worth as an answer to `part`.

        A part leaves its subject to the whole question, so each similarity is the mean of the two.
        """
        candidate = self.candidates[number]
        cosine = float(self.vectors[number] @ (asked.vector + whole.vector)) / 2
        of_part, of_whole = (self.overlap.coverage(number, each.tokens) for each in (asked, whole))
        features = Features(
            meaning=stretched(cosine),
            inside=(of_part.inside + of_whole.inside) / 2,
            before=(of_part.before + of_whole.before) / 2,
            around=(of_part.around + of_whole.around) / 2,
            kind=satisfies(part.wants, candidate.words),
            names=known_share(whole.names, _surroundings(candidate)),
            retrieval=candidate.passage.score / self.best_retrieval if self.best_retrieval > 0 else 0.0,
            list_wanted=float(candidate.is_list),
        )
        across = is_korean(whole.text) != is_korean(candidate.words)
        score = probability(features, across_languages=across)
        return Evidence(candidate.passage, candidate.units, score)


def _surest(evidence: Evidence) -> tuple[float, str, int]:
    """Orders by score, then by place, so that the same question always gets the same answer."""
    return -evidence.score, evidence.passage.chunk.document, evidence.start


def _promising(candidates: Sequence[Candidate], overlap: Overlap, tokens: Sequence[str]) -> list[Candidate]:
    """The candidates worth embedding: half by the words they share, half by their passages' rank."""
    shared = sorted(range(len(candidates)), key=lambda i: -overlap.coverage(i, tokens).inside)
    chosen = dict.fromkeys(shared[: _EMBEDDED // 2])
    for i in range(len(candidates)):
        if len(chosen) >= _EMBEDDED:
            break
        chosen.setdefault(i)
    return [candidates[i] for i in sorted(chosen)]


def _in_context(candidate: Candidate) -> str:
    """What is embedded: the candidate's words under the nearest heading."""
    section = candidate.passage.chunk.section
    return passage_text("", section[-1:], candidate.words)


def _surroundings(candidate: Candidate) -> str:
    """Everything about a candidate in which a name may stand."""
    chunk = candidate.passage.chunk
    return "\n".join((candidate.passage.title, *chunk.section, chunk.text))
