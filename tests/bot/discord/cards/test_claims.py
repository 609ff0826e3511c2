"""A checked claim is shown sentence by sentence, with the words that bear it out or say otherwise."""

from __future__ import annotations

import pytest

from bot.discord.cards import Tone, claim_card
from bot.discord.cards.models import Excerpt, Line, Voice
from bot.models import Language
from bot.verification.models import ClaimReply, ClaimSentence, Finding
from tests.bot.discord.cards.replies import QUOTE, citation, near

_HOLDS = ClaimSentence(text="It holds 90 million.", finding=Finding.SUPPORTED, citations=(citation(1),))
_OTHER = ClaimSentence(
    text="It holds 70 million.",
    finding=Finding.CONTRADICTED,
    citations=(citation(2),),
    why="It is 90.",
)
_ABSENT = ClaimSentence(text="It is blue.", finding=Finding.NOT_FOUND, why="The documents do not say.")


def _reply(*sentences: ClaimSentence, finding: Finding) -> ClaimReply:
    return ClaimReply(
        language=Language.KOREAN, finding=finding, framing="…", sentences=sentences, passages=(near(),)
    )


@pytest.mark.parametrize(
    ("finding", "tone"),
    [
        (Finding.SUPPORTED, Tone.SUPPORTED),
        (Finding.CONTRADICTED, Tone.CONTRADICTED),
        (Finding.NOT_FOUND, Tone.NOT_FOUND),
    ],
)
def test_the_tone_is_that_of_the_whole(finding: Finding, tone: Tone) -> None:
    assert claim_card(_reply(_HOLDS, finding=finding), Language.ENGLISH).tone is tone
    assert claim_card(_reply(finding=finding), Language.ENGLISH).tone is Tone.REFUSAL  # nothing to read


def test_each_sentence_has_its_finding_its_numbers_and_why() -> None:
    card = claim_card(_reply(_HOLDS, _OTHER, _ABSENT, finding=Finding.CONTRADICTED), Language.ENGLISH)
    assert card.lines == (
        Line("It holds 90 million.", (1,), Voice.MODEL, "✅"),
        Line("It holds 70 million.", (2,), Voice.MODEL, "❌"),
        Line("It is 90.", voice=Voice.ASIDE),
        Line("It is blue.", (), Voice.MODEL, "❔"),
        Line("The documents do not say.", voice=Voice.ASIDE),
    )


def test_the_sources_are_quoted_in_the_claims_language() -> None:
    card = claim_card(_reply(_HOLDS, _OTHER, finding=Finding.CONTRADICTED), Language.ENGLISH)
    assert [source.n for source in card.sources] == [1, 2]
    assert card.sources[0].excerpt == Excerpt(QUOTE)
    assert card.sources[0].page == "3쪽"
    assert [each.title for each in card.near] == ["The harbour agreement"]
