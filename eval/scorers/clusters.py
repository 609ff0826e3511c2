"""Which cases go together: what is right or wrong of one document or conversation mostly is so together."""

from __future__ import annotations

from eval.datasets.case import Case


def cluster_of(case: Case) -> str:
    """The cluster of a case: the one that it names, its first gold document, or the question that its
    conversation began with.

    A document that is badly read or found spoils all questions about it, and a conversation that goes wrong
    stays wrong. A question without gold, as those that cannot be answered, begins a conversation of its own:
    it goes together with its follow-ups and with itself asked as somebody else, and with nothing more, since
    two questions that share only the reason for a refusal do not fail together.
    """
    if case.cluster:
        return f"cluster {case.cluster}"
    if case.gold:
        return f"document {case.gold[0].document}"
    first = (*case.asks, case.question)[0]
    return f"conversation {' '.join(first.casefold().split())}"
