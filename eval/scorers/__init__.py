"""Scores: each judges one answer to one case, with its evidence, or says that it cannot."""
