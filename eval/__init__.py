"""Measures the assistant from outside; sees only `bot`."""
