"""Tests of the real sets."""
