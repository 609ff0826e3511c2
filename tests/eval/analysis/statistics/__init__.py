"""Tests of the statistics, their coverage and false alarms by simulation."""
