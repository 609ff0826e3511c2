"""The card of an answer says what was found, whose words it is in, where it stands, and what can be done."""

from __future__ import annotations

import pytest

from bot.discord.cards import Action, Card, Tone, answer_card, quotes_card, working_card
from bot.discord.cards.models import Line, Voice
from bot.models import Language, Mode, Reply
from prompts.phrases import phrase
from tests.bot.discord.cards.replies import QUOTE, answer, citation, near, prose, refusal

_ENGLISH, _KOREAN = Language.ENGLISH, Language.KOREAN


def _card(reply: Reply, *, language: Language = _ENGLISH, has_model: bool = False, notice: str = "") -> Card:
    return answer_card(reply, language=language, has_model=has_model, owner=7, may_share=False, notice=notice)


def test_a_verbatim_answer_is_the_documents_words_with_their_numbers() -> None:
    two = "Two\nlines"
    card = _card(answer(citation(1), citation(2, quote=two)))
    assert card.tone is Tone.ANSWER
    assert _card(answer(is_unsure=True)).tone is Tone.UNSURE
    assert card.lines == (Line(QUOTE, (1,), Voice.DOCUMENT), Line(two, (2,), Voice.DOCUMENT))


def test_what_of_a_quotation_is_the_answer_is_known_to_its_card() -> None:
    money = QUOTE.index("90"), QUOTE.index(".")
    cited = citation(span_start=129 + money[0], span_end=129 + money[1])
    assert _card(answer(cited)).lines[0].answer == money


def test_a_source_says_title_section_page_and_date() -> None:
    (source,) = _card(answer()).sources
    assert (source.n, source.title, source.section) == (1, "The harbour agreement", "Money › Funds")
    assert (source.page, source.date, source.url) == ("p. 3", "2 March 2026", "https://example.org/harbour")
    (bare,) = _card(answer(citation(title="", section="", page=None, date=None, url=""))).sources
    assert (bare.title, bare.section, bare.page, bare.date) == ("harbour.md", "", "", "")
    (replaced,) = _card(answer(citation(superseded_by="new.md"))).sources
    assert (replaced.superseded_by, replaced.tag) == ("new.md", "superseded")


def test_a_korean_answer_has_its_sources_in_korean_whatever_the_person_speaks() -> None:
    card = _card(answer(language=_KOREAN), language=_ENGLISH)
    (source,) = card.sources
    assert (source.page, source.date) == ("3쪽", "2026년 3월 2일")
    assert card.language is _ENGLISH  # that of the buttons and the small print


def test_that_no_model_is_attached_is_said_of_verbatim_answers_alone() -> None:
    said = "No language model is attached"
    assert said in _card(answer()).footer
    assert said not in _card(answer(), has_model=True).footer
    assert said not in _card(refusal()).footer
    assert _card(answer(notice="No model."), notice="/ask does.").notice == "No model.\n/ask does."
    assert "연결된 언어 모델이 없어" in _card(answer(), language=_KOREAN).footer


def test_a_models_sentences_keep_their_numbers_apart_from_their_words() -> None:
    card = _card(
        prose("It holds 90 million. [1]\nIt pays [sic] for a quay. [1][2]", citation(1), citation(2))
    )
    assert card.lines == (
        Line("It holds 90 million.", (1,), Voice.MODEL),
        Line("It pays [sic] for a quay.", (1, 2), Voice.MODEL),
    )


def test_where_a_model_broke_off_a_line_says_that_the_documents_go_on() -> None:
    mixed = prose(f"It holds much. [1]\n{QUOTE} [1]", mode=Mode.MIXED, written=1)
    assert [line.voice for line in _card(mixed).lines] == [Voice.MODEL, Voice.ASIDE, Voice.DOCUMENT]
    assert _card(mixed).lines[1].text == phrase("own_words_begin", _ENGLISH)


def test_a_refusal_shows_at_most_three_near_passages() -> None:
    card = _card(refusal(*[near()] * 5))
    assert card.tone is Tone.REFUSAL
    assert len(card.near) == 3
    assert (card.near[0].title, card.near[0].section) == ("The harbour agreement", "Money › Funds")


@pytest.mark.parametrize("may_share", [True, False])
def test_only_an_answer_that_is_for_one_person_alone_can_be_shared(may_share: bool) -> None:
    card = answer_card(answer(), language=_ENGLISH, has_model=True, owner=7, may_share=may_share)
    assert (Action.SHARE in card.actions) is may_share
    assert {Action.SOURCES, Action.HELPFUL, Action.NOT_HELPFUL} <= set(card.actions)
    assert (card.answer_id, card.owner) == ("0192-abc", 7)
    refused = answer_card(refusal(), language=_ENGLISH, has_model=True, owner=7, may_share=may_share)
    assert refused.actions == (Action.HELPFUL, Action.NOT_HELPFUL)
    assert _card(answer(id="")).actions == ()  # there is no record of it


@pytest.mark.parametrize(("place", "told"), [(3, "3 questions before"), (1, "one question before")])
def test_who_waits_is_told_the_place(place: int, told: str) -> None:
    assert told in working_card((), language=_ENGLISH, place=place).framing


def test_sentences_are_shown_while_more_are_written() -> None:
    card = working_card(("It holds 90 million. [1]",), language=_KOREAN, place=None)
    assert card.tone is Tone.WORKING
    assert card.lines == (Line("It holds 90 million.", (1,), Voice.MODEL),)


def test_the_exact_words_stand_between_those_around_them() -> None:
    (source,) = quotes_card(answer(), _ENGLISH).sources
    assert source.excerpt is not None
    assert source.excerpt.before == "The fund was set up in 2026. "
    assert source.excerpt.words == QUOTE
    assert source.excerpt.after == " It pays for a quay."
