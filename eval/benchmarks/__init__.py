"""Measures speed and retrieval quality, side by side with the plain quickstart, in one run."""
