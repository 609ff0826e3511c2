"""The counts, as Prometheus reads them."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from bot.discord.observability.metrics import Gateway, Metrics
from bot.models import Answer, Language, Mode, Refusal


def counted(metrics: Metrics) -> dict[str, float]:
    """Every sample by its name and labels."""
    return {
        sample.name + "".join(f" {name}={value}" for name, value in sample.labels.items()): sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
    }


def answer(mode: Mode = Mode.VERBATIM) -> Answer:
    return Answer(
        language=Language.ENGLISH, framing="", mode=mode, text="", citations=(), passages=(), confidence=1
    )


def test_everything_is_counted_and_timed() -> None:
    metrics = Metrics()
    for kind in ("ask", "ask", "mention"):
        metrics.question(kind)
    metrics.reply(answer(Mode.PROSE), 1.2)
    metrics.reply(Refusal(language=Language.ENGLISH, text="", passages=()), 0.2)
    for seconds in (0.25, 0.35):
        metrics.acknowledged(seconds)
    metrics.withheld(3)
    metrics.error()
    for length in (7, 5):
        metrics.queue(length)
    for state in (Gateway.READY, Gateway.LOST):
        metrics.gateway(state)
    expected = {
        "concord_questions_total kind=ask": 2,
        "concord_questions_total kind=mention": 1,
        "concord_answers_total mode=prose": 1,
        "concord_refusals_total": 1,
        # Of 1.2 s and 0.2 s one is within 1 s and both within 1.5 s.
        "concord_answer_seconds_bucket le=1.0": 1,
        "concord_answer_seconds_bucket le=1.5": 2,
        "concord_answer_seconds_sum": 1.2 + 0.2,
        "concord_acknowledgement_seconds_bucket le=0.3": 1,
        "concord_acknowledgement_seconds_count": 2,
        "concord_withheld_sentences_total": 3,
        "concord_errors_total": 1,
        "concord_queue_length": 5,
        "concord_gateway_state concord_gateway_state=ready": 0,
        "concord_gateway_state concord_gateway_state=lost": 1,
    }
    samples = counted(metrics)
    assert {name: samples[name] for name in expected} == expected


def test_two_bots_in_one_process_count_for_themselves() -> None:
    bot, other = Metrics(), Metrics()
    bot.error()
    assert counted(other)["concord_errors_total"] == 0
