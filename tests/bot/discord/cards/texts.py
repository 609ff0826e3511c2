"""Texts that documents might hold: in several scripts, with all that Discord takes for markup."""

from __future__ import annotations

import unicodedata

from hypothesis import settings
from hypothesis import strategies as st

MARKUP = (
    "**", "*", "__", "_", "~~", "||", "`", "```", "```py\n", "> ", ">>> ", "# ", "## ", "### ", "-# ", "- ",
    "+ ", "1. ", "23. ", "[", "]", "(", ")", "[here](https://evil.example/x)", "](", "<https://evil.example>",
    "https://evil.example/a_b?c=d", "http://", "discord.gg/abc", "discordapp.com/invite/x", "@everyone",
    "@here", "<@123456789012345678>", "<@!12>", "<@&34>", "<#56>", "<:name:78>", "<a:name:9>",
    "<t:1700000000:R>", "</ask:123>", "<id:guide>", "<mailto:a@b.example>", "\\", "\\\\", "[1]", "[12][3]",
    ":smile:", "@", "<", ">", "\n", "\n\n", "\r\n", "\u2028", " ", "  ", "\t", "\u3000", "\u00a0",
)  # fmt: skip
UNSEEN = ("\u200b", "\u200d", "\u202e", "\u2066", "\u2069", "\ufeff", "\x00", "\x1b[31m", "\u00ad", "\ud800")
LETTERS = (
    "The fund holds 90 million dollars. ", "word", "2026", "기금은 9천만 달러이다. ", "항만", "資金。", "é",
    "e\u0301", unicodedata.normalize("NFD", "한국어 각국"), "👩\u200d👩\u200d👧", "🇰🇷", "👍🏽", "❤\ufe0f",
    "a" * 40, "Z" + "\u0301" * 30,
)  # fmt: skip

hostile = st.lists(
    st.one_of(st.sampled_from((*MARKUP, *UNSEEN, *LETTERS)), st.text(max_size=8)), max_size=40
).map("".join)
long_and_hostile = st.tuples(hostile, st.integers(1, 60)).map(lambda made: made[0] * made[1])
# A busy machine is no reason to fail.
unhurried = settings(deadline=None)
