"""Errors of the evaluation, named by what the evaluator does next; each text is fit to be shown."""


class EvalError(Exception):
    """The base of all."""


class FixTheSuite(EvalError):
    """A file of cases is not as it must be; the text has a line for each thing that is wrong."""


class FixTheRun(EvalError):
    """A run or what it is made of is not as it must be: another name, another file, or a new run helps."""


class FixThePolicy(EvalError):
    """A policy of a gate is not as it must be."""


class FixTheSource(EvalError):
    """A data set that is to be imported is not as it must be, or cannot be written where it was to go."""


class FixTheLabels(EvalError):
    """What people said of answers is not as it must be."""
