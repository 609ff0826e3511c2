"""Errors of the evaluation, named by what the evaluator does next; each text is fit to be shown."""


class EvalError(Exception):
    """The base of all."""


class FixTheSuite(EvalError):
    """A file of cases is not as it must be; the text has a line for each thing that is wrong."""
