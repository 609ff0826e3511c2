"""The forms of dates in figures, Korean and English, as patterns with named parts, the most telling first."""

from __future__ import annotations

import re

from bot.text.word_lists import load_patterns

MONTHS = re.findall(
    r"\w+", "january february march april may june july august september october november december"
)
WEEKDAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
KOREAN_WEEKDAYS = "월화수목금토일"
# 이월, which is also a carry-over, is left out.
_HANGUL = ("일", "삼", "사", "오", "유", "칠", "팔", "구", "시", "십일", "십이")
HANGUL_MONTHS = dict(zip(_HANGUL, (1, *range(3, 13)), strict=True))
NUMBERED = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
LAST = ("last", "final", "latter")

_PATTERNS = load_patterns("bot.text.figures", "date_forms")
_MONTH_NAME = _PATTERNS["month_name"]
_MONTH = rf"(?P<month>{_MONTH_NAME})"
_YEAR = r"(?P<year>\d{4}|'\d\d)"
_NO_MORE = r"(?!\d|,\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NO_DAY = r"(?![\d%]|[,.]\d|\s(?:million|billion|per|years?|days?|months?|hours?)\b)"
_WHICH = "|".join([*NUMBERED, *LAST])
_OF_YEAR = rf"(?:,?\s(?:(?:of|in)\s)?(?:fiscal\s(?:year\s)?|FY\s?)?(?P<year>\d{{4}}){_NO_MORE})?"
_BEFORE_A_MONTH = "|".join(
    rf"(?<=\b{word} )"
    for word in re.findall(
        r"\w+", "in In of since Since from From by By until Until last next this late early to and"
    )
)
_AND_ANOTHER = rf"(?=(?:\s?[-–~]\s?|\s(?:to|and|or|until|through)\s)(?:{_MONTH_NAME}|\x01))"
_QUARTER = r"\b(?:(?P<h>H[12])|(?P<q>Q[1-4]))(?![A-Za-z0-9])"
_TURNED = r"(?:(?P<h2>[12])H|(?P<q2>[1-4])Q)"

_ENGLISH = (
    rf"(?<![\d.,])(?:the\s)?{_DAY}(?:\sof)?[\s-]{_MONTH}(?:,?[\s-]{_YEAR}{_NO_MORE})?(?![a-z])",
    rf"\b{_MONTH}\s{_DAY}{_NO_DAY}(?:,?\s{_YEAR}{_NO_MORE})?",
    rf"\b{_MONTH},?[\s-](?:of\s)?{_YEAR}{_NO_MORE}",
    rf"(?i:\b(?P<which>{_WHICH})[\s-](?P<span>half|quarter)\b{_OF_YEAR})",
    rf"{_QUARTER}(?:(?:\s(?:of\s|in\s|FY)?|,\s|[-/])(?P<year>\d{{4}}|'\d\d)(?!\d))?",
    rf"\b{_TURNED}(?:\s?(?:of\s|in\s|,\s|-|/|FY)?(?P<year>\d{{4}}|'?\d\d)(?!\d))?(?![A-Za-z0-9])",
    rf"\b(?P<year>\d{{4}})[\s-](?:(?P<h>H[12])|(?P<q>Q[1-4])|{_TURNED})\b",
    r"\b(?P<decade>\d{3}0)'?s\b",
    r"\b(?P<century>\d{1,2})(?:st|nd|rd|th)[\s-][Cc]entury\b",
    r"\b(?:FY\s?|(?i:fiscal\s(?:year\s)?))(?P<year>\d{4}|'?\d\d)(?!\d)",
    rf"\b(?=Ma[yr])(?:{_BEFORE_A_MONTH}|(?<=mid-))(?P<month>May|March)\b(?!\s[A-Z])",
    rf"\b(?P<month>May|March){_AND_ANOTHER}",
    r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b",
    r"\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b",
)
_KO_YEAR = _PATTERNS["ko_year"]
_KO_DAY = _PATTERNS["ko_day"]
_KOREAN = (
    rf"(?:{_KO_YEAR}\s?)?(?<!\d)(?P<month>\d{{1,2}})\s?월\s?(?P<day>\d{{1,2}}){_KO_DAY}",
    rf"{_KO_YEAR}\s?(?P<month>\d{{1,2}})(?:\s?월|(?=\s?[~·–-]\s?\d{{1,2}}\s?월))",
    rf"(?:{_KO_YEAR}\s?)?(?<![가-힣\d])(?:(?P<half>[상하])반기|(?P<quarter>[1-4첫])(?:/4)?\s?분기)",
    r"(?<!\d)(?P<decade>\d{3}0)\s?년대",
    r"(?<!\d)(?P<century>\d{1,2})\s?세기",
    r"(?<!\d)(?P<year>\d{4})\s?(?:년도?(?!\s?간|\s동안)|회계연도)",
    r"(?<!\d)(?P<year>'\d\d)년",
    r"(?<![\d.])(?P<month>\d{1,2})월(?!드)",
    r"(?<![가-힣\d])(?P<hangul>일|삼|사|오|유|칠|팔|구|시|십일|십이)월(?![가-힣])",
    r"(?<![가-힣\d])(?P<hangul>일|삼|사|오|유|칠|팔|구|시|십일|십이)월(?=(?:에|의|부터|까지|은|중)(?![가-힣]))",
    rf"(?P<koreanday>[{KOREAN_WEEKDAYS}])요일",
    rf"(?<=[일.\d])\s?\((?P<koreanday>[{KOREAN_WEEKDAYS}])(?:요일)?\)",
)
_FIGURES = (
    r"(?<![\d.])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
    r"(?<![\d./])(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d)",
    r"(?<![\d.])(?P<year>\d{4}|'\d\d)\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})\b\.?(?!\d)",
    r"(?<![\d.])(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})\.?(?=\s?\([월화수목금토일]\))",
    r"(?<![\d./])(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<year>\d{4})(?!\d)",
    r"(?<![\d.,-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d-])",
    r"(?<![\d.,])(?P<year>(?:19|20)\d\d)\.(?P<month>0?[1-9]|1[0-2])(?![\d%]|\.\d|\s?[만억조%])\.?",
    r"(?<![\d.,])(?P<year>(?:19|20)\d\d)\.\s(?P<month>0?[1-9]|1[0-2])\.(?!\d)",
)
FORMS = tuple(re.compile(form, re.ASCII) for form in (*_FIGURES, *_KOREAN, *_ENGLISH))

_NO_LETTER = _PATTERNS["no_letter"]
BARE_YEARS = (
    re.compile(
        rf"{_NO_LETTER}(?P<year>1[6-9]\d\d|20\d\d|21\d\d)(?P<short>[-–~/]\d\d(?![\d-]))?"
        r"(?:(?![\dA-Za-z]|[.,]\d)(?!여?[가-힣])|(?(short)(?=\s?년)|(?!)))"
    ),
    re.compile(
        rf"{_NO_LETTER}(?P<year>19\d\d|20\d\d)(?=(?:에|의|은|는|부터|까지|과|와|으로)(?![가-힣]))(?P<short>(?!))?"
    ),
)
DAYS_BEFORE = re.compile(_PATTERNS["days_before"])
DAYS_AFTER = re.compile(_PATTERNS["days_after"], re.ASCII)
KOREAN_DAY_AFTER = re.compile(_PATTERNS["korean_day_after"])
DOTTED_AFTER = re.compile(_PATTERNS["dotted_after"])
MONTHS_BEFORE = re.compile(_PATTERNS["months_before"])
JOINED = re.compile(_PATTERNS["joined"])
