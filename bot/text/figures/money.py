"""The currencies, before and behind a number, by code, symbol and name.

A bare "$", "dollar" or "달러" is a US dollar and never another: a writer who means Singapore's says so.
"""

from __future__ import annotations

import re

_CODES = [
    "USD",
    "KRW",
    "SGD",
    "EUR",
    "JPY",
    "GBP",
    "CNY",
    "RMB",
    "HKD",
    "TWD",
    "AUD",
    "CAD",
    "NZD",
    "CHF",
    "INR",
    "IDR",
    "MYR",
    "THB",
    "PHP",
    "VND",
    "AED",
    "SAR",
    "SEK",
    "NOK",
    "DKK",
    "BRL",
    "MXN",
    "ZAR",
]
_SYMBOLS = {
    "US$": "USD",
    "S$": "SGD",
    "SG$": "SGD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "HK$": "HKD",
    "NT$": "TWD",
    "NZ$": "NZD",
    "R$": "BRL",
    "$": "USD",
    "₩": "KRW",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "RM": "MYR",
    "US $": "USD",
    "S $": "SGD",
    "USD$": "USD",
    "SGD$": "SGD",
    "Rp": "IDR",
    "฿": "THB",
    "₫": "VND",
    "CN¥": "CNY",
}
_WORDS = {
    r"(?:US|U\.S\.|American|United States)[- ]dollars?": "USD",
    r"Singapore(?:an)?[- ]dollars?": "SGD",
    r"Australian[- ]dollars?": "AUD",
    r"Canadian[- ]dollars?": "CAD",
    r"Hong Kong[- ]dollars?": "HKD",
    r"(?:New )?Taiwan(?:ese)?[- ]dollars?": "TWD",
    r"New Zealand[- ]dollars?": "NZD",
    r"dollars?": "USD",
    r"(?:South )?(?:Korean )?won": "KRW",
    r"euros?": "EUR",
    r"(?:Japanese )?yen": "JPY",
    r"(?:Chinese )?(?:yuan|renminbi)": "CNY",
    r"(?:British )?pounds?(?: sterling)?": "GBP",
    r"(?:Indian )?rupees?": "INR",
    r"(?:Indonesian )?rupiah": "IDR",
    r"(?:Malaysian )?ringgit": "MYR",
    r"(?:Thai )?baht": "THB",
    r"(?:Vietnamese )?dong": "VND",
    r"(?:Swiss )?francs?": "CHF",
    r"(?:Philippine )?pesos?": "PHP",
    r"dirhams?": "AED",
}
_KOREAN = {
    r"(?:미국|미)\s?달러|달러": "USD",
    r"(?:싱가포르|싱가폴)\s?달러|싱\s?달러": "SGD",
    r"(?:호주)\s?달러": "AUD",
    r"캐나다\s?달러": "CAD",
    r"홍콩\s?달러": "HKD",
    r"(?:대만|타이완)\s?달러": "TWD",
    r"뉴질랜드\s?달러": "NZD",
    r"원(?!칙|자력|소|천|격|형|동력)": "KRW",
    r"유로(?!피|존)": "EUR",
    r"(?:일본\s?)?엔(?!비|진|드|터|지)": "JPY",
    r"(?:중국\s?)?위안": "CNY",
    r"(?:영국\s?)?파운드": "GBP",
    r"(?:인도\s?)?루피(?!아)": "INR",
    r"(?:인도네시아\s?)?루피아": "IDR",
    r"링깃": "MYR",
    r"(?:태국\s?)?바트": "THB",
    r"(?:베트남\s?)?동(?![가-힣])": "VND",
    r"(?:스위스\s?)?프랑(?!스)": "CHF",
    r"페소": "PHP",
    r"디르함": "AED",
}
_KOREAN_BEFORE = {
    "미화": "USD",
    "원화": "KRW",
    "엔화": "JPY",
    "유로화": "EUR",
    "싱가포르화": "SGD",
    "싱화": "SGD",
    "한화": "KRW",
    "위안화": "CNY",
}
_SCALE_AFTER_SYMBOL = {"k": 3, "m": 6, "mm": 6, "b": 9, "t": 12}


def _longest_first(spellings: list[str]) -> list[str]:
    return sorted(spellings, key=len, reverse=True)


_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?P<code>{'|'.join(_CODES)})|(?P<symbol>(?<![A-Za-z])(?:"
    + "|".join(re.escape(symbol) for symbol in _longest_first(list(_SYMBOLS)))
    + rf"))|(?P<korean>{'|'.join(_longest_first(list(_KOREAN_BEFORE)))}))"
    r"[\s-]?(?P<minus>[-−]?)$"
)


def _longest_pattern_first(table: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(table.items(), key=lambda entry: -len(entry[0]))


_WORD_TABLE, _KOREAN_TABLE = _longest_pattern_first(_WORDS), _longest_pattern_first(_KOREAN)
_LATIN_AFTER = re.compile(
    rf"[\s-]?(?:(?:(?P<code>{'|'.join(_CODES)})(?![A-Za-z0-9])|(?P<symbol>US\$|S\$|[€₩£¥]))(?!\s?\d)|"
    + "|".join(f"(?P<w{place}>(?i:{text})(?![A-Za-z]))" for place, (text, _) in enumerate(_WORD_TABLE))
    + ")"
)
_KOREAN_AFTER = re.compile(
    r"여?\s?(?:" + "|".join(f"(?P<k{place}>{text})" for place, (text, _) in enumerate(_KOREAN_TABLE)) + ")"
)
_HANGUL = re.compile(r"\s?[가-힣]")
_SHORT_SCALE = re.compile(r"\s?(k|K|mm|m|M|b|B|t|T)(?![A-Za-z0-9])")
_LONGEST_PREFIX = 8


def currency_before(text: str, place: int) -> tuple[str, int] | None:
    """The currency written before a number that starts at `place`, and where it starts."""
    start = max(0, place - _LONGEST_PREFIX)
    found = _BEFORE.search(text, start, place)
    if found is None:
        return None
    spelling = found["code"] or found["symbol"] or found["korean"]
    code = _SYMBOLS.get(spelling) or _KOREAN_BEFORE.get(spelling) or spelling
    return _one_name(code), found.start()


def currency_after(text: str, place: int) -> tuple[str, int] | None:
    """The currency that follows a number which ends at `place`, and where it ends."""
    is_korean = bool(_HANGUL.match(text, place))
    found = (_KOREAN_AFTER if is_korean else _LATIN_AFTER).match(text, place)
    if found is None:
        return None
    group = found.lastgroup or ""
    if group == "code":
        return _one_name(found["code"]), found.end()
    if group == "symbol":
        return _SYMBOLS[found["symbol"]], found.end()
    table = _KOREAN_TABLE if is_korean else _WORD_TABLE
    return table[int(group[1:])][1], found.end()


def short_scale(text: str, place: int) -> tuple[int, int] | None:
    """What "m" or "b" behind a sum multiplies it by, and where it ends."""
    found = _SHORT_SCALE.match(text, place)
    return (10 ** _SCALE_AFTER_SYMBOL[found.group(1).lower()], found.end()) if found else None


def _one_name(code: str) -> str:
    return "CNY" if code == "RMB" else code
