"""Tests of deciding by a run."""
