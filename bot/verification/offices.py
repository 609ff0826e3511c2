"""Finds the offices that a text names: a president is no prime minister, and a vice chair is no chair."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The longer names stand first, since each hides what it holds.
_TABLE = """
deputy prime minister: deputy prime minister|deputy premier|부총리
prime minister: prime minister|premier|국무총리|총리
vice president: vice[- ]president|부통령
president: president|대통령
vice minister: (?:vice|deputy) minister|차관
minister: minister|장관
vice chair: (?:vice|deputy)[- ]chair(?:man|person|woman)?|부위원장|부의장|부회장
chair: chair(?:s|ed|man|person|woman)?|위원장|의장|회장
secretary general: secretary[- ]general|사무총장
ambassador: ambassador|대사(?=[가-힣]?(?:\\s|[.,]|$))
professor: professor|교수
dean: dean|학장
chief technology officer: chief technology officer|cto|최고기술책임자
chief executive: chief executive(?: officer)?|ceo|대표이사|최고경영자
director general: director[- ]general|국장
spokesperson: spokes(?:person|man|woman)|대변인
founder: (?:co-)?founder|창업자|창립자|설립자
mayor: mayor
"""
_OFFICES = dict(line.split(": ", 1) for line in _TABLE.strip().split("\n"))
_NAMES = tuple(_OFFICES)
_ANY = re.compile(
    "|".join(f"((?<![A-Za-z])(?:{forms})s?(?![A-Za-z]))" for forms in _OFFICES.values()), re.IGNORECASE
)


def offices_in(text: str) -> Iterator[tuple[str, int]]:
    """The offices that `text` names, and where."""
    for found in _ANY.finditer(text):
        yield _NAMES[(found.lastindex or 1) - 1], found.start()


def office_added_by(sentence: str, evidence: str) -> str | None:
    """An office of `sentence` that `evidence` does not name, if there is one."""
    known = {office for office, _ in offices_in(evidence)}
    return next((office for office, _ in offices_in(sentence) if office not in known), None)
