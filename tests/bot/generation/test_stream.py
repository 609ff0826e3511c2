"""A model's stream becomes sentences that were judged, each once, and cited under numbers that stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answering.citations import CitationNumbering
from bot.generation.stream import AnswerStream, GeneratedAnswer, Sentence
from bot.llm.model import ModelFailedError, Usage
from bot.models import Evidence, Passage
from bot.retrieval.context import RetrievedContext
from bot.verification.models import Accepted, Reason, Rejected, Verdict
from ingest.index.catalog import CatalogEntry
from ingest.models import Chunk, Document, Metadata, Unit, UnitKind

TEXT = "The fund starts in 2026. It grows until 2030."
STORED = Document("fund.md", "/fund.md", Metadata(title="Fund"), TEXT, "v")
ENTRIES = {"fund.md": CatalogEntry("fund.md", "/fund.md", Metadata(title="Fund"), "v", 1)}
PASSAGE = Passage(Chunk("fund.md", 0, (), None, 0, len(TEXT), TEXT, ()), "Fund", 1.0)
FIRST = Evidence(PASSAGE, (Unit(UnitKind.SENTENCE, 0, 24),), 1.0)
SECOND = Evidence(PASSAGE, (Unit(UnitKind.SENTENCE, 25, 45),), 1.0)
MOVED = Evidence(PASSAGE, (Unit(UnitKind.SENTENCE, 1, 24),), 1.0)


class Told:
    """A completion that says these pieces, and then fails or was cut if so told."""

    usage = Usage(10, 5, 0.0, is_estimated=False)

    def __init__(self, pieces: Sequence[str], *, fails: bool = False, is_cut: bool = False) -> None:
        self._pieces, self._fails, self.is_cut = pieces, fails, is_cut

    def __iter__(self) -> Iterator[str]:
        yield from self._pieces
        if self._fails:
            raise ModelFailedError("its answer broke off")


def verify(written: str) -> Verdict:
    if "grows" in written:
        return Accepted("It grows.", (SECOND,))
    if "both" in written:
        return Accepted("It does both.", (SECOND, FIRST))
    return Accepted("It starts.", (FIRST,)) if "starts" in written else Rejected(written, Reason.UNSUPPORTED)


def follow(told: Told, document: Document = STORED) -> tuple[GeneratedAnswer, list[Sentence]]:
    shown: list[Sentence] = []
    ticks = iter(range(1000))
    numbering = CitationNumbering(RetrievedContext("1", ENTRIES, (PASSAGE,), {"fund.md": document}))
    stream = AnswerStream(verify, numbering, shown.append, lambda: float(next(ticks)), "What of the fund?")
    return stream.consume(lambda: told), shown


def test_what_stands_is_shown_and_what_does_not_is_kept_with_its_reason() -> None:
    draft, shown = follow(Told(["It starts [1]. It fli", "es [1]. It grows [1]."]))
    assert [each.marked for each in shown] == ["It starts. [1]", "It grows. [2]"]
    assert [each.text for each in draft.withheld] == ["It flies [1]."]
    assert draft.sentences == tuple(shown)


def test_the_same_words_of_a_document_keep_their_number() -> None:
    _, shown = follow(Told(["It starts [1]. It does both [1]."]))
    assert [each.marked for each in shown] == ["It starts. [1]", "It does both. [1][2]"]


def test_a_sentence_is_shown_once() -> None:
    assert len(follow(Told(["It starts [1]. It starts again [1]."]))[1]) == 1


def test_what_a_failing_model_had_begun_is_no_sentence() -> None:
    draft, shown = follow(Told(["It starts [1]. It grows"], fails=True))
    assert [each.text for each in shown] == ["It starts."]
    assert draft.failure == "its answer broke off"
    assert draft.withheld == ()


def test_what_was_cut_at_the_limit_is_no_sentence_and_no_failure() -> None:
    draft, shown = follow(Told(["It starts [1]. It grows"], is_cut=True))
    assert [each.text for each in shown] == ["It starts."]
    assert draft.failure == ""


def test_a_quotation_that_does_not_stand_in_its_document_cites_nothing() -> None:
    changed = Document("fund.md", "/fund.md", Metadata(title="Fund"), "x" + TEXT, "w")
    draft, shown = follow(Told(["It starts [1]."]), changed)
    assert shown == []
    assert draft.withheld[0].reason is Reason.QUOTATION


def test_a_model_declines_in_the_prompts_words_alone_and_not_beside_an_answer() -> None:
    assert follow(Told(["NOT STATED"]))[0].declined
    assert follow(Told(["Not stated."]))[0].declined
    assert not follow(Told(["It starts [1]. NOT STATED"]))[0].declined
    assert not follow(Told(["It is not stated here."]))[0].declined


def test_signs_that_nobody_sees_are_gone_before_anything_is_judged() -> None:
    draft, _ = follow(Told(["It \u200bfl\x1b[31mies\u202e [1]."]))
    assert draft.withheld[0].text == "It fl[31mies [1]."


def test_times_and_tokens_are_told() -> None:
    draft, _ = follow(Told(["It starts [1]. ", "It grows [1]."]))
    # The clock ticks once a look: at the start, at the first piece, at the first sentence.
    assert (draft.first_piece_ms, draft.first_sentence_ms) == (1000, 2000)
    assert (draft.usage.prompt_tokens, draft.usage.completion_tokens) == (10, 5)
