"""Tests of running a suite."""
