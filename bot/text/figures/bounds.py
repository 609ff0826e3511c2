"""Reads on which side of a figure or date a text is: at least, up to, 이상, 최대, from, until, late."""

from __future__ import annotations

import re

from bot.text.figures.fact import Bound
from bot.text.word_lists import load_patterns

_SAID = r"\s(?:about\s|around\s|approximately\s|an?\s|the\s|nearly\s|some\s)?"
_NEAR = r"\s?(?:약\s?|총\s?)?"
_LESS = (
    r"up to|at (?:the )?most|no more than|not more than|not exceed(?:ing)?|less than|fewer than|lower than"
    r"|under|below|within|a maximum of|maximum(?: of)?|capped at|not over|no longer than|no later than"
)
_MORE = (
    r"at (?:the )?least|(?<!no )(?<!not )more than|no less than|not less than|no fewer than|over|above"
    r"|(?<!not )exceed(?:s|ed|ing)?|in excess of|upwards of|greater than|a minimum of|minimum(?: of)?|beyond"
    r"|surpass(?:ing|es|ed)?"
)
_BEFORE = {
    Bound.UPPER: rf"(?:\b(?:{_LESS}){_SAID}|(?:최대|최고|많아야|길어야){_NEAR}|[≤<]\s?)$",
    Bound.LOWER: rf"(?:\b(?:{_MORE}){_SAID}|(?:최소|최저|적어도|짧아도){_NEAR}|[≥>]\s?)$",
    Bound.FROM: r"\b(?:from|since|starting|beginning|as of|(?:starting|beginning) (?:in|from|on)"
    r"|effective)\s(?:the\s|about\s)?$",
    Bound.UNTIL: r"\b(?:until|till|by|up to|through|no later than)\s(?:the\s|about\s|the end of\s)?$",
    Bound.EARLY: r"\b(?:early|the (?:beginning|start) of|beginning of|start of)[\s-](?:in\s)?$",
    Bound.LATE: r"\b(?:late|the end of|end of|end-|later in|late in)[\s-]?$",
}
# The bound may stand behind a sum in brackets: 3억 달러(USD 300 million) 이상.
_ASIDE = r"(?:\s?\([^()]{1,30}\))?"
_AFTER = {
    Bound.UPPER: rf"{_ASIDE}[가-힣]{{0,3}}?\s?"
    r"(?:이하|미만|이내|안에|안으로|내에|까지(?!도)|[을를]\s?(?:넘지|초과하지)"
    r"|(?:\s[a-z]+)?,?\s?(?:or|and) (?:less|fewer|below|under)\b)",
    Bound.LOWER: rf"{_ASIDE}[가-힣]{{0,3}}?\s?(?:이상(?!적|하|한|향|형)|초과(?!하지)"
    r"|(?:[을를이가]\s?)?(?:넘는|넘게|넘은|넘어|넘었|웃도|상회)"
    r"|[을를]\s?초과(?!하지)|\+|(?:\s[a-z]+)?,?\s?(?:or|and) (?:more|above|over|higher)\b)",
    Bound.FROM: r"\s?(?:부터|이래)",
    Bound.UNTIL: r"\s?까지",
    Bound.EARLY: r"\s?(?:초(?![가-힣])|초(?=[에의부까])|초반|연초)",
    Bound.LATE: r"\s?(?:말(?![가-힣])|말(?=[에의부까])|후반|연말)",
}
_PERIODS = {
    Bound.PER_YEAR: ("year|annum", "연|연간|매년|해마다", "annually|yearly|annual"),
    Bound.PER_MONTH: ("month", "월|매월|매달|월간", "monthly"),
    Bound.PER_WEEK: ("week", "주|매주|주간|주당", "weekly"),
    Bound.PER_DAY: ("day", "하루|매일|일일|일평균", "daily"),
}
_PERIOD_BEFORE = re.compile(
    r"(?:(?<![가-힣])(?:"
    + "|".join(f"(?P<{bound.name}>{korean})" for bound, (_, korean, _) in _PERIODS.items())
    + r")\s(?:약\s|최대\s|최소\s)?|\b(?:"
    + "|".join(f"(?P<{bound.name}_>{adverb})" for bound, (_, _, adverb) in _PERIODS.items())
    + r")\s)$",
    re.ASCII | re.IGNORECASE,
)
_PERIOD_AFTER = re.compile(
    r"(?:\s[a-z]+)?(?:(?:\s(?:an?|per|each|every)\s|/)(?:"
    + "|".join(f"(?P<{bound.name}>{noun})" for bound, (noun, _, _) in _PERIODS.items())
    + r")\b|\s(?:"
    + "|".join(f"(?P<{bound.name}_>{adverb})" for bound, (_, _, adverb) in _PERIODS.items())
    + r")\b)",
    re.ASCII | re.IGNORECASE,
)
_DATES = (Bound.FROM, Bound.UNTIL, Bound.EARLY, Bound.LATE)
_FIGURES = (Bound.UPPER, Bound.LOWER)
_FORMS_BEFORE = {bound: re.compile(form, re.ASCII | re.IGNORECASE) for bound, form in _BEFORE.items()}
_FORMS_AFTER = {bound: re.compile(form, re.ASCII | re.IGNORECASE) for bound, form in _AFTER.items()}
_PATTERNS = load_patterns("bot.text.figures", "bounds")
_FALL = re.compile(_PATTERNS["fall"], re.ASCII | re.IGNORECASE)
_REACH = 34
_OPPOSITES = (
    {Bound.LOWER, Bound.UPPER},
    {Bound.FROM, Bound.UNTIL},
    {Bound.EARLY, Bound.LATE},
)


