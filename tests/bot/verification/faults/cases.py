"""The planted sentences, which are the bench's too, under the name that the tests use."""

from eval.faults.cases import FILES, Case, read_cases

__all__ = ["FILES", "Case", "read_cases"]
