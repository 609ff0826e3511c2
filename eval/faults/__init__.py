"""Planted sentences and open claims, by which verification and claim check are measured."""
