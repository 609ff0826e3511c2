from ingest.parsers.pdf_layout import pdf_blocks

_WIDE = "This line is about as wide as the lines of this page usually are, so it"


def _texts(*pages: str) -> list[tuple[int | None, str]]:
    return [(block.page, block.text) for block in pdf_blocks(pages, {})]


def test_a_short_line_ends_its_paragraph() -> None:
    assert _texts(f"{_WIDE}\ngoes on.\n{_WIDE}\nends.") == [(1, f"{_WIDE} goes on."), (1, f"{_WIDE} ends.")]


def test_an_empty_line_parts_paragraphs() -> None:
    assert _texts(f"{_WIDE}\n\n{_WIDE}") == [(1, _WIDE), (1, _WIDE)]


def test_a_word_parted_at_the_line_end_is_mended() -> None:
    assert _texts(f"{_WIDE} is for inter-\nnational work.")[0][1].endswith("is for international work.")


def test_a_hyphen_that_the_word_has_elsewhere_too_is_kept() -> None:
    text = f"The cross-border fund is new.\n\n{_WIDE} is for cross-\nborder work."
    assert _texts(text)[1][1].endswith("for cross-border work.")


def test_a_sentence_that_runs_over_the_page_stays_whole_on_its_first_page() -> None:
    assert _texts(_WIDE, "goes on here.") == [(1, f"{_WIDE} goes on here.")]


def test_a_finished_sentence_does_not_swallow_the_next_page() -> None:
    assert _texts("It ends.", "Another begins.") == [(1, "It ends."), (2, "Another begins.")]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [f"AI Partnership 2026\nFact number {n} of this page is one.\n- {n} -" for n in range(1, 5)]
    assert [text for _, text in _texts(*pages)] == [
        f"Fact number {n} of this page is one." for n in range(1, 5)
    ]


def test_page_numbers_that_do_not_count_from_one_are_dropped_too() -> None:
    pages = [f"The fact on this page is {word}.\n{n}" for n, word in enumerate(["red", "blue", "new"], 17)]
    assert [text for _, text in _texts(*pages)] == [
        f"The fact on this page is {w}." for w in ("red", "blue", "new")
    ]


def test_lines_that_differ_in_a_figure_are_no_running_heads() -> None:
    pages = [f"The fund has USD {n} million now.\nText {n}." for n in range(1, 5)]
    assert "The fund has USD 2 million now." in " ".join(text for _, text in _texts(*pages))


def test_a_line_that_returns_on_few_pages_stays() -> None:
    pages = ["Note.\nOne thing.", "Note.\nTwo things.", "Three.", "Four.", "Five."]
    assert "Note." in [text for _, text in _texts(*pages)]


def test_bullets_become_items_with_their_further_lines() -> None:
    blocks = list(pdf_blocks([f"Areas:\n• {_WIDE}\ngoes on\n• short"], {}))
    assert [(block.kind.value, block.level, block.text) for block in blocks] == [
        ("paragraph", 0, "Areas:"),
        ("item", 1, f"{_WIDE} goes on"),
        ("item", 1, "short"),
    ]


def test_a_known_heading_stands_alone() -> None:
    blocks = list(pdf_blocks([f"1. Aims\n{_WIDE}"], {(1, "1. Aims"): 2}))
    assert [(block.kind.value, block.level) for block in blocks] == [("heading", 2), ("paragraph", 0)]
