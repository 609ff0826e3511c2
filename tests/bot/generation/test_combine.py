"""What is given in the end, by what the model wrote and how it ended."""

from __future__ import annotations

from bot.generation.combine import combine
from bot.generation.stream import GeneratedAnswer, Sentence
from bot.llm.model import Usage
from bot.models import Answer, Citation, Language, Mode, NearPassage, Refusal, Reply
from bot.retrieval.context import RetrievedContext
from bot.verification.models import Reason, Rejected
from ingest.index.catalog import CatalogEntry
from ingest.models import Metadata

ENTRIES = {
    name: CatalogEntry(name, name, Metadata(title=name, language="en"), "v", 1)
    for name in ("fund.md", "old.md")
}
CONTEXT = RetrievedContext("1", ENTRIES, (), {})
NEAR = (NearPassage(document="fund.md", title="Fund", section="", score=1.0, start=0, text="…"),)


def citation(n: int, start: int, superseded_by: str | None = None) -> Citation:
    return Citation(
        n=n, document="old.md" if superseded_by else "fund.md", title="Fund", section="", page=None,
        quote=f"words from {start}", start=start, end=start + 9, url="", date=None,
        superseded_by=superseded_by,
    )  # fmt: skip


VERBATIM = Answer(
    language=Language.ENGLISH, framing="The documents say:", text="words from 10 [1]\nwords from 50 [2]",
    citations=(citation(1, 10), citation(2, 50)), passages=NEAR, confidence=0.3,
)  # fmt: skip
SILENT = Refusal(language=Language.ENGLISH, text="The documents do not say.", passages=NEAR, confidence=0.05)
SAID = Sentence("The fund grows.", (citation(1, 50),))


def draft(
    *sentences: Sentence, withheld: int = 0, declined: bool = False, failure: str = ""
) -> GeneratedAnswer:
    lost = tuple(Rejected("x", Reason.FIGURE) for _ in range(withheld))
    return GeneratedAnswer(
        sentences, lost, declined, failure, Usage(0, 0, 0.0, is_estimated=True), None, None
    )


def combined(verbatim: Reply, written: GeneratedAnswer, unsure_below: float = 0.4) -> Reply:
    return combine(verbatim, written, CONTEXT, Language.ENGLISH, unsure_below)


def test_verified_sentences_are_the_answer() -> None:
    reply = combined(VERBATIM, draft(SAID))
    assert isinstance(reply, Answer)
    assert (reply.mode, reply.text, reply.notice) == (Mode.PROSE, "The fund grows. [1]", "")
    assert reply.citations == SAID.citations


def test_how_many_were_withheld_is_said() -> None:
    assert "withheld: 2" in combined(VERBATIM, draft(SAID, withheld=2)).notice


def test_a_model_that_broke_off_is_followed_by_the_own_words_under_numbers_that_go_on() -> None:
    reply = combined(VERBATIM, draft(SAID, failure="cut"))
    assert isinstance(reply, Answer)
    assert reply.mode is Mode.MIXED
    # The second quotation is what the sentence cites already, and keeps that number.
    assert reply.text == "The fund grows. [1]\nwords from 10 [2]\nwords from 50 [1]"
    assert reply.written == 1
    assert [(each.n, each.start) for each in reply.citations] == [(1, 50), (2, 10)]


def test_words_that_both_cite_are_cited_once_with_the_answer_in_them() -> None:
    marked = citation(2, 50).model_copy(update={"span_start": 50, "span_end": 55})
    verbatim = VERBATIM.model_copy(update={"citations": (citation(1, 10), marked)})
    reply = combined(verbatim, draft(SAID, failure="cut"))
    assert isinstance(reply, Answer)
    assert [(each.n, each.start, each.span_start) for each in reply.citations] == [(1, 50, 50), (2, 10, None)]


def test_a_model_that_broke_off_where_the_documents_are_silent_leaves_what_it_proved() -> None:
    reply = combined(SILENT, draft(SAID, failure="cut"))
    assert isinstance(reply, Answer)
    assert (reply.mode, reply.text) == (Mode.PROSE, "The fund grows. [1]")
    assert "broke off" in reply.notice


def test_without_a_sentence_the_own_words_answer_and_the_reason_is_one_line() -> None:
    for written in (draft(withheld=1), draft(failure="down"), draft()):
        reply = combined(VERBATIM, written)
        assert reply.text == VERBATIM.text
        assert "own words" in reply.notice
        assert "\n" not in reply.notice


def test_a_model_that_finds_no_answer_is_believed_only_where_the_quotation_is_unsure() -> None:
    assert isinstance(combined(VERBATIM, draft(declined=True), unsure_below=0.4), Refusal)
    sure = combined(VERBATIM, draft(declined=True), unsure_below=0.2)
    assert sure.text == VERBATIM.text
    assert "found no answer" in sure.notice


def test_a_model_that_failed_after_it_declined_is_not_believed() -> None:
    assert combined(VERBATIM, draft(declined=True, failure="cut")).text == VERBATIM.text


def test_a_refusal_stays_one_and_speaks_of_no_own_words() -> None:
    reply = combined(SILENT, draft(failure="down"))
    assert isinstance(reply, Refusal)
    assert reply.notice == "The language model did not answer."


def test_a_cited_document_that_was_replaced_is_named() -> None:
    old = Sentence("The fund is old.", (citation(1, 10, superseded_by="fund.md"),))
    reply = combined(VERBATIM, draft(old))
    assert isinstance(reply, Answer)
    assert "old.md has been superseded by fund.md" in reply.framing
