"""Finds the passages that may answer a question: vectors and keywords, fused."""
