"""Errors of the evaluation; each text can be shown to the user as it is."""


class EvalError(Exception):
    """Base class of the evaluation's errors."""


class DatasetError(EvalError):
    """A file of cases is invalid; the text has a line for each problem."""


class RunError(EvalError):
    """A run, or what it is made of, is missing, damaged or cannot be written."""


class PolicyError(EvalError):
    """A gate's policy is invalid."""


class SourceError(EvalError):
    """A data set cannot be imported, or its suite cannot be written."""


class LabelError(EvalError):
    """A file of human labels is invalid."""


class CandidateError(EvalError):
    """The file of candidates is invalid or cannot be written."""
