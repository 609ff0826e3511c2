"""Which words carry content: neither function words nor counters, units and nouns that every text has."""

from __future__ import annotations

_FUNCTION_WORDS = (
    "a an and are as at be been but by can could did does for from had has have if in into is it its "
    "may might must more nor not on or over per shall should so such than that the their then there "
    "these they this those to under until was were which while who will with within would after before "
    "each every all also around some only nearly up least most just no about"
)
# Counters and units, which say nothing beside their number, and light nouns, pronouns and determiners; as the
# tokenizer writes them.
_EMPTY_TOKENS = """
    명 건 개 곳 개국 년 월 일 원 억 만 조 회 번 배 차 수 것 등 중 가지 달러 주 시 분 약 및 때 데 바
    달 하나 가운데 어떻 두 세 네 이상 이하 초과 미만 차례 따르 위하 대하 통하 관하 의하 인하 가 을
    를 는 은 의 에 스스로 당시 바로 각 매 총 또 더 그 이 저 usd krw sgd us$ s$ won dollar billion
    million trillion percent per cent
    one ones whether upon noth anyth someth unlik somebodi someon anyon anybodi any sinc without goe accord
    meant
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English words that end a noun phrase."""
EMPTY_TOKENS = frozenset(_EMPTY_TOKENS.split())
"""Tokens of both languages that say nothing by themselves."""
