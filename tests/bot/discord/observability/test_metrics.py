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


def test_questions_are_counted_by_the_way_they_came() -> None:
    metrics = Metrics()
    for kind in ("ask", "ask", "mention"):
        metrics.question(kind)
    found = counted(metrics)
    assert found["concord_questions_total kind=ask"] == 2
    assert found["concord_questions_total kind=mention"] == 1


def test_answers_and_refusals_are_counted_and_timed() -> None:
    metrics = Metrics()
    metrics.reply(answer(Mode.PROSE), 1.2)
    metrics.reply(Refusal(language=Language.ENGLISH, text="", passages=()), 0.2)
    found = counted(metrics)
    assert found["concord_answers_total mode=prose"] == 1
    assert found["concord_refusals_total"] == 1
    # Of 1.2 s and 0.2 s one is within 1 s and both within 1.5 s.
    assert found["concord_answer_seconds_bucket le=1.0"] == 1
    assert found["concord_answer_seconds_bucket le=1.5"] == 2
    assert found["concord_answer_seconds_sum"] == 1.2 + 0.2


def test_acknowledgements_are_timed_against_what_they_aim_at() -> None:
    metrics = Metrics()
    for seconds in (0.25, 0.35):
        metrics.acknowledged(seconds)
    found = counted(metrics)
    assert found["concord_acknowledgement_seconds_bucket le=0.3"] == 1
    assert found["concord_acknowledgement_seconds_count"] == 2


def test_withheld_sentences_errors_and_the_queue_are_counted() -> None:
    metrics = Metrics()
    metrics.withheld(3)
    metrics.error()
    metrics.queue(7)
    metrics.queue(5)
    found = counted(metrics)
    assert found["concord_withheld_sentences_total"] == 3
    assert found["concord_errors_total"] == 1
    assert found["concord_queue_length"] == 5


def test_the_gateway_is_in_one_state_at_a_time() -> None:
    metrics = Metrics()
    metrics.gateway(Gateway.READY)
    metrics.gateway(Gateway.LOST)
    found = counted(metrics)
    states = {each: found[f"concord_gateway_state concord_gateway_state={each}"] for each in Gateway}
    assert states == {Gateway.CONNECTING: 0, Gateway.READY: 0, Gateway.LOST: 1, Gateway.STOPPING: 0}


def test_two_bots_in_one_process_count_for_themselves() -> None:
    one, other = Metrics(), Metrics()
    one.error()
    assert counted(other)["concord_errors_total"] == 0
