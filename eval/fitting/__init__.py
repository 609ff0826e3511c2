"""Fits the weights that mix what the trained reader and the similarity reader say."""
