"""Finds names in Korean: proper nouns, and compounds that end as the names of organisations do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from ingest.language.korean import Morpheme

_BODY = re.compile(
    r"(?:위원회|공사|재단|협회|대학교|대학원|연구소|진흥원|은행|센터|그룹|법원|재판소|학회|공단|의회|연합|당국"
    r"|[가-힣]{2,}(?:부|청|처|원|회|사))$"
)
# Ordinary nouns that end in the same syllables.
_ORDINARY = """
    정부 일부 내부 외부 전부 간부 여부 상부 하부 본부 공부 기부 납부 교부 발부 첨부 거부 세부 남부
    북부 동부 서부 요청 신청 시청 근처 조처 상처 대처 출처 연락처 거래처 접수처 직원 지원 회원 위원
    인원 의원 공무원 구성원 자원 재원 정원 요원 임원 차원 연구원 공원 학원 교원 기회 사회 국회 대회
    협의회 설명회 토론회 박람회 조회 우회 철회 심사 조사 회사 행사 감사 인사 기사 역사 대사 의사
    검사 변호사 박사 판사 유사 종사 공사 협력사 참가사 고객사 운용사 위원회 협회 재단 센터 그룹 은행
    대학교 대학원 연구소 의회 연합 당국 이사 원 회 사 처 청 부
"""
# Bounds that the tagger takes for a name together with the ending behind them.
_BOUND = re.compile(r"이상|이하|미만|초과")
_PARTICLE = re.compile(r"(?:의|은|는|이|가|을|를|와|과|인|도|로|에|서)$")
_NOUN = ("NN", "SL", "XPN", "XSN", "XR")
_SHORTEST, _BODY_SYLLABLES = 2, 3


class Tagger(Protocol):
    """Tells the morphemes of Korean text."""

    def morphemes(self, text: str) -> list[Morpheme]:
        """Every morpheme of `text`, in order."""


def korean_names(text: str, tagger: Tagger) -> Iterator[tuple[int, int]]:
    """Where the names of `text` stand."""
    for run in _runs(tagger.morphemes(text)):
        whole = text[run[0].start : run[-1].end]
        if _is_body(whole, run):
            yield run[0].start, run[-1].end
            continue
        for each in run:
            if each.tag == "NNP" and len(each.form) >= _SHORTEST and not _BOUND.match(each.form):
                yield each.start, each.end


def without_particle(name: str) -> str:
    """A name that the tagger took together with its particle, without it."""
    return _PARTICLE.sub("", name)


def _is_body(whole: str, run: Sequence[Morpheme]) -> bool:
    if len(whole) < _BODY_SYLLABLES or _BODY.search(whole) is None or whole in _ORDINARY.split():
        return False
    return len(run) > 1 or run[0].form not in _ORDINARY.split()


def _runs(morphemes: Sequence[Morpheme]) -> Iterator[list[Morpheme]]:
    """Nouns that are written together, if any of a run is Korean."""
    run: list[Morpheme] = []
    for each in morphemes:
        is_noun = each.tag.startswith(_NOUN) and each.tag != "NNB"
        if run and (not is_noun or each.start != run[-1].end):
            yield run
            run = []
        if is_noun:
            run.append(each)
    if run:
        yield run
