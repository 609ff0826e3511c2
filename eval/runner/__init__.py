"""Runs: the target that answers, its results, and the folder that keeps them."""
