"""Makes the files that the readers' tests read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from ingest.errors import DocumentError
from ingest.models import Block, ParsedDocument
from ingest.parsers.limits import BadPart, Limits
from ingest.parsers.registry import parse_bytes

FILES = Path(__file__).parent / "files"
_CASES = Path(__file__).parent / "cases"


def case_lines(name: str) -> list[str]:
    """The lines of a file of cases."""
    return (_CASES / name).read_text(encoding="utf-8").splitlines()


def only(data: bytes | str, suffix: str, limits: Limits | None = None) -> ParsedDocument:
    """The one document in `data`."""
    raw = data.encode() if isinstance(data, str) else data
    (part,) = parse_bytes(raw, suffix, limits or Limits())
    assert isinstance(part, ParsedDocument)
    return part


def blocks(data: bytes | str, suffix: str) -> list[tuple[str, int, str]]:
    """Kind, level and text of each block."""
    return [outline(block) for block in only(data, suffix).blocks]


def outline(block: Block) -> tuple[str, int, str]:
    return block.kind.value, block.level, block.text


def parts(data: str | bytes, limits: Limits | None = None) -> list[ParsedDocument | BadPart]:
    """What JSON Lines yield."""
    raw = data.encode() if isinstance(data, str) else data
    return list(parse_bytes(raw, ".jsonl", limits or Limits()))


def refusal_of(data: bytes, suffix: str) -> str:
    """The sentence with which `data` is refused; nothing if it is read."""
    try:
        list(parse_bytes(data, suffix, Limits()))
    except DocumentError as refusal:
        return str(refusal)
    return ""


def with_wrong_bytes(data: bytes, step: int) -> Iterator[bytes]:
    """`data` with one byte changed, at every `step`-th place in turn."""
    for place in range(0, len(data), step):
        yield data[:place] + bytes([data[place] ^ 0x15]) + data[place + 1 :]


def pdf(pages: Sequence[Sequence[str]], *, title: str = "", outline_titles: Sequence[str] = ()) -> bytes:
    """A PDF of text lines, any script; bookmarks go to the first page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_bare_pdf(pages))))
    if title:
        writer.add_metadata({"/Title": title, "/Author": "MSIT", "/CreationDate": "D:20260302090000+09'00'"})
    for each in outline_titles:
        writer.add_outline_item(title=each, page_number=0)
    return _written(writer)


def drawn_pdf(content: str, form: str = "") -> bytes:
    """A PDF of one page drawn by these operators; /F is a font, /Im a picture, /Fm a form, /Sh a shading."""
    writer = PdfWriter()
    page = writer.add_blank_page(612, 792)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject({NameObject("/F"): _dictionary(font)})
    picture = _drawing("", {"/Type": "/XObject", "/Subtype": "/Image"})
    drawn = _drawing(form, {"/Type": "/XObject", "/Subtype": "/Form"})
    drawn[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    objects = {"/Im": writer._add_object(picture), "/Fm": writer._add_object(drawn)}
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/Font"): fonts,
            NameObject("/XObject"): DictionaryObject({NameObject(k): v for k, v in objects.items()}),
        }
    )
    page[NameObject("/Contents")] = writer._add_object(_drawing(content, {}))
    return _written(writer)


def _drawing(content: str, described: dict[str, str]) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content.encode())
    stream.update(_dictionary(described))
    return stream


def _dictionary(described: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in described.items()})


def locked_pdf(user_password: str) -> bytes:
    """A PDF under AES-256 that only its owner may change, and that `user_password` opens."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_bare_pdf([["Closed to changes."]]))))
    writer.encrypt(user_password, "owner", algorithm="AES-256")
    return _written(writer)


def zipped(parts_of_it: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts_of_it.items():
            archive.writestr(name, data)
    return target.getvalue()


def _written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _bare_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    letters = sorted({letter for page in pages for line in page for letter in line})
    objects = dict(_objects(pages, letters))
    body = b"%PDF-1.7\n"
    offsets = {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offsets[number] for number in sorted(objects))
    count = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


def _objects(pages: Sequence[Sequence[str]], letters: Sequence[str]) -> Iterator[tuple[int, bytes]]:
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(pages)))
    mapping = b"".join(b"<%04x> <%04x>\n" % (ord(letter), ord(letter)) for letter in letters)
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapName /A def\n"
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar endcmap end" % (len(letters), mapping)
    )
    yield 1, b"<< /Type /Catalog /Pages 2 0 R >>"
    yield 2, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages))
    yield (
        3,
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 5 0 R >>",
    )
    yield 4, b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500 >>"
    yield 5, _stream(cmap)
    for index, page in enumerate(pages):
        shown = b"".join(b"<%s> Tj T*\n" % line.encode("utf-16-be").hex().encode() for line in page)
        number = first + 2 * index
        yield (
            number,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (number + 1),
        )
        yield number + 1, _stream(b"BT /F 11 Tf 14 TL 72 720 Td\n%sET" % shown)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
