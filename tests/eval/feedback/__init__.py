"""Tests of the loop from the chat."""
