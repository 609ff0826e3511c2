"""Turns bytes into text, in whichever encoding in use in Korea, without what a reader would not see."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from ingest.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    "The file is not text but binary data; save it as text in UTF-8 or give it the ending of its real format."
)
_BROKEN = "The file says that it is {} but is not; save it as UTF-8."
# Left to itself the guess takes French for Baltic; these are what neighbours and colleagues save in.
_OTHERS = ["cp1252", "shift_jis", "gb18030", "big5"]
_SAMPLE = 1_000_000  # bytes that a guess looks at
# Unicode's categories Cc (control) without the line feed, Cf (format: zero-width, bidirectional, tags) and Cs
# (lone surrogates); then letters and marks that are drawn as nothing: Hangul fillers, variation selectors.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\ud800-\udfff"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TAB = " " * 4  # as wide as Markdown takes it, so that the nesting of lists survives


def decode(data: bytes, declared: str = "") -> str:
    """The text of `data`: by its byte-order mark, the `declared` encoding, UTF-8, CP949, or a careful guess.

    Raises `DocumentError` if it is binary or in no encoding that can be told.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if declared and (text := _attempt(data, declared)) is not None:
        return _text_only(text)
    for encoding in ("utf-8", "cp949"):
        text = _attempt(data, encoding)
        if text is not None and (encoding == "utf-8" or _is_korean(text)):
            return _text_only(text)
    return _guess(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _text_only(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise DocumentError(_BROKEN.format(encoding.removesuffix("-sig").upper())) from error


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_korean(text: str) -> bool:
    """Whether what was decoded as CP949 reads as Korean: common syllables outweigh all else beyond ASCII.

    Western text in Latin-1 decodes as CP949 too, but to the rare syllables that EUC-KR does not have.
    """
    beyond = [character for character in text[:_SAMPLE] if ord(character) > 127]
    common = sum(1 for character in beyond if "가" <= character <= "힣" and _is_common(character))
    return not beyond or common / len(beyond) > 0.6


def _is_common(syllable: str) -> bool:
    """Whether KS X 1001 has it as one of its 2,350; Python spells the others out in eight bytes."""
    return len(syllable.encode("euc_kr", "ignore")) == 2


def _guess(data: bytes) -> str:
    if _looks_binary(data[:_SAMPLE].decode("latin-1")):
        raise DocumentError(_BINARY)
    best = from_bytes(data[:_SAMPLE], cp_isolation=_OTHERS).best()
    text = _attempt(data, best.encoding) if best else None
    if text is None:
        raise DocumentError("The encoding of the file cannot be told; save it as UTF-8.")
    return _text_only(text)


def _text_only(text: str) -> str:
    if _looks_binary(text):
        raise DocumentError(_BINARY)
    return text


def _looks_binary(text: str) -> bool:
    """Whether a NUL, or more than one control character in a hundred, stands in the beginning of `text`."""
    head = text[:_SAMPLE]
    odd = sum(1 for character in head if character < " " and character not in "\t\n\r\f\x1b")
    return "\0" in text or odd * 100 > len(head)


def clean(text: str) -> str:
    """`text` with NFC letters and `\\n` as its only line end; tabs become spaces, the invisible goes.

    Decomposed Hangul, as macOS writes it, comes out composed and so matches what a person types.
    """
    visible = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", _TAB))
    return unicodedata.normalize("NFC", visible)


def one_line(text: str) -> str:
    """`text` cleaned, with every run of white space as one space and none at the ends."""
    return " ".join(clean(text).split())


def tidy_lines(text: str) -> str:
    """`text` cleaned line by line: each as by `one_line`, the empty ones left out."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in clean(text).split("\n"))))
