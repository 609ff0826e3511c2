"""Tests of the evaluation at the terminal."""
