"""The units of quantities, percentages and durations, by symbol and by English and Korean word."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bot.text.figures.fact import Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is multiplied by to be told in `base`; `loose` where it may also be no duration."""

    kind: Kind
    base: str
    factor: Fraction = Fraction(1)
    loose: bool = False


def _quantity(base: str, factor: float | Fraction | str = 1) -> Unit:
    return Unit(Kind.QUANTITY, base, Fraction(factor))


_PERCENT, _POINTS = Unit(Kind.PERCENT, "%"), Unit(Kind.POINTS, "%p")
_BASIS_POINTS = Unit(Kind.POINTS, "%p", Fraction(1, 100))

# Prefixes of the International System with their symbols and their English and Korean spellings.
PREFIXES = (
    ("", "", "", Fraction(1)),
    ("k", "kilo", "킬로", Fraction(10**3)),
    ("M", "mega", "메가", Fraction(10**6)),
    ("G", "giga", "기가", Fraction(10**9)),
    ("T", "tera", "테라", Fraction(10**12)),
    ("P", "peta", "페타", Fraction(10**15)),
    ("E", "exa", "엑사", Fraction(10**18)),
)
# symbol, English stem, Korean word, base
PREFIXED = (
    ("W", "watts?", "와트", "W"),
    ("Wh", "watt[- ]?hours?", "와트시", "Wh"),
    ("B", "bytes?", "바이트", "byte"),  # a bare "B" is a billion, see `units`
    ("bps", "bits? per second", "비피에스", "bit/s"),
    ("Hz", "hertz", "헤르츠", "Hz"),
    ("FLOPS", "flops", "플롭스", "FLOP"),
    ("FLOP/s", "flops?/s", "플롭스", "FLOP"),
    ("FLOP", "flop", "플롭", "FLOP"),
)
SYMBOLS: dict[str, Unit] = {
    "%p": _POINTS,
    "%P": _POINTS,
    "%pt": _POINTS,
    "pp": _POINTS,
    "ppt": _POINTS,
    "%": _PERCENT,
    "bps": _BASIS_POINTS,
    "bp": _BASIS_POINTS,
    "nm": _quantity("m", "1/1000000000"),
    "μm": _quantity("m", "1/1000000"),
    "mm": _quantity("m", "1/1000"),
    "cm": _quantity("m", "1/100"),
    "m": _quantity("m"),
    "km": _quantity("m", 1000),
    "m²": _quantity("m²"),
    "km²": _quantity("m²", 10**6),
    "ha": _quantity("m²", 10**4),
    "m³": _quantity("m³"),
    "sqm": _quantity("m²"),
    "sq km": _quantity("m²", 10**6),
    "sq m": _quantity("m²"),
    "cm²": _quantity("m²", "1/10000"),
    "mg": _quantity("g", "1/1000"),
    "g": _quantity("g"),
    "kg": _quantity("g", 1000),
    "t": _quantity("g", 10**6),
    "L": _quantity("l"),
    "l": _quantity("l"),
    "ml": _quantity("l", "1/1000"),
    "mL": _quantity("l", "1/1000"),
    "°C": _quantity("°C"),
    "°F": _quantity("°F"),
    "km/h": _quantity("km/h"),
    "kph": _quantity("km/h"),
    "ms": _quantity("second", "1/1000"),
    "hrs": _quantity("second", 3600),
    "hr": _quantity("second", 3600),
    "mins": _quantity("second", 60),
    "yrs": _quantity("month", 12),
    "x": _quantity("times"),
    "mi": _quantity("mile"),
    "ft": _quantity("foot"),
    "lb": _quantity("pound"),
    "lbs": _quantity("pound"),
    "TEU": _quantity("TEU"),
    "TEUs": _quantity("TEU"),
    "GiB": _quantity("byte", 2**30),
    "MiB": _quantity("byte", 2**20),
    "TiB": _quantity("byte", 2**40),
    "Gb": _quantity("bit", 10**9),
    "Mb": _quantity("bit", 10**6),
}
ENGLISH: dict[str, Unit] = {
    r"percent(?:age)?[- ]points?": _POINTS,
    r"per cent points?": _POINTS,
    r"% points?": _POINTS,
    r"basis points?": _BASIS_POINTS,
    r"percent|per[- ]cent|pct": _PERCENT,
    r"years?": _quantity("month", 12),
    r"years? old|years? of age|year-olds?": Unit(Kind.NUMBER, ""),
    r"months?": _quantity("month"),
    r"decades?": _quantity("month", 120),
    r"centur(?:y|ies)": _quantity("month", 1200),
    r"weeks?": _quantity("day", 7),
    r"fortnights?": _quantity("day", 14),
    r"days?": _quantity("day"),
    r"(?:working|business)[- ]days?": _quantity("workday"),
    r"hours?": _quantity("second", 3600),
    r"minutes?": _quantity("second", 60),
    r"seconds?": _quantity("second"),
    r"milliseconds?": _quantity("second", "1/1000"),
    r"nanomet(?:er|re)s?": _quantity("m", "1/1000000000"),
    r"micromet(?:er|re)s?": _quantity("m", "1/1000000"),
    r"millimet(?:er|re)s?": _quantity("m", "1/1000"),
    r"centimet(?:er|re)s?": _quantity("m", "1/100"),
    r"met(?:er|re)s?": _quantity("m"),
    r"kilomet(?:er|re)s?|kms": _quantity("m", 1000),
    r"square met(?:er|re)s?": _quantity("m²"),
    r"square kilomet(?:er|re)s?": _quantity("m²", 10**6),
    r"hectares?": _quantity("m²", 10**4),
    r"cubic met(?:er|re)s?": _quantity("m³"),
    r"acres?": _quantity("acre"),
    r"grams?|grammes?": _quantity("g"),
    r"kilograms?|kilogrammes?|kilos?": _quantity("g", 1000),
    r"metric tons?|tonnes?|tons?": _quantity("g", 10**6),
    r"lit(?:er|re)s?": _quantity("l"),
    r"barrels?": _quantity("barrel"),
    r"miles?": _quantity("mile"),
    r"foot|feet": _quantity("foot"),
    r"pyeong": _quantity("pyeong"),
    r"points?": _quantity("point"),
    r"degrees? celsius|degrees? centigrade|celsius": _quantity("°C"),
    r"degrees? fahrenheit": _quantity("°F"),
    r"floating[- ]point operations(?: per second)?": _quantity("FLOP"),
    r"kilomet(?:er|re)s? per hour": _quantity("km/h"),
    r"[- ]?fold|times": _quantity("times"),
}
_DURING = "이내|이상|이하|안에|안으로|미만|초과|전|후|내에|정도|가량|씩|마다|짜리|넘"
_DAY_OR_DATE = Unit(Kind.QUANTITY, "day", loose=True)
_YEARS = _quantity("month", 12)
KOREAN: dict[str, Unit] = {
    r"(?:퍼센트|%|프로)\s?포인트": _POINTS,
    r"포인트": _quantity("point"),
    r"퍼센트": _PERCENT,
    r"프로(?![가-힣])|프로(?=[가의를로])": _PERCENT,
    r"bp": _BASIS_POINTS,
    r"년\s?(?:간|동안)|개년(?:간)?|년(?!대|차|생)": _YEARS,
    r"개월(?:\s?(?:간|동안))?|달(?!러|성)(?:간|\s동안)?": _quantity("month"),
    r"주간|주일(?:간)?|주(?![가-힣])|주(?=[에의 ])": _quantity("day", 7),
    rf"일\s?(?:간|동안)|일(?=\s?(?:{_DURING}))": _quantity("day"),
    r"일(?!본|부|반|정|차|대일|자리|원|괄|제|상)": _DAY_OR_DATE,
    r"영업일|근무일": _quantity("workday"),
    r"시간": _quantity("second", 3600),
    r"분간|분(?!기|야|의|류|석|과|할|산|배|담|쟁|자|리|양|포)": _quantity("second", 60),
    r"초간|초(?!과|기|안|반|중|등|대|청|월)": _quantity("second"),
    r"밀리초": _quantity("second", "1/1000"),
    r"나노(?:미터)?": _quantity("m", "1/1000000000"),
    r"마이크로미터": _quantity("m", "1/1000000"),
    r"밀리미터": _quantity("m", "1/1000"),
    r"센티미터": _quantity("m", "1/100"),
    r"미터": _quantity("m"),
    r"킬로미터": _quantity("m", 1000),
    r"제곱미터|평방미터": _quantity("m²"),
    r"제곱킬로미터|평방킬로미터": _quantity("m²", 10**6),
    r"헥타르": _quantity("m²", 10**4),
    r"세제곱미터|입방미터": _quantity("m³"),
    r"에이커": _quantity("acre"),
    r"평(?![가-힣])": _quantity("pyeong"),
    r"그램": _quantity("g"),
    r"킬로그램|킬로(?![가-힣])": _quantity("g", 1000),
    r"톤": _quantity("g", 10**6),
    r"리터": _quantity("l"),
    r"배럴": _quantity("barrel"),
    r"마일": _quantity("mile"),
    r"피트": _quantity("foot"),
    r"도씨": _quantity("°C"),
    r"부동\s?소수점\s?연산": _quantity("FLOP"),
    r"배(?!럴|포|출|터|송|상|정|치|당|분|열|경|제|우)": _quantity("times"),
}
