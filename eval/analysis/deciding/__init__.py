"""Deciding by a run: its figures with their intervals, two runs side by side, and the gate."""
