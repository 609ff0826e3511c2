"""Makes the cards for review, most of them from what the assistant really answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bot.assistant import Assistant
from bot.discord.cards.answers import answer_card, quotes_card, working_card
from bot.discord.cards.claims import claim_card
from bot.discord.cards.lists import documents_cards, search_card
from bot.discord.cards.model import Card
from bot.discord.cards.notices import error_card, help_card, notice_card
from bot.discord.cards.preview.page import Shown
from bot.discord.words import say
from bot.models import Answer, Audience, Citation, Language, Mode, Reply, Request
from prompts.phrases import phrase

_OWNER = 1
_ENGLISH, _KOREAN = Language.ENGLISH, Language.KOREAN
_ID = "0192f0c1-sample"
_QUESTIONS = (
    ("Verbatim answer, no model", _ENGLISH, "How much does the harbour fund hold?"),
    ("Verbatim answer of a list", _ENGLISH, "Which projects does the harbour fund support?"),
    ("Refusal with the nearest passages", _ENGLISH, "Who is the mayor of Northport?"),
    ("A document that tries everything", _ENGLISH, "How much is the ferry fare?"),
    ("한국어: 원문 그대로", _KOREAN, "항만 기금의 규모는 얼마인가요?"),
    ("한국어: 답이 없을 때", _KOREAN, "노스포트의 시장은 누구인가요?"),
)
_CLAIMS = (
    ("Claim: supported", "The harbour agreement enters into force on 1 May 2026."),
    (
        "Claim: contradicted, and not found",
        "The harbour fund holds 70 million dollars. The mayor swims well.",
    ),
    ("한국어: 주장 확인", "항만 협정은 2026년 5월 1일에 발효한다. 시장은 수영을 잘한다."),
)


def samples(assistant: Assistant) -> list[Shown]:
    """The cards in the order of the page."""
    return [
        *(Shown(name, _asked(assistant, words, language)) for name, language, words in _QUESTIONS),
        Shown("Unsure", _unsure(assistant)),
        Shown("From a document that was replaced", _replaced(assistant)),
        *_written(),
        *(Shown(name, _checked(assistant, words)) for name, words in _CLAIMS),
        *_found(assistant),
        *_own(),
    ]


def pictured(assistant: Assistant) -> list[Card]:
    """An English answer and a Korean one, as they come without a language model."""
    return [_asked(assistant, words, language) for _, language, words in (_QUESTIONS[1], _QUESTIONS[4])]


def _asked(assistant: Assistant, words: str, language: Language) -> Card:
    return _card(assistant.ask(Request(words, Audience.PUBLIC)), language, has_model=False)


def _unsure(assistant: Assistant) -> Card:
    """An answer as one of little confidence is shown: which one that is depends on the reader."""
    reply = assistant.ask(Request("Which cities signed the harbour agreement?", Audience.PUBLIC))
    unsure = {"is_unsure": True, "framing": phrase("answer_unsure", _ENGLISH)}
    return _card(reply.model_copy(update=unsure), _ENGLISH, has_model=False)


def _replaced(assistant: Assistant) -> Card:
    """The answer out of a document that another one has replaced, which is read only where it is named."""
    request = Request("How high is the pilot fee?", Audience.PUBLIC, documents=("letter.md",))
    return _card(assistant.ask(request), _ENGLISH, has_model=False)


def _card(reply: Reply, language: Language, *, has_model: bool, notice: str = "") -> Card:
    known = reply if reply.id else reply.model_copy(update={"id": _ID})
    return answer_card(
        known, language=language, has_model=has_model, owner=_OWNER, may_share=has_model, notice=notice
    )


def _checked(assistant: Assistant, words: str) -> Card:
    reply = assistant.check(Request(words, Audience.PUBLIC))
    return claim_card(reply, reply.language)


def _found(assistant: Assistant) -> list[Shown]:
    found = assistant.search(Request("the pilots of the harbour", Audience.PUBLIC), top=5)
    listed = assistant.index.read(lambda snapshot: snapshot.documents(Audience.STAFF))
    fund = assistant.ask(Request(_QUESTIONS[0][2], Audience.PUBLIC))
    return [
        Shown("The exact words", quotes_card(fund, _ENGLISH)),
        Shown("Search", search_card(found, language=_ENGLISH)),
        Shown("Documents", documents_cards(listed, language=_ENGLISH)[0]),
        Shown("한국어: 문서", documents_cards(listed, language=_KOREAN)[0]),
    ]


def _written() -> list[Shown]:
    """Answers as a language model would have written them."""
    prose, korean, mixed = _prose(_ENGLISH, 2), _prose(_KOREAN, 2), _mixed()
    private = say("more_privately", _ENGLISH)
    return [
        Shown("Answer of a language model, to be shared", _card(prose, _ENGLISH, has_model=True)),
        Shown("The model broke off", _card(mixed, _ENGLISH, has_model=True, notice=private)),
        Shown("한국어: 언어 모델의 답", _card(korean, _KOREAN, has_model=True)),
        Shown("A very long answer", _card(_prose(_ENGLISH, 90), _ENGLISH, has_model=True)),
        Shown("한국어: 아주 긴 답", _card(_prose(_KOREAN, 160), _KOREAN, has_model=True)),
    ]


def _own() -> list[Shown]:
    cards: tuple[tuple[str, Callable[[Language], Card]], ...] = (
        ("Waiting for its turn", lambda at: working_card((), language=at, place=3)),
        ("At work", lambda at: working_card((), language=at, place=None)),
        ("Writing", lambda at: working_card(_prose(at, 2).text.split("\n"), language=at, place=None)),
        ("Too many questions", lambda at: notice_card(say("again_in", at, seconds=24))),
        ("Error", lambda at: error_card("4f1c09ab", at)),
        ("Help", lambda at: help_card(language=at, has_model=False, sees_all=False)),
    )
    return [
        Shown(name if at is _ENGLISH else f"{name} (한국어)", make(at))
        for name, make in cards
        for at in (_ENGLISH, _KOREAN)
    ]


_SAID = {
    _ENGLISH: (
        "The fund of the harbour agreement holds 90 million dollars and pays for a new quay.",
        "The agreement enters into force on 1 May 2026.",
    ),
    _KOREAN: (
        "항만 기금은 9천만 달러이며 새 부두를 짓는 데 쓰입니다.",
        "협정은 2026년 5월 1일에 발효합니다.",
    ),
}
_QUOTED = {
    _ENGLISH: ("The harbour fund holds 90 million dollars.", "It enters into force on 1 May 2026."),
    _KOREAN: ("항만 기금의 규모는 9천만 달러이다.", "항만 협정은 2026년 5월 1일에 발효한다."),
}
_TITLED = {_ENGLISH: "The harbour agreement", _KOREAN: "노스포트와 사우스포트의 항만 협정"}


def _prose(language: Language, sentences: int) -> Answer:
    """An answer of so many sentences, with as many sources, at most twelve."""
    said, most = _SAID[language], min(sentences, 12)
    text = [f"{said[at % 2]} [{at % most + 1}]" for at in range(sentences)]
    return Answer(
        language=language,
        framing=phrase("prose", language),
        mode=Mode.PROSE,
        text="\n".join(text),
        written=len(text),
        citations=tuple(_citation(n, language) for n in range(1, most + 1)),
        passages=(),
        confidence=0.9,
    )


def _mixed() -> Answer:
    prose = _prose(_ENGLISH, 2)
    first, _ = prose.text.split("\n")
    notice = " ".join(phrase(each, _ENGLISH) for each in ("model_broke_off", "own_words_follow"))
    text = f"{first}\n{_QUOTED[_ENGLISH][1]} [2]"
    return prose.model_copy(update={"mode": Mode.MIXED, "text": text, "written": 1, "notice": notice})


def _citation(n: int, language: Language) -> Citation:
    quote = _QUOTED[language][(n - 1) % 2]
    return Citation(
        n=n,
        document="harbour.md",
        title=_TITLED[language],
        section="재원" if language is _KOREAN else "Money",
        page=n,
        quote=quote,
        start=0,
        end=len(quote),
        url="https://example.org/harbour/agreement" if n % 3 else "",
        date=dt.date(2026, 3, 2),
    )
