"""Finds what is numbered rather than counted: articles and chapters of laws, ordinals and ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from bot.text.figures.fact import Fact, Kind
from bot.text.figures.folding import before
from bot.text.figures.numerals import NATIVE_WORDS, ONES, TENS, native_value
from bot.text.word_lists import load_patterns

_ENGLISH_SECTION = {
    r"Articles?|Arts?\.": "article",
    r"Sections?|Secs?\.|§§?": "section",
    r"Chapters?|Chap\.": "chapter",
    r"Sub-?paragraphs?|Items?": "number",
    r"Paragraphs?|Paras?\.": "paragraph",
    r"Annex(?:es)?|Schedules?|Appendix": "annex",
    r"(?:Law|Act|Bill|Decree|Resolution|Order|Notice|Ordinance)\s(?:number|no\.?)|No\.": "number",
}
_KOREAN_SECTION = dict(
    zip("조항호장절편", ("article", "paragraph", "number", "chapter", "section", "part"), strict=True)
)
_PATTERNS = load_patterns("bot.text.figures", "labels")
_NEXT = _PATTERNS["next"]
_NUMBER = _PATTERNS["number"]
_ENGLISH = re.compile(
    "(?<![A-Za-z])(?:"
    + "|".join(f"(?P<e{place}>(?i:{label}))" for place, label in enumerate(_ENGLISH_SECTION))
    + rf")\s?{_NUMBER}(?P<sub>(?:\s?\(\d+\))*)(?P<more>{_NEXT})"
)
_KOREAN = re.compile(_PATTERNS["korean"])
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_ROMAN_SECTION = re.compile(_PATTERNS["roman_section"], re.ASCII)
_KOREAN_ANNEX = re.compile(_PATTERNS["korean_annex"])

_WORD_ORDINALS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_WORD_ORDINALS["hundredth"] = 100
_WORD_ORDINALS |= {
    f"{word}th": value for word, value in ONES.items() if value in {4, 6, 7, 10, 11} or value > 12
}
_WORD_ORDINALS |= {f"{word[:-1]}ieth": value for word, value in TENS.items()}
_ORDINAL_WORD = "|".join(sorted(_WORD_ORDINALS, key=len, reverse=True))
_ENGLISH_ORDINAL = re.compile(
    rf"(?<![A-Za-z0-9.,])(?=[\dTFSENH]|[a-z])(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})*|\d+)(?:st|nd|rd|th)"
    rf"|(?i:(?:(?P<ten>{'|'.join(TENS)})[-\s])?(?P<word>{_ORDINAL_WORD})))\b",
    re.ASCII,
)
_IDIOM_BEFORE = {
    "first": re.compile(r"\bat $", re.ASCII | re.IGNORECASE),
    "second": re.compile(r"\b(?:per|split|every|each) $", re.ASCII | re.IGNORECASE),
}
_IDIOM_AFTER = re.compile(_PATTERNS["idiom_after"], re.ASCII | re.IGNORECASE)
_COUNT_BEFORE = re.compile(_PATTERNS["count_before"], re.ASCII | re.IGNORECASE)
_FIRST_BEFORE = re.compile(_PATTERNS["first_before"], re.ASCII | re.IGNORECASE)
_FIRST_AFTER = re.compile(_PATTERNS["first_after"], re.ASCII | re.IGNORECASE)
_KOREAN_ORDINAL = re.compile(
    rf"제?\s?(?P<count>\d+|(?<![가-힣]){NATIVE_WORDS}|첫)\s?번째|(?<![가-힣])(?P<nth>{NATIVE_WORDS}|첫)째(?!로\s?큰\b)"
    r"|(?:제(?=\d)|(?<![가-힣])제\s)(?P<number>\d+(?![/\d]))\s?(?:차|회|기|대|권|판|세대|단계|위|번|류|급|군|부)?"
    r"|(?<![\d.,])(?P<rank>\d+)\s?(?:위(?!원|험|한|해|하|치|성|안|탁|권)|등(?!급|록|의|을|과|이)|번째)"
    r"|(?P<nth_time>\d+)\s?(?P<time>일|주|개월|년)\s?(?:째|차(?!례|량))"
    r"|(?P<anniversary>\d+)\s?주년|(?P<first>최초|(?<![가-힣])첫(?=\s[가-힣]|[가-힣]))",
    re.ASCII,
)


_TIME_AFTER = re.compile(_PATTERNS["time_after"], re.ASCII | re.IGNORECASE)
_KOREAN_TIMES = {"일": "day", "주": "week", "개월": "month", "년": "year"}


def sections_in(text: str) -> Iterator[Fact]:
    """Articles, paragraphs, chapters, annexes and numbers of laws; of "Articles 31 and 34" both."""
    labels = list(_ENGLISH_SECTION.values())
    for match in _ENGLISH.finditer(text):
        unit = labels[int((next(name for name in match.groupdict() if name[0] == "e" and match[name]))[1:])]
        yield Fact(Kind.SECTION, match["number"], match.start(), match.end("number"), unit)
        for number in re.finditer(r"\d+", match["sub"]):
            yield _listed(number, match.start("sub"), "paragraph")
        for number in re.finditer(r"\d+", match["more"] if _is_plural(match) else ""):
            yield _listed(number, match.start("more"), unit)
    for match in _ROMAN_SECTION.finditer(text):
        yield Fact(Kind.SECTION, str(_roman(match["roman"])), *match.span(), match["label"].lower())
    for match in _KOREAN.finditer(text):
        number_text = match["number"] + (f"-{match['branch']}" if match["branch"] else "")
        yield Fact(Kind.SECTION, number_text, *match.span(), _KOREAN_SECTION[match["label"]])
    for match in _KOREAN_ANNEX.finditer(text):
        unit = "number" if match["label"] == "번호" else "annex"
        yield Fact(Kind.SECTION, match["number"], *match.span(), unit)


def _listed(number: re.Match[str], offset: int, unit: str) -> Fact:
    return Fact(Kind.SECTION, number.group(), offset + number.start(), offset + number.end(), unit)


def _roman(numeral: str) -> int:
    """The value of a Roman numeral up to 39."""
    values = [_ROMAN_DIGITS[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _is_plural(match: re.Match[str]) -> bool:
    """Of "Articles 31 and 34" both numbers are articles, of "Article 31 and 30 days" one is."""
    label = match.group()[: match.start("number") - match.start()].strip().lower()
    return label.endswith(("s", "§§"))


def ordinals_in(text: str) -> Iterator[Fact]:
    """First, 2nd, twenty-first, 두 번째, 셋째, 제3차, 2위; 20주년 with the unit "anniversary"."""
    for match in _ENGLISH_ORDINAL.finditer(text):
        if not _is_idiom(text, match):
            noun = _TIME_AFTER.match(text, match.end())
            unit = noun["noun"].lower() if noun else ""
            yield Fact(Kind.ORDINAL, Fraction(_english_rank(match)), *match.span(), unit)
    for match in _KOREAN_ORDINAL.finditer(text):
        unit = "anniversary" if match["anniversary"] else _KOREAN_TIMES.get(match["time"], "")
        yield Fact(Kind.ORDINAL, Fraction(_korean_rank(match)), *match.span(), unit)


def _is_idiom(text: str, match: re.Match[str]) -> bool:
    """ "At first", "third party": words of order that number nothing; "first" must stand before a noun."""
    if match["digits"]:
        return text[: match.start()].endswith("10 to the ")  # a power of ten
    if _is_fraction(text, match):
        return True
    idiom = _IDIOM_BEFORE.get(match["word"].lower())
    if (idiom and before(idiom, text, match.start())) or _IDIOM_AFTER.match(text, match.end()):
        return True
    if match["word"].lower() != "first" or match["ten"]:
        return False
    return not before(_FIRST_BEFORE, text, match.start()) or bool(_FIRST_AFTER.match(text, match.end()))


def _is_fraction(text: str, match: re.Match[str]) -> bool:
    """Two thirds, a third of."""
    count = before(_COUNT_BEFORE, text, match.start())
    return count is not None and (
        count["count"].lower() not in {"a", "an"} or text.startswith(" of ", match.end())
    )


def _english_rank(match: re.Match[str]) -> int:
    if match["digits"]:
        return int(match["digits"].replace(",", ""))
    return TENS.get((match["ten"] or "").lower(), 0) + _WORD_ORDINALS[match["word"].lower()]


def _korean_rank(match: re.Match[str]) -> int:
    if match["first"]:
        return 1
    groups = ("count", "nth", "number", "rank", "anniversary", "nth_time")
    count = next(match[name] for name in groups if match[name])
    if count == "첫":
        return 1
    return int(count) if count.isdigit() else int(native_value(count))
