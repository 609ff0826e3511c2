"""Tables look the same to a terminal and to Markdown."""

import io

import pytest
from rich.console import Console

from eval.tables import Table, not_measured, show, to_markdown

TABLE = Table("Start", ("start", "s"), (("ask | chat", "1.20"), ("help", "0.30")), ("The target: met.",))


def test_markdown_opens_with_the_machine_and_aligns_figures_to_the_right() -> None:
    assert to_markdown("a small machine", [TABLE]) == (
        "Measured on a small machine.\n\n"
        "**Start**\n\n"
        "| start | s |\n"
        "|---|---:|\n"
        "| ask \\| chat | 1.20 |\n"
        "| help | 0.30 |\n\n"
        "The target: met.\n"
    )


def test_what_was_not_measured_says_why() -> None:
    assert to_markdown("m", [not_measured("Quality", "no data.")]).endswith(
        "**Quality**\n\nNot measured: no data.\n"
    )


def test_a_terminal_gets_every_cell_and_note() -> None:
    written = io.StringIO()
    show(Console(file=written, width=100), TABLE)
    for words in ("Start", "ask | chat", "1.20", "The target: met."):
        assert words in written.getvalue()


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table("T", ("a", "b"), (("x",),))
