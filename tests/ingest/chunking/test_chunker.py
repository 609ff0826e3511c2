"""Chunks follow the structure of their document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunking.chunker import cut_chunks
from ingest.chunking.layout import lay_out
from ingest.models import Block, BlockKind, Chunk, UnitKind

HEADING, PARAGRAPH, ITEM, TABLE = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE


def chunks_of(*blocks: Block, max_chars: int = 200) -> tuple[str, tuple[Chunk, ...]]:
    text, placed = lay_out(blocks)
    return text, cut_chunks("doc", text, placed, language="en", max_chars=max_chars)


def words(chunk: Chunk, kind: UnitKind) -> list[str]:
    return [chunk.text[u.start - chunk.start : u.end - chunk.start] for u in chunk.units if u.kind is kind]


def test_a_chunk_keeps_the_path_of_headings_above_it() -> None:
    _, chunks = chunks_of(
        Block(HEADING, "Partnership", 1),
        Block(HEADING, "Fund", 2),
        Block(PARAGRAPH, "The fund starts."),
        Block(HEADING, "Alliance", 2),
        Block(PARAGRAPH, "The alliance grows."),
    )
    assert [chunk.section for chunk in chunks] == [("Partnership", "Fund"), ("Partnership", "Alliance")]


def test_a_list_stays_with_the_line_that_introduces_it() -> None:
    items = [Block(ITEM, f"Agreement number {n} between two companies", 1) for n in range(6)]
    _, chunks = chunks_of(Block(PARAGRAPH, "They met. They signed these:"), *items, max_chars=150)
    (with_list,) = [chunk for chunk in chunks if words(chunk, UnitKind.ITEM)]
    assert words(with_list, UnitKind.SENTENCE) == ["They signed these:"]
    assert len(words(with_list, UnitKind.ITEM)) == 6
    assert {unit.group for unit in with_list.units} == {1}


def test_a_list_of_many_chunks_length_is_parted_between_items_and_its_lead_stays_with_the_first() -> None:
    items = [Block(ITEM, f"Item {n} " + "x" * 80, 1) for n in range(60)]
    _, chunks = chunks_of(Block(PARAGRAPH, "These are the items:"), *items, max_chars=200)
    assert len(chunks) > 1
    assert chunks[0].text.startswith("These are the items:\n\n- Item 0")
    assert sum(len(words(chunk, UnitKind.ITEM)) for chunk in chunks) == 60


def test_a_table_stays_whole_with_its_header_and_its_lead() -> None:
    rows = "Measure | Sum\n" + "\n".join(f"Row {n} | {n}" for n in range(60))
    _, chunks = chunks_of(Block(PARAGRAPH, "The table shows sums:"), Block(TABLE, rows), max_chars=100)
    assert len(chunks) == 1
    assert words(chunks[0], UnitKind.ROW)[0] == "Measure | Sum"
    assert len(words(chunks[0], UnitKind.ROW)) == 61


def test_a_chunk_never_spans_two_pages() -> None:
    _, chunks = chunks_of(Block(PARAGRAPH, "On one.", page=1), Block(PARAGRAPH, "On two.", page=2))
    assert [(chunk.page, chunk.text) for chunk in chunks] == [(1, "On one."), (2, "On two.")]


def test_a_document_of_headings_alone_is_not_lost() -> None:
    _, chunks = chunks_of(Block(HEADING, "Only a heading", 1))
    assert [chunk.text for chunk in chunks] == ["Only a heading"]


def test_a_sentence_longer_than_a_chunk_is_a_chunk_of_its_own() -> None:
    long = "Long " + "word " * 100 + "end."
    _, chunks = chunks_of(Block(PARAGRAPH, f"Short one. {long} Short two."), max_chars=100)
    assert [chunk.text for chunk in chunks] == ["Short one.", long, "Short two."]


_blocks = st.lists(
    st.builds(
        Block,
        st.sampled_from([HEADING, PARAGRAPH, ITEM, TABLE]),
        st.text(alphabet="ab가나. \n|!?2026", max_size=120),
        st.integers(1, 3),
        st.sampled_from([None, 1, 2]),
    ),
    max_size=12,
)


@given(_blocks, st.integers(100, 400))
def test_every_chunk_and_unit_is_exactly_its_range_of_the_stored_text(
    blocks: list[Block], max_chars: int
) -> None:
    text, chunks = chunks_of(*blocks, max_chars=max_chars)
    end = 0
    for chunk in chunks:
        assert chunk.text == text[chunk.start : chunk.end] != ""
        assert chunk.start >= end, "chunks come in order and do not overlap"
        end = chunk.end
        for unit in chunk.units:
            assert chunk.start <= unit.start < unit.end <= chunk.end


@given(_blocks)
def test_no_words_outside_headings_are_lost(blocks: list[Block]) -> None:
    _, chunks = chunks_of(*blocks)
    said = "".join("".join(chunk.text.split()) for chunk in chunks).replace("-", "")
    for block in blocks:
        if block.kind in (PARAGRAPH, ITEM):
            assert "".join(block.text.split()).replace("-", "") in said
