"""Countries and regions in English and Korean: in a question, one of them takes only another's place."""

from __future__ import annotations

import re

_ENGLISH = (
    "South Korea|North Korea|Korea|Singapore|Japan|China|Taiwan|India|Vietnam|Indonesia|Malaysia|Thailand|"
    "Philippines|Australia|New Zealand|Canada|Mexico|Brazil|Chile|United States|United Kingdom|America|"
    "European Union|Europe|Germany|France|Italy|Spain|Netherlands|Russia|Asia|ASEAN|US|USA|UK|EU"
)
_KOREAN = (
    "한국|대한민국|북한|싱가포르|일본|중국|대만|인도네시아|인도|베트남|말레이시아|태국|필리핀|호주|뉴질랜드|캐나다|멕시코|브라질|"
    "칠레|미국|영국|유럽연합|유럽|독일|프랑스|이탈리아|스페인|네덜란드|러시아|아시아|아세안"
)
PLACE = re.compile(rf"\b(?:{_ENGLISH})\b|(?:{_KOREAN})")
