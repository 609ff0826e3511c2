"""Numerals in digits and words, English and Korean, without asking what they measure.

"300 million", "half a million", "twenty-one", 3천5백억, Sino-Korean (삼십억) and native words (일곱, 열두),
powers of ten and fractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bot.text.word_lists import load_patterns

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS, _NATIVE_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "열 스물 서른 마흔 쉰 예순 일흔 여든 아흔",
)
ONES = {word: value for value, word in enumerate(_ONES.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}
_SHORT = {
    word: power
    for power, words in (
        (3, "k"),
        (5, "lakh"),
        (6, "mn mln mil m"),
        (7, "crore"),
        (9, "bn bln b"),
        (12, "tn trn t"),
    )
    for word in words.split()
}
SCALES = {word: Fraction(10**power) for word, power in {**_POWERS, **_SHORT}.items()} | {
    "dozen": Fraction(12)
}

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d|,\d{3})|\d{1,3}(?: \d{3})+(?![\d,]|\.\d)|\d+(?:\.\d+)?|\.\d+)"
_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_TEN = "|".join(TENS)
_SMALL = rf"(?:(?:{_TEN})(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?|{_ONE})\b"
_HUNDRED = rf"(?:(?:{_SMALL}|an?)[-\s]hundred(?:[-\s](?:and[-\s])?{_SMALL})?|{_SMALL})\b"
_BIG = r"(?:hundred|thousand|million|billion|trillion|quadrillion|crore|lakh|dozen)\b"
_AND_A_HALF = r"(?:[-\s]and[-\s]a[-\s]half)"
_SHORT_SCALE = r"(?:(?:k|mn|mln|mil|bn|bln|tn|trn)(?![A-Za-z0-9])|[bmt](?=[-\s](?:param|token)))"

DIGITS_AND_SCALE = rf"{DIGITS}(?:{_AND_A_HALF}?(?:[-\s]{_BIG})+|\s?{_SHORT_SCALE})"
WORDS = (
    rf"\b(?:half[-\s]an?[-\s]{_BIG}"
    rf"|(?:{_HUNDRED}|an?){_AND_A_HALF}?(?:[-\s]{_BIG})+"
    rf"(?:,?[-\s](?:and[-\s])?{_HUNDRED}(?:[-\s]{_BIG})+)*(?:,?[-\s](?:and[-\s])?{_HUNDRED}(?![-\s]{_BIG}))?"
    rf"|{_HUNDRED}{_AND_A_HALF}?)"
)
_TOKEN = re.compile(rf"half[-\s]an?\b|and[-\s]a[-\s]half|{DIGITS}|[a-z]+", re.ASCII)


def number(digits: str) -> Fraction:
    """The value of digits with group marks and a decimal point."""
    return Fraction(digits.replace(",", "").replace(" ", ""))


def english_value(words: str) -> Fraction:
    """The value of what DIGITS_AND_SCALE or WORDS found: a scale multiplies all that is smaller before it."""
    terms: list[Fraction] = []
    part = Fraction(0)
    for token in _TOKEN.findall(words.lower()):
        scale = SCALES.get(token)
        if scale is None:
            part += _small(token)
        elif scale < 1000:
            part = (part or 1) * scale
        else:
            while terms and terms[-1] < scale:
                part += terms.pop()
            terms.append((part or 1) * scale)
            part = Fraction(0)
    return sum(terms, part)


def _small(token: str) -> Fraction:
    if token.startswith(("half", "and")) and token != "and":
        return Fraction(1, 2)
    if token[0].isdigit() or token[0] == ".":
        return number(token)
    return Fraction(ONES.get(token, 0) + TENS.get(token, 0) + (token in {"a", "an"}))


_DIGIT = {word: value for value, word in enumerate("영일이삼사오육칠팔구")} | {"공": 0}
_SMALL_SCALE = {"십": 10, "백": 100, "천": 1000}
_BIG_SCALE = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
_NATIVE_TEN = {word: 10 * value for value, word in enumerate(_NATIVE_TENS.split(), start=1)}
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
_PATTERNS = load_patterns("bot.text.figures", "numerals")
NATIVE_WORDS = _PATTERNS["native_words"]
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


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at text[start:end]; `scale` is what its written digits were multiplied by, 1 for none."""

    start: int
    end: int
    value: Fraction
    scale: Fraction = Fraction(1)
    is_word: bool = False


