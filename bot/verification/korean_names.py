"""Finds names in Korean: proper nouns, and compounds that end as the names of organisations do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from ingest.keywords.korean import Morpheme

_BODY = re.compile(
    r"(?:위원회|공사|재단|협회|대학교|대학원|연구소|진흥원|은행|센터|그룹|법원|재판소|학회|공단|의회|연합|당국"
    r"|[가-힣]{2,}(?:부|청|처|원|회|사))$"
)
# Ordinary nouns that end in the same syllables.
_ORDINARY = re.compile(
    r"(?:정부|일부|내부|외부|전부|간부|여부|상부|하부|본부|공부|기부|납부|교부|발부|첨부|거부|세부|남부|북부|동부|서부|중앙부"
    r"|요청|신청|시청|청|근처|조처|상처|대처|출처|처|연락처|거래처|직원|지원|회원|위원|인원|의원|공무원|구성원|자원|재원|정원|요원|임원|차원|원"
    r"|단위원|연구원|공원|병원|학원|교원|대원|기회|사회|국회|회|대회|협의회|설명회|토론회|박람회|조회|우회|철회|심사|조사|회사|행사|감사|인사"
    r"|기사|역사|대사|의사|검사|변호사|박사|판사|유사|사|종사|공사|투자사|협력사|참가사|고객사)$"
)
_NOUN = ("NN", "SL", "XPN", "XSN", "XR")
_SHORTEST, _BODY_SYLLABLES = 2, 3


class Tagger(Protocol):
    """Tells the morphemes of Korean text."""

    def morphemes(self, text: str) -> list[Morpheme]:
        """Every morpheme of `text`, in order."""


def korean_names(text: str, tagger: Tagger) -> Iterator[str]:
    """The names of `text`, as they are written there."""
    for run in _runs(tagger.morphemes(text)):
        whole = text[run[0].start : run[-1].end]
        if len(whole) >= _BODY_SYLLABLES and _BODY.search(whole) and not _ORDINARY.search(whole):
            yield whole.casefold()
            continue
        yield from (each.form for each in run if each.tag == "NNP" and len(each.form) >= _SHORTEST)


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