def figure_bounds(text: str, start: int, end: int, *, is_duration: bool) -> frozenset[Bound]:
    """Whether text[start:end] is said to be a least or a most; "over five years" is during, not more than."""
    period = _PERIOD_BEFORE.search(text, max(0, start - _REACH), start) or _PERIOD_AFTER.match(text, end)
    periods = {Bound[period.lastgroup.rstrip("_")]} if period and period.lastgroup else set()
    bounds = _bounds(text, start, end, _FIGURES) | periods
    if is_duration and re.search(r"\bover (?:the )?$", text[max(0, start - 12) : start], re.IGNORECASE):
        return bounds - {Bound.LOWER}
    return bounds


def falls(text: str, start: int, end: int) -> bool:
    """Whether the text says near a figure that something falls by it."""
    return bool(_FALL.search(text, max(0, start - _REACH), min(len(text), end + _REACH)))


def date_bounds(text: str, start: int, end: int) -> frozenset[Bound]:
    """Whether something begins or ends at a date, and whether early or late in it."""
    return _bounds(text, start, end, _DATES)


def contradict(one: frozenset[Bound], other: frozenset[Bound]) -> bool:
    """Whether two texts put opposite bounds to the same figure or date, or tell it of different periods."""
    periods = one & _PERIODS.keys(), other & _PERIODS.keys()
    return (all(periods) and not periods[0] & periods[1]) or any(
        len(pair & one) == 1 and len(pair & other) == 1 and pair & one != pair & other for pair in _OPPOSITES
    )


def bounds_alike(one: frozenset[Bound], other: frozenset[Bound]) -> bool:
    """Whether both call a figure a least, or both a most."""
    return bool(one & other & {Bound.LOWER, Bound.UPPER})


def _bounds(text: str, start: int, end: int, asked: tuple[Bound, ...]) -> frozenset[Bound]:
    begin = max(0, start - _REACH)
    return frozenset(
        bound
        for bound in asked
        if _FORMS_BEFORE[bound].search(text, begin, start) or _FORMS_AFTER[bound].match(text, end)
    )
