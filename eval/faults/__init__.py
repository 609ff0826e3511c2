"""Sentences planted to measure the verification by: right ones, and wrong ones of every kind."""
