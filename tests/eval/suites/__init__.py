"""Tests of the suites that ship."""
