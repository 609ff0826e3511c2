"""English words that do not say what a question is about, whatever it is about."""

from __future__ import annotations

import re

# What holds a question together.
FRAME = frozenset(
    re.findall(
        r"\w+",
        "a about actually after all already also am an and any anyone anything are as ask at be been "
        "before being but by can case cases come could currently did do does during each either else even "
        "ever exactly exist far few find for found from further get gets getting give given go goes got "
        "had happen happened happens has have having he her hers him his how i if in include included "
        "includes into is it its itself just know let lets long many may me mean means might more most "
        "much must my need needed needs new no not now of off often old on once one ones only or other "
        "others out over people person persons please really said say says see shall she should so some "
        "soon still such take takes tell than that the their theirs them then there these they think this "
        "those to together too took under understand until up us use used very want wants was we were "
        "what when where whether which while who whom whose why will with within would yes yet you",
    )
)
# What can be asked of anything: nobody says with these alone what is meant.
OF_ANYTHING = frozenset(
    re.findall(
        r"\w+",
        "added address adopt adopted advantage advantages advice affect affected aim aims alternatives "
        "amount announce announced application applications approve approved area areas aspects attend "
        "attended attendees author authors available bad began begin beginning begins begun behind "
        "benefit benefits best better big biggest binding budget came carry cause caused causes chair "
        "chairman chairperson chairs chairwoman change changed changes characteristic characteristics "
        "chief class classes close common compare components condition conditions confirmed cons "
        "consequences consider considered contact content contents cost costs count counted create "
        "created criteria criterion danger dangerous dangers date dates deadline decided decision "
        "definition describe description detail details develop developed differ difference differences "
        "different director disadvantages divided done drawbacks duration early easy effect effective "
        "effects employees end ended ends evidence example examples exception exceptions executive "
        "expensive explain factors famous features finish finished follow form founded founder founders "
        "full function functions fund funded funding future goal goals good great happening hard head "
        "held high history hold holds impact impacts implications important improve influence interesting "
        "involved issue issued item items kind kinds known large largest last lasts later latest launch "
        "launched launches layers lead leader leaders leads learn left legal length lesson lessons level "
        "levels like limit limits list located location made main major make makes mandatory meaning "
        "member members minister money name named names newest next number numbers objective objectives "
        "official oldest opened operate operates options origin origins own owner owns paid part "
        "participant participants participate partner partners parts pass passed pay pays period phase "
        "phases pillar pillars place planned point points popular popularity possible power predictions "
        "president price priority problem problems process projects properties pros publish published "
        "purpose purposes quality question reached reason reasons recommend related relationship report "
        "reported required requirement requirements resources responsible result results risk risks role "
        "roles rule rules run runs safe safety secretary seen set share shares show side sign signed "
        "significance signs similar size smallest source sources special specific spokesperson staff "
        "stage stages stand stands start started starts status step steps strengths strongest structure "
        "success sum support supported sure symptoms system target targets task tasks technique "
        "techniques term terms threshold thresholds title topic topics total treat treated treatment "
        "treatments trends true type types typical unique update updated uses validity value variants "
        "venue version versions vice voluntary vote voted votes ways weaknesses website work worked works "
        "world worst worth",
    )
)
# What says when, not what.
DATES = frozenset(
    re.findall(
        r"\w+",
        "april august december february friday january july june march may monday november october "
        "saturday september sunday thursday tuesday wednesday",
    )
)
