"""Chooses what answers a question and says it verbatim, or that nothing does."""
