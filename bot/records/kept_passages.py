"""Compares what was found for two answers: the documents and their versions, the passages and their order."""

from __future__ import annotations

from collections.abc import Iterator

from bot.records.record import KeptPassage, Record

# Under this a score has not changed to speak of: a tenth of the distance at which a passage counts as far.
_SCORE_TOLERANCE = 0.006
Place = tuple[str, int, int]


def differing_documents(before: Record, after: Record) -> Iterator[str]:
    """A sentence for each document whose version changed, or that is among the passages of one only."""
    then = {each.document: each.version for each in before.passages}
    now = {each.document: each.version for each in after.passages}
    for name, version in then.items():
        if name not in now:
            yield f"Nothing of {name} (version {version}) is found any more."
        elif now[name] != version:
            yield f"{name} has changed: its version was {version} and is now {now[name]}."
    for name in now:
        if name not in then:
            yield f"Something of {name} (version {now[name]}) is found now, and was not before."


def differing_passages(before: Record, after: Record) -> Iterator[str]:
    """A sentence for each passage that is gone, new or scored otherwise, and one for their order."""
    then, now = _by_place(before), _by_place(after)
    for place, passage in then.items():
        if place not in now:
            yield f"The passage {_named(passage)} is gone; it stood in place {_rank(before, passage)}."
    for place, passage in now.items():
        if place not in then:
            yield f"The passage {_named(passage)} is new, in place {_rank(after, passage)}."
    for place in then:
        if place in now and abs(then[place].score - now[place].score) > _SCORE_TOLERANCE:
            was, score = then[place].score, now[place].score
            yield f"The score of the passage {_named(now[place])} was {was:.3f} and is now {score:.3f}."
    yield from _other_order(before, after)


def _other_order(before: Record, after: Record) -> Iterator[str]:
    then, now = _by_place(before), _by_place(after)
    order = [_rank(before, then[place]) for place in now if place in then]
    if order != sorted(order):
        yield f"The passages stand in another order: those before in places {_counted(order)}."


def _by_place(record: Record) -> dict[Place, KeptPassage]:
    return {(each.document, each.start, each.end): each for each in record.passages}


def _rank(record: Record, passage: KeptPassage) -> int:
    return record.passages.index(passage) + 1


def _named(passage: KeptPassage) -> str:
    section = f" > {passage.section}" if passage.section else ""
    return f"{passage.document}{section} (characters {passage.start} to {passage.end})"


def _counted(numbers: list[int]) -> str:
    return ", ".join(str(each) for each in numbers)
