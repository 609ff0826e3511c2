"""The suites that ship: questions about the shipped documents with what a right answer to each holds."""
