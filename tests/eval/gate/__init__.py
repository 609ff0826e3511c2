"""Tests of the gate on the shipped suites."""
