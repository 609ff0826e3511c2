"""What each numeral of a text measures: money, per cent, a quantity with its unit, or a plain count.

Measures that are words of their own are among them: 사흘, 보름, half a year, twice, fifteenfold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.text.figures import counts
from bot.text.figures.bounds import falls, figure_bounds
from bot.text.figures.fact import Bound, Fact, Kind
from bot.text.figures.folding import before, mask
from bot.text.figures.numerals import NATIVE, Numeral, numerals_in
from bot.text.figures.units import Unit, currency_after, currency_before, short_scale, unit_at
from bot.text.word_lists import load_patterns


@dataclass(frozen=True, slots=True)
class Measure:
    """A numeral with its unit at text[start:end]; `numeral` is the bare number within it."""

    numeral: Numeral
    start: int
    end: int
    kind: Kind
    value: Fraction
    unit: str = ""
    factor: Fraction = Fraction(1)
    loose: bool = False

    def fact_in(self, text: str) -> Fact:
        """The measure with the bounds and nouns that the text gives it."""
        is_duration = self.unit in {"month", "day", "second"}
        bounds = figure_bounds(text, self.start, self.end, is_duration=is_duration)
        if self.value > 0 and falls(text, self.start, self.end):
            bounds |= {Bound.FALL}
        fact = Fact(self.kind, self.value, self.start, self.end, self.unit, bounds=bounds, loose=self.loose)
        if self.kind is not Kind.NUMBER:
            return fact
        written = text[self.numeral.start : self.numeral.end]
        return replace(
            fact,
            value=written if re.fullmatch(r"\d+\.\d*0", written) else self.value,
            nouns=counts.nouns_around(text, self.start, self.end),
            prose=counts.is_anaphoric_two(text, self.start, self.end),
        )


_FROM_TWO_DAYS = "이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘"
_NAMED_DURATIONS = {
    **{word: ("day", days) for days, word in enumerate(_FROM_TWO_DAYS.split(), start=2)},
    "보름": ("day", 15),
    "반년": ("month", 6),
    "일주일": ("day", 7),
}
_NAMED = re.compile(
    rf"(?<![가-힣])(?P<korean>{'|'.join(_NAMED_DURATIONS)})(?=$|[^가-힣]|간|의|에|이|을|동안|만|로|까지)"
    r"|\b(?P<half>half[-\s]an?[-\s])(?P<of_half>year|decade|day|hour|century)\b"
    r"|\ban?\s(?:(?P<long>decade|century)\b|(?P<with>year|month|day|hour|week)\b(?=\sand\sa\shalf)(?P<more>\sand\sa\shalf))"
    r"|\ban?\s(?P<later>year|month|week|day)(?=\s(?:later|ago|after)\b)"
    r"|(?:(?<=within )|(?<=for )|(?<=least )|(?<=over )|(?<=about )|(?<=nearly )|(?<=than )|(?<=lasts )"
    r"|(?<=period of )|(?<=after )|(?<=most ))"
    r"an?\s(?P<one>year|month|week|day|hour)\b",
    re.ASCII | re.IGNORECASE,
)
_PATTERNS = load_patterns("bot.text.figures", "measures")
_HALVED = re.compile(_PATTERNS["halved"], re.ASCII | re.IGNORECASE)
_FOLD = re.compile(_PATTERNS["fold"], re.ASCII | re.IGNORECASE)
_RANGE = re.compile(_PATTERNS["range"], re.IGNORECASE)
_LIST = re.compile(_PATTERNS["list"], re.IGNORECASE)
_BETWEEN = re.compile(_PATTERNS["between"], re.ASCII | re.IGNORECASE)
_HALF_MORE = re.compile(_PATTERNS["half_more"], re.ASCII | re.IGNORECASE)
_SUM = re.compile(_PATTERNS["sum"])
_MINUS = re.compile(_PATTERNS["minus"], re.IGNORECASE)
_RANK_AFTER = re.compile(_PATTERNS["rank_after"])
_RANK_BEFORE = re.compile(_PATTERNS["rank_before"], re.ASCII)


def measures_in(text: str, masked: str) -> Iterator[Fact]:
    """The measures of a folded text; in `masked`, its dates and names are masked."""
    return (measure.fact_in(text) for measure in _measures_in(masked))


def _measures_in(text: str) -> list[Measure]:
    special = [*_named_durations(text), *_folds(text)]
    for one in special:
        text = mask(text, one.start, one.end)
    measures = [measure for numeral in numerals_in(text) if (measure := _measure(text, numeral))]
    return sorted([*_summed(text, _inherited(text, measures)), *special], key=lambda measure: measure.start)


def _measure(text: str, numeral: Numeral) -> Measure | None:
    symbol = currency_before(text, numeral.start)
    if symbol is not None:
        return _money_after_symbol(text, numeral, *symbol)
    after = currency_after(text, numeral.end)
    if after is None and (short := short_scale(text, numeral.end)):
        after = currency_after(text, short[1])
        if after is not None:
            numeral = replace(numeral, value=numeral.value * short[0], scale=Fraction(short[0]))
    if after is not None and not _is_single_syllable(text, numeral):
        if counts.is_rate_base(text, numeral.value, after[1]):
            return None
        return _signed(text, Measure(numeral, numeral.start, after[1], Kind.MONEY, numeral.value, after[0]))
    unit = unit_at(text, numeral.end)
    if unit is not None and _may_measure(text, numeral, unit[0]):
        measure = _quantity(numeral, *unit)
        return _signed(text, _with_half(text, measure))
    if (numeral.is_word and not _counts(text, numeral)) or counts.is_rate(text, numeral.end):
        return None
    is_rank = bool(_RANK_AFTER.match(text, numeral.end) or before(_RANK_BEFORE, text, numeral.start))
    plain = Measure(numeral, numeral.start, numeral.end, Kind.NUMBER, numeral.value, loose=is_rank)
    return _signed(text, plain)


def _money_after_symbol(text: str, numeral: Numeral, currency: str, start: int) -> Measure:
    short = short_scale(text, numeral.end) if numeral.scale == 1 else None
    end = numeral.end
    if short is not None:
        numeral = replace(numeral, value=numeral.value * short[0], scale=Fraction(short[0]))
        end = short[1]
    again = currency_after(text, end)
    if again is not None and again[0] == currency:
        end = again[1]
    return _signed(text, Measure(numeral, start, end, Kind.MONEY, numeral.value, currency))


def _quantity(numeral: Numeral, unit: Unit, end: int) -> Measure:
    value = numeral.value * unit.factor
    # "1.5m" may be metres or millions.
    is_loose = unit.loose or (unit.base == "m" and unit.factor == 1 and end == numeral.end + 1)
    return Measure(numeral, numeral.start, end, unit.kind, value, unit.base, unit.factor, is_loose)


def _with_half(text: str, measure: Measure) -> Measure:
    """ "1년 반", "a year and a half"."""
    found = _HALF_MORE.match(text, measure.end) if measure.kind is Kind.QUANTITY else None
    if found is None:
        return measure
    return replace(measure, end=found.end(), value=measure.value + measure.factor / 2)


def _signed(text: str, measure: Measure) -> Measure:
    found = before(_MINUS, text, measure.start)
    minus = found is not None or text[measure.start : measure.numeral.start].endswith("-")
    if not minus:
        return measure
    start = found.start() if found else measure.start
    return replace(measure, start=start, value=-measure.value)


def _is_single_syllable(text: str, numeral: Numeral) -> bool:
    """Whether a numeral is one Korean digit such as 이 or 사, which too often is another word."""
    word = text[numeral.start : numeral.end]
    return word in "일이삼사오육칠팔구" or (numeral.is_word and word in NATIVE and word == "한")


def _may_measure(text: str, numeral: Numeral, unit: Unit) -> bool:
    word = text[numeral.start : numeral.end]
    if not numeral.is_word or word.isascii():
        return True
    if word in "일이삼사오육칠팔구":
        return text.startswith(("년", "개월", "퍼센트"), numeral.end)  # 이달 is this month
    return not (unit.loose and word in NATIVE)


def _counts(text: str, numeral: Numeral) -> bool:
    word = text[numeral.start : numeral.end]
    if word.isascii():
        return word.lower() != "one" or not counts.is_pronoun(text, numeral.start, numeral.end)
    if word in NATIVE or word[0] in "열스서마쉰예흔여아":
        return counts.native_counts(text, word, numeral.end)
    return word not in "일이삼사오육칠팔구" and counts.has_counter(text, numeral.end)


def _inherited(text: str, measures: list[Measure]) -> list[Measure]:
    """ "3 to 5 years", "USD 200-300 million", "2~3억 달러": what one end of a range leaves to the other."""
    for place in reversed(range(len(measures) - 1)):
        first, second = measures[place], measures[place + 1]
        between = text[first.end : second.start]
        is_range = bool(_RANGE.fullmatch(between)) or bool(
            before(_BETWEEN, text, first.start + 1) and _LIST.fullmatch(between)
        )
        if not (is_range or _LIST.fullmatch(between)):
            continue
        measures[place], measures[place + 1] = _share(first, second, is_range)
    return measures


def _share(first: Measure, second: Measure, is_range: bool) -> tuple[Measure, Measure]:
    if is_range and first.kind is Kind.MONEY and second.kind is Kind.NUMBER and not second.loose:
        second = replace(second, kind=Kind.MONEY, unit=first.unit)
    takes_unit = (
        first.kind is Kind.NUMBER and second.kind is not Kind.NUMBER and second.start == second.numeral.start
    )
    takes_scale = (
        (takes_unit or (is_range and first.kind is second.kind and first.end == first.numeral.end))
        and first.numeral.scale == 1
        and second.numeral.scale > 1
        and first.numeral.value <= second.numeral.value / second.numeral.scale
    )
    scale = second.numeral.scale if takes_scale else Fraction(1)
    if takes_unit:
        value = first.value * scale * second.factor
        return replace(first, kind=second.kind, unit=second.unit, value=value, factor=second.factor), second
    return (replace(first, value=first.value * scale), second) if takes_scale else (first, second)


def _summed(text: str, measures: list[Measure]) -> list[Measure]:
    """ "3년 6개월" and "2 hours and 30 minutes" are one duration each."""
    summed: list[Measure] = []
    for measure in measures:
        last = summed[-1] if summed else None
        if last and _continues(text, last, measure):
            summed[-1] = replace(
                last, end=measure.end, value=last.value + measure.value, factor=measure.factor
            )
        else:
            summed.append(measure)
    return summed


def _continues(text: str, first: Measure, second: Measure) -> bool:
    is_time = (
        first.kind is second.kind is Kind.QUANTITY
        and first.unit == second.unit
        and first.unit in {"month", "second"}
    )
    return is_time and first.factor > second.factor and bool(_SUM.fullmatch(text, first.end, second.start))


def _named_durations(text: str) -> list[Measure]:
    """사흘, 보름, half a year, and "a year" where it measures ("for a year", but not "twice a year")."""
    measures = []
    for match in _NAMED.finditer(text):
        if match["korean"]:
            unit, count = _NAMED_DURATIONS[match["korean"]]
            value = Fraction(count)
        else:
            found = unit_at(
                f" {match['of_half'] or match['one'] or match['long'] or match['with'] or match['later']}", 0
            )
            if found is None:
                continue
            unit = found[0].base
            value = found[0].factor * (
                Fraction(1, 2) if match["half"] else Fraction(3, 2) if match["more"] else 1
            )
        numeral = Numeral(match.start(), match.end(), value)
        measures.append(Measure(numeral, match.start(), match.end(), Kind.QUANTITY, value, unit))
    return measures


def _folds(text: str) -> list[Measure]:
    """Twice, doubled, tripled, fifteenfold, halved."""
    measures = []
    for match in _HALVED.finditer(text):
        half = Numeral(match.start(), match.end(), Fraction(1, 2))
        measures.append(Measure(half, match.start(), match.end(), Kind.NUMBER, half.value))
    for match in _FOLD.finditer(text):
        value = next(
            (count for name, count in (("count", 2), ("two", 2), ("three", 3), ("four", 4)) if match[name]),
            None,
        )
        if value is None:
            words = list(numerals_in(match["word"]))
            if len(words) != 1:
                continue
            number = words[0].value
        else:
            number = Fraction(value)
        numeral = Numeral(match.start(), match.end(), number)
        measures.append(Measure(numeral, match.start(), match.end(), Kind.QUANTITY, number, "times"))
    return measures
