"""Verifies a language model's sentences against the passages that they cite, before anyone sees them."""
