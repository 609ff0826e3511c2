"""Countries and cities by their names in English and Korean, with what is said of their people and things."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TABLE = """
north korea, north korean, dprk, 북한, 조선민주주의인민공화국
south korea, south korean, republic of korea, korea, korean, koreans, rok, 한국, 대한민국, 남한
singapore, singaporean, singaporeans, 싱가포르, 싱가폴
united states of america, united states, usa, u.s., us, america, american, americans, washington, 미국
china, chinese, prc, beijing, 중국, 베이징
japan, japanese, tokyo, 일본, 도쿄
taiwan, taiwanese, 대만, 타이완
hong kong, 홍콩
european union, eu, 유럽연합
europe, european, europeans, 유럽
asean, 아세안, 동남아시아국가연합
southeast asia, southeast asian, 동남아시아, 동남아
africa, african, 아프리카
middle east, 중동
latin america, 중남미
united kingdom, uk, britain, british, london, 영국, 런던
germany, german, berlin, 독일, 베를린
france, french, paris, 프랑스, 파리
italy, italian, rome, 이탈리아, 로마
spain, spanish, 스페인
netherlands, dutch, 네덜란드
switzerland, swiss, 스위스
sweden, swedish, 스웨덴
norway, norwegian, 노르웨이
finland, finnish, 핀란드
denmark, danish, 덴마크
poland, polish, 폴란드
russia, russian, moscow, 러시아, 모스크바
ukraine, ukrainian, 우크라이나
turkey, türkiye, turkish, 튀르키예, 터키
india, indian, new delhi, 인도, 뉴델리
vietnam, viet nam, vietnamese, hanoi, 베트남, 하노이
indonesia, indonesian, jakarta, 인도네시아, 자카르타
malaysia, malaysian, kuala lumpur, 말레이시아, 쿠알라룸푸르
thailand, thai, bangkok, 태국, 방콕
philippines, philippine, filipino, manila, 필리핀, 마닐라
cambodia, cambodian, 캄보디아
laos, 라오스
myanmar, 미얀마
brunei, 브루나이
mongolia, mongolian, 몽골
australia, australian, canberra, sydney, 호주, 오스트레일리아, 시드니
new zealand, 뉴질랜드
canada, canadian, ottawa, 캐나다, 오타와
mexico, mexican, 멕시코
brazil, brazilian, 브라질
chile, chilean, 칠레
argentina, 아르헨티나
peru, 페루
israel, israeli, 이스라엘
saudi arabia, saudi, 사우디아라비아, 사우디
united arab emirates, uae, dubai, abu dhabi, 아랍에미리트, 두바이, 아부다비
qatar, 카타르
egypt, egyptian, 이집트
south africa, south african, 남아프리카공화국, 남아공
kazakhstan, 카자흐스탄
uzbekistan, 우즈베키스탄
seoul, 서울
busan, 부산
daegu, 대구
incheon, 인천
gwangju, 광주
daejeon, 대전
ulsan, 울산
sejong, 세종시
gyeonggi, 경기도
gyeongju, 경주
pangyo, 판교
jeju, 제주
suwon, 수원
pohang, 포항
davos, 다보스
geneva, 제네바
brussels, 브뤼셀
new york, 뉴욕
silicon valley, 실리콘밸리
bletchley, 블레츨리
"""
_PLACE_OF = {
    name.strip(): line.split(",")[0].strip()
    for line in _TABLE.strip().split("\n")
    for name in line.split(",")
}
KOREA = "south korea"
_ANY = re.compile(
    "|".join(
        rf"\b{re.escape(name)}(?![^\W\d_가-힣]|\$)" if name.isascii() else name
        for name in sorted(_PLACE_OF, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
# "한·싱가포르", "한-미": Korea by its first syllable, beside another country.
_SHORT_KOREA = re.compile(r"(?<![가-힣])한(?=\s?[·ㆍ‧\-–]\s?[가-힣])|(?<=[가-힣][·ㆍ‧])한(?![가-힣])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place under the first name that the table has for it, and the range in which it is named."""

    place: str
    start: int
    end: int


def places_in(text: str) -> list[Mention]:
    """The places that `text` names, in reading order; in Latin letters only with a capital."""
    found = [
        Mention(_PLACE_OF[match.group().lower()], *match.span())
        for match in _ANY.finditer(text)
        if _is_name(match.group())
    ]
    found += [Mention(KOREA, *match.span()) for match in _SHORT_KOREA.finditer(text)]
    return sorted(found, key=lambda each: each.start)


def _is_name(words: str) -> bool:
    return words == "US" if words.lower() == "us" else not words[0].islower()