_POWER = _PATTERNS["power"]
_EXPONENT = _PATTERNS["exponent"]
_FRACTION = _PATTERNS["fraction"]
_LEFT = r"(?<![A-Za-z0-9])(?<!\d[.,])"
_HANGUL_LEFT = r"(?<![가-힣A-Za-z0-9])"
_NUMERAL = re.compile(
    rf"(?P<power>{_LEFT}(?:{_POWER}|{_EXPONENT}))|(?P<fraction>{_LEFT}(?i:{_FRACTION}))"
    rf"|(?P<scaled>{_LEFT}(?i:{DIGITS_AND_SCALE}))|(?P<digits>{_LEFT}{DIGITS})|(?P<words>(?i:{WORDS}))"
    rf"|(?P<native>{_HANGUL_LEFT}{NATIVE_WORDS})|(?P<sino>{_HANGUL_LEFT}{SINO})",
    re.ASCII,
)
_NOT_KOREAN_SCALE = re.compile(r"\s만\s")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_PARTS = {"hal": 2, "thi": 3, "qua": 4, "fif": 5, "six": 6, "eig": 8, "ten": 10}


def numerals_in(text: str) -> Iterator[Numeral]:
    """The numerals of a folded text from left to right."""
    place = 0
    while found := _NUMERAL.search(text, place):
        numeral = _numeral(text, found)
        if numeral is not None:
            yield numeral
        place = max(found.end(), numeral.end if numeral else 0)


def _numeral(text: str, found: re.Match[str]) -> Numeral | None:
    start, end = found.span()
    words = found.group()
    if found.lastgroup == "digits":
        return _digits(text, start, end)
    if found.lastgroup == "scaled":
        digits = re.match(DIGITS, words)
        value = english_value(words)
        mantissa = number(digits.group()) if digits else Fraction(1)
        return Numeral(start, end, value, value / mantissa if mantissa else Fraction(1))
    if found.lastgroup == "sino":
        value_or_none = sino_value(words)
        return None if value_or_none is None else Numeral(start, end, value_or_none, is_word=True)
    readers = {"power": _power, "fraction": _fraction, "words": english_value, "native": native_value}
    value = readers[found.lastgroup or ""](words)
    is_word = found.lastgroup in {"words", "native"}
    return Numeral(start, end, value, is_word=is_word)


def _digits(text: str, start: int, end: int) -> Numeral:
    mixed = mixed_end(text, start)
    # "만 19세" is nineteen full years; a space before and after parts it from the digits.
    if mixed is None or _NOT_KOREAN_SCALE.match(text, end):
        return Numeral(start, end, number(text[start:end]))
    stop, value = mixed
    mantissa = number(text[start:end])
    return Numeral(start, stop, value, value / mantissa if mantissa else Fraction(1))


def _power(words: str) -> Fraction:
    if re.fullmatch(_EXPONENT, words):
        return Fraction(words)
    raised = re.search("[⁺⁻]?[⁰¹²³⁴-⁹]+$", words)
    exponent = int(raised.group().translate(_SUPERSCRIPT) if raised else re.findall(r"[-+]?\d+", words)[-1])
    head = re.match(r"(\d+(?:\.\d+)?)\s?[x×·]", words)
    return (Fraction(head.group(1)) if head else 1) * Fraction(10) ** exponent


def _fraction(words: str) -> Fraction:
    if "/" in words:
        whole, _, part = words.rpartition(" ")
        over, under = part.split("/")
        return Fraction(whole or 0) + (Fraction(int(over), int(under)) if int(under) else 0)
    if "분의" in words:
        under, over = re.split(r"\s?분의\s?", words)
        return Fraction(over) / (Fraction(under) or 1)
    if words == "절반" or words.lower() == "half":
        return Fraction(1, 2)
    count, part = re.split(r"[-\s]", words.lower())
    return Fraction(english_value(count), _PARTS[part[:3]])
