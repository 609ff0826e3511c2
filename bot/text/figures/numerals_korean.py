"""Reads Korean numerals: digits with 만, 억 and 조, Sino-Korean (삼십억) and native words (일곱, 열두)."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.text.figures.numerals_english import DIGITS, number

_DIGIT = {word: value for value, word in enumerate("영일이삼사오육칠팔구")} | {"공": 0}
_SMALL_SCALE = {"십": 10, "백": 100, "천": 1000}
_BIG_SCALE = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
_NATIVE_TEN = {
    word: 10 * value
    for value, word in enumerate(
        ["열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"], start=1
    )
}
_NATIVE_ONE = {
    word: value
    for value, words in enumerate(
        ("한 하나", "두 둘", "세 셋 석 서", "네 넷 넉 너", "다섯 닷", "여섯 엿", "일곱", "여덟", "아홉"),
        start=1,
    )
    for word in words.split()
}
NATIVE = {**_NATIVE_TEN, **_NATIVE_ONE, "스무": 20}

# What makes another word of the scale: 만큼, 3조각, 1조항, 5억제.
_BIG = (
    r"(?:만(?!큼|족|료|기\b)|억(?!제|압|지)|조(?!각|건|항|례|합|직|치|사)"
    r"|경(?!우|제|기|로|쟁|축|주|상|북|남|험|영|력))"
)
_SECTION = rf"(?:(?:{DIGITS})?[천백십]+(?:\s(?=\d+[천백십만]))?)*(?:{DIGITS})?"
_PIECE = re.compile(rf"(?P<section>{_SECTION})(?P<big>\s?{_BIG})?")
_TERM = re.compile(rf"({DIGITS})?([천백십]*)")
SINO = r"[일이삼사오육칠팔구십백천만억조]+"
NATIVE_WORDS = (
    r"(?:(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|하나|둘|셋|넷)?|스무"
    r"|한|두|세|네|석|넉|다섯|여섯|일곱|여덟|아홉|둘|셋|넷)"
)
_NATIVE = re.compile(rf"({'|'.join(_NATIVE_TEN)})?(.*)")


def mixed_end(text: str, start: int) -> tuple[int, Fraction] | None:
    """Where the numeral of digits and Korean scales that starts there ends, and its value, if any."""
    total, place, last = Fraction(0), start, 10**20
    while found := _next_piece(text, place, last):
        value, last, place = found
        total += value
        if last == 1:
            break
    return (place, total) if place > start and last != 10**20 else None


def _next_piece(text: str, start: int, last: int) -> tuple[Fraction, int, int] | None:
    """The next "8,200만" below a scale: its value, its scale (1 for a tail) and its end."""
    begin = start + (last != 10**20 and text[start : start + 1] == " ")
    piece = _PIECE.match(text, begin)
    if piece is None or not piece["section"]:
        return None
    big = _BIG_SCALE[piece["big"].strip()] if piece["big"] else 1
    is_scaled = bool(piece["big"]) or piece["section"][-1] in _SMALL_SCALE
    if big >= last or not (is_scaled or _is_tail(text, start, piece)):
        return None
    return _section_value(piece["section"]) * big, big, piece.end()


def _is_tail(text: str, start: int, piece: re.Match[str]) -> bool:
    """Whether bare digits belong to the scale before them: "1만5000", "5만 2,000", but not "3만 5개"."""
    if start == 0 or text[start - 1] not in _BIG_SCALE:
        return False
    return start == piece.start() or (text[start - 1] == "만" and len(piece["section"]) >= 3)


def _section_value(section: str) -> Fraction:
    """What stands before one great scale: "3천5백" is 3,500."""
    value = Fraction(0)
    for digits, scales in _TERM.findall(section):
        term = number(digits) if digits else Fraction(bool(scales))
        for scale in scales:
            term *= _SMALL_SCALE[scale]
        value += term
    return value


def sino_value(words: str) -> Fraction | None:
    """The value of Sino-Korean words; None where they are no well-formed number ("조사", "일이")."""
    total = section = 0
    digit: int | None = None
    small_before, big_before = 10**4, 10**20
    for letter in words:
        if letter in _DIGIT:
            if digit is not None:
                return None
            digit = _DIGIT[letter]
        elif letter in _SMALL_SCALE:
            if _SMALL_SCALE[letter] >= small_before:
                return None
            small_before = _SMALL_SCALE[letter]
            section, digit = section + (1 if digit is None else digit) * small_before, None
        else:
            coefficient = section + (digit or 0)
            if _BIG_SCALE[letter] >= big_before or (coefficient == 0 and letter != "만"):
                return None
            big_before, small_before = _BIG_SCALE[letter], 10**4
            total, section, digit = total + (coefficient or 1) * big_before, 0, None
    return Fraction(total + section + (digit or 0))


def native_value(words: str) -> Fraction:
    """The value of native numerals: "열두" is 12."""
    if words == "스무":
        return Fraction(20)
    found = _NATIVE.match(words)
    ten, one = found.groups() if found else (None, words)
    return Fraction(_NATIVE_TEN.get(ten or "", 0) + _NATIVE_ONE.get(one, 0))
