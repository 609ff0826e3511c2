"""Shipped suites: questions about the shipped documents with what a right answer to each holds.

The gate asks the YAML files. `make suite` asks `paraphrases.jsonl` and `chains.jsonl`, follow-ups with their
turns; `announcement.jsonl` is about a document that does not ship.
"""
