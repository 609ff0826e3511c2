"""What a person who looks at a Word file cannot see is not read, and no word that can be seen is lost."""

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.ingest.parsers.makers import blocks, case_lines

_WHITE = '<w:color w:val="FFFFFF"/>'
_DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'


def _read(document: Any) -> list[str]:
    target = io.BytesIO()
    document.save(target)
    return [text for _, _, text in blocks(target.getvalue(), ".docx")]


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


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
