"""Tests of the cases and of the files that hold them."""
