"""Word files: their blocks in document order without what nobody can see, or a refusal with the remedy."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import DocumentError
from ingest.parsers.limits import Limits
from tests.ingest.parsers.makers import blocks, case_lines, only, refusal_of, with_wrong_bytes, zipped

pytestmark = pytest.mark.slow


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


_WHITE = '<w:color w:val="FFFFFF"/>'
_DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'


def _read(document: Any) -> list[str]:
    return [text for _, _, text in blocks(_file(document), ".docx")]


def _add(document: Any, inner: str, paragraph_properties: str = "") -> None:
    xml = f"<w:p {nsdecls('w')}><w:pPr>{paragraph_properties}</w:pPr>{inner}</w:p>"
    document.element.body.insert(0, parse_xml(xml))


def _texts(properties: str, paragraph_properties: str = "", styles: str = "") -> list[str]:
    document = docx.Document()
    if styles:
        document.styles.element.append(parse_xml(styles.replace("<w:style ", f"<w:style {nsdecls('w')} ", 1)))
    _add(document, _run("words", properties), paragraph_properties)
    _add(document, _run("shown"))
    return _read(document)


@pytest.mark.parametrize("properties", case_lines("unseen.docx.txt"))
def test_words_that_nobody_can_see_are_not_text(properties: str) -> None:
    assert _texts(properties) == ["shown"]


@pytest.mark.parametrize("properties", case_lines("seen.docx.txt"))
def test_words_that_can_be_seen_stay(properties: str) -> None:
    assert _texts(properties) == ["shown", "words"]


def test_white_words_in_a_dark_paragraph_stay() -> None:
    assert _texts(_WHITE, _DARK) == ["shown", "words"]


@pytest.mark.parametrize("hiding", ["<w:vanish/>", _WHITE, '<w:sz w:val="2"/>'])
@pytest.mark.parametrize("kind", ["character", "paragraph"])
def test_a_style_hides_words_as_they_do_themselves(kind: str, hiding: str) -> None:
    style = f'<w:style w:type="{kind}" w:styleId="Faint"><w:rPr>{hiding}</w:rPr></w:style>'
    own = '<w:rStyle w:val="Faint"/>' if kind == "character" else ""
    paragraphs = '<w:pStyle w:val="Faint"/>' if kind == "paragraph" else ""
    assert _texts(own, paragraphs, style) == ["shown"]


def test_what_a_run_says_itself_goes_before_its_style() -> None:
    style = '<w:style w:type="character" w:styleId="Faint"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert _texts('<w:rStyle w:val="Faint"/><w:vanish w:val="0"/>', "", style) == ["shown", "words"]


def test_a_style_that_builds_on_itself_does_no_harm() -> None:
    style = '<w:style w:type="character" w:styleId="Faint"><w:basedOn w:val="Faint"/></w:style>'
    assert _texts('<w:rStyle w:val="Faint"/>', "", style) == ["shown", "words"]


def _table(cell_shading: str, style: str = "") -> list[str]:
    document = docx.Document()
    table = document.add_table(2, 2, style=style or None)
    for cell, text in zip(table._cells, ["Body", "Role", "IITP", "agenda"], strict=True):
        cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].font.color.rgb = docx.shared.RGBColor(255, 255, 255)
        if cell_shading:
            cell._tc.get_or_add_tcPr().append(parse_xml(cell_shading.replace("/>", f" {nsdecls('w')}/>")))
    return _read(document)


def test_a_white_header_row_on_dark_cells_stays_and_on_white_ones_goes() -> None:
    assert _table(_DARK) == ["Body | Role\nIITP | agenda"]
    assert _table("") == ["IITP | agenda"]


def test_a_white_header_row_stays_where_the_style_of_the_table_may_shade_it() -> None:
    assert _table("", style="Medium Shading 1 Accent 1") == ["Body | Role\nIITP | agenda"]


def test_a_hidden_row_is_left_out() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Body", "Role", "secret", "secret"], strict=True):
        cell.text = text
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {nsdecls('w')}/>"))
    assert _read(document) == ["Body | Role"]


def test_white_words_stay_where_a_picture_lies_behind_the_text() -> None:
    document = docx.Document()
    _add(document, _run("cover", _WHITE))
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    _add(document, f'<w:r><w:drawing><wp:anchor xmlns:wp="{wp}" behindDoc="1"/></w:drawing></w:r>')
    assert _read(document) == ["cover"]


def test_white_words_on_a_page_with_a_dark_background_stay() -> None:
    document = docx.Document()
    _add(document, _run("night", _WHITE))
    background = parse_xml(f'<w:background {nsdecls("w")} w:color="101010"/>')
    document.element.insert(0, background)
    assert _read(document) == ["night"]
