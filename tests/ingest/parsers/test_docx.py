import datetime as dt
import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import DocumentError
from ingest.parsers.limits import Limits
from tests.ingest.parsers.makers import blocks, only, refusal_of, with_wrong_bytes, zipped


def _file(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _sample() -> bytes:
    document = docx.Document()
    document.core_properties.title = "The pact"
    document.core_properties.author = "MSIT"
    document.core_properties.modified = dt.datetime(2026, 3, 2)
    document.add_heading("Pact", 0)
    document.add_heading("Aims", 2)
    document.add_paragraph("The areas are:")
    document.add_paragraph("safety", style="List Bullet")
    document.add_paragraph("talent", style="List Bullet 2")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Body", "Role", "IITP", "agenda"], strict=True):
        cell.text = text
    document.add_paragraph("Behind the table.")
    return _file(document)


def test_headings_lists_and_tables_come_in_document_order() -> None:
    assert blocks(_sample(), ".docx") == [
        ("heading", 1, "Pact"),
        ("heading", 2, "Aims"),
        ("paragraph", 0, "The areas are:"),
        ("item", 1, "safety"),
        ("item", 2, "talent"),
        ("table", 0, "Body | Role\nIITP | agenda"),
        ("paragraph", 0, "Behind the table."),
    ]


def test_the_core_properties_are_declared() -> None:
    declared = only(_sample(), ".docx").declared
    assert declared == {"title": "The pact", "publisher": "MSIT", "date": dt.date(2026, 3, 2)}


def test_a_merged_cell_stands_once() -> None:
    document = docx.Document()
    table = document.add_table(1, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(0, 2).text = "end"
    assert blocks(_file(document), ".docx") == [("table", 0, "wide | end")]


def _paragraph_of(inner: str) -> bytes:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    return _file(document)


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_hidden_and_deleted_words_are_not_text_but_inserted_and_linked_ones_are() -> None:
    inner = (
        _run("one ")
        + _run("secret ", "<w:vanish/>")
        + '<w:del w:id="1" w:author="a"><w:r><w:delText>gone </w:delText></w:r></w:del>'
        + f'<w:ins w:id="2" w:author="a">{_run("two ")}</w:ins>'
        + f"<w:hyperlink>{_run('three')}</w:hyperlink>"
    )
    assert blocks(_paragraph_of(inner), ".docx") == [("paragraph", 0, "one two three")]


def test_text_in_a_content_control_is_read() -> None:
    document = docx.Document()
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{_run('inside')}</w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(control))
    assert blocks(_file(document), ".docx") == [("paragraph", 0, "inside")]


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_file_that_was_cut_off_is_refused(share: float) -> None:
    whole = _sample()
    with pytest.raises(DocumentError, match="damaged or no Word file"):
        only(whole[: int(len(whole) * share)], ".docx")


def test_a_zip_without_a_word_document_is_refused() -> None:
    with pytest.raises(DocumentError, match="Word file is damaged"):
        only(zipped({"a.txt": b"hello"}), ".docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"word/document.xml": bytes(3_000_000)})
    assert len(bomb) < 10_000
    with pytest.raises(DocumentError, match=r"unpacks to 2\.86 MB"):
        only(bomb, ".docx", Limits(max_expanded_bytes=1_000_000))


def test_a_file_with_a_password_is_refused_with_the_remedy() -> None:
    with pytest.raises(DocumentError, match="without a password"):
        only(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx")


def test_any_byte_may_be_wrong_and_still_there_is_a_document_or_a_sentence() -> None:
    refusals = {refusal_of(damaged, ".docx") for damaged in with_wrong_bytes(_sample(), 211)}
    assert all(";" in refusal for refusal in refusals if refusal)  # the remedy stands behind it
    assert len(refusals) > 1
