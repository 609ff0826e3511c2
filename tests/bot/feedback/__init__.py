"""Tests of the remarks on answers."""
