"""What the bot counts, in Prometheus' text format; no name, no question and no id of anyone stands in it."""

from __future__ import annotations

from enum import StrEnum
from functools import partial

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Enum,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from bot.models import Refusal, Reply

# Seconds. A click or a command has to be acknowledged within three; 0.3 is what the bot aims at.
_ACKNOWLEDGED_S = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0)
# An answer in the documents' own words aims at 1.5; a language model may take minutes.
_ANSWERED_S = (0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0)


class Gateway(StrEnum):
    CONNECTING = "connecting"
    READY = "ready"
    LOST = "lost"
    STOPPING = "stopping"


class Metrics:
    """Counts in a registry of its own; every method may be called from any thread."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        counter, histogram = partial(Counter, registry=registry), partial(Histogram, registry=registry)
        self._questions = counter(
            "concord_questions", "Questions that were taken, by the way they came.", ["kind"]
        )
        self._answers = counter(
            "concord_answers", "Answers that were given, by whose words they are in.", ["mode"]
        )
        self._refusals = counter("concord_refusals", "Replies that the documents do not say.")
        self._withheld = counter(
            "concord_withheld_sentences", "Sentences of a language model that were not shown."
        )
        self._errors = counter("concord_errors", "Questions that ended with an error.")
        self._answered = histogram(
            "concord_answer_seconds", "From the question to the finished reply.", buckets=_ANSWERED_S
        )
        self._acknowledged = histogram(
            "concord_acknowledgement_seconds",
            "From an interaction's arrival to its acknowledgement.",
            buckets=_ACKNOWLEDGED_S,
        )
        self._queue = Gauge("concord_queue_length", "Questions that wait for their turn.", registry=registry)
        self._gateway = Enum(
            "concord_gateway_state",
            "How the bot stands with the gateway.",
            states=[str(state) for state in Gateway],
            registry=registry,
        )

    def question(self, kind: str) -> None:
        self._questions.labels(kind).inc()

    def reply(self, reply: Reply, seconds: float) -> None:
        if isinstance(reply, Refusal):
            self._refusals.inc()
        else:
            self._answers.labels(reply.mode).inc()
        self._answered.observe(seconds)

    def withheld(self, number: int) -> None:
        self._withheld.inc(number)

    def error(self) -> None:
        self._errors.inc()

    def queue(self, length: int) -> None:
        self._queue.set(length)

    def gateway(self, state: str) -> None:
        self._gateway.state(state)

    def acknowledged(self, seconds: float) -> None:
        self._acknowledged.observe(seconds)

    def text(self) -> bytes:
        return generate_latest(self._registry)
