"""What training and the running reader must do alike: prefixes, lengths, and how a pair is laid out."""

from __future__ import annotations

QUESTION_PREFIX = "query: "  # what the encoder was taught to expect before a question
STATEMENT_PREFIX = "claim: "
PASSAGE_PREFIX = ""
MAX_TOKENS = 384  # of a pair, marks and all
FIRST_TOKENS = 80  # of the question or statement; the rest is cut off
OVERLAP_TOKENS = 128  # that two neighbouring windows of a long passage share
MAX_ANSWER_TOKENS = 48
