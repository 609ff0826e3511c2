"""Tests of the judge, with a scripted model on loopback."""
