"""The card of a claim that was checked: each sentence with what the documents say to it."""

from __future__ import annotations

from dataclasses import replace

from bot.claims.models import ClaimReply, ClaimSentence, Finding
from bot.discord.cards.model import Card, Excerpt, Line, SourceLine, Tone, Voice
from bot.discord.cards.sources import near_line, source_line
from bot.models import Citation, Language

_TONES = {
    Finding.SUPPORTED: Tone.SUPPORTED,
    Finding.CONTRADICTED: Tone.CONTRADICTED,
    Finding.NOT_FOUND: Tone.NOT_FOUND,
}
_ICONS = {Finding.SUPPORTED: "✅", Finding.CONTRADICTED: "❌", Finding.NOT_FOUND: "❔"}
_NEAREST = 3


def claim_card(reply: ClaimReply, language: Language) -> Card:
    """What was found for each sentence, with the exact words that bear it out or say otherwise."""
    tone = _TONES[reply.finding] if reply.sentences else Tone.REFUSAL
    cited = [citation for sentence in reply.sentences for citation in sentence.citations]
    return Card(
        tone,
        language,
        framing=reply.framing,
        lines=tuple(line for sentence in reply.sentences for line in _lines(sentence)),
        sources=tuple(_quoted(each, reply.language) for each in cited),
        near=tuple(near_line(each) for each in reply.passages[:_NEAREST]),
    )


def _lines(sentence: ClaimSentence) -> list[Line]:
    marks = tuple(each.n for each in sentence.citations)
    said = Line(sentence.text, marks, Voice.MODEL, _ICONS[sentence.finding])
    return [said, Line(sentence.why, voice=Voice.ASIDE)] if sentence.why else [said]


def _quoted(citation: Citation, language: Language) -> SourceLine:
    return replace(source_line(citation, language), excerpt=Excerpt(citation.quote))
