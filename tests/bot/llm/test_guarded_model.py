"""A model that keeps failing is left alone, and tried again later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.llm.loading import load_model
from bot.llm.model import ChatModel, ModelFailed
from tests.bot.llm.asking import MESSAGES, PATIENCE_S, answer, settings_for
from tests.bot.llm.scripted_server import Script, ScriptedServer, fail, say

_ALONE = "it failed repeatedly and is left alone for a while"


class _World:
    """A server that is in order or not, a model of it, and a clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.script = say("One two.")
        self.server = ScriptedServer(lambda _: self.script)

    def model(self) -> ChatModel:
        settings = settings_for(self.server.base_url).model_copy(update={"failures": 2, "rest_s": 60.0})
        model = load_model(settings, lambda: self.now)
        assert model is not None
        return model

    def fails(self, model: ChatModel) -> str:
        with pytest.raises(ModelFailed) as failed:
            answer(model)
        return str(failed.value)


@pytest.fixture
def world() -> Iterator[_World]:
    world = _World()
    with world.server:
        yield world


def test_after_two_failures_of_two_nobody_is_asked(world: _World) -> None:
    model = world.model()
    world.script = fail(401)
    assert [world.fails(model) for _ in range(3)] == ["it answered with the status 401"] * 2 + [_ALONE]
    assert len(world.server.asked) == 2


def test_once_it_has_rested_a_server_in_order_is_asked_as_before(world: _World) -> None:
    model = world.model()
    world.script = fail(401)
    assert world.fails(model)
    assert world.fails(model)
    world.script = say("One two.")
    assert world.fails(model) == _ALONE
    world.now = 60.0
    assert [answer(model), answer(model)] == ["One two."] * 2


def test_to_stop_early_is_no_failure(world: _World) -> None:
    model = world.model()
    for _ in range(3):
        for piece in model.complete(MESSAGES, within_s=PATIENCE_S):
            assert piece == "One"
            break
    assert answer(model) == "One two."


def test_that_no_time_was_left_is_no_failure_of_the_model(world: _World) -> None:
    model = world.model()
    for _ in range(3):
        with pytest.raises(ModelFailed, match="no time was left for it"):
            answer(model, within_s=0.0)
    assert answer(model) == "One two."


def test_what_breaks_in_the_reader_is_no_failure_of_the_model(world: _World) -> None:
    model = world.model()
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            [1 // 0 for _ in model.complete(MESSAGES, within_s=PATIENCE_S)]
    assert answer(model) == "One two."


def test_usage_name_and_cut_are_the_models_own(world: _World) -> None:
    world.script = Script(pieces=("One",), finish="length", usage=(11, 3))
    model = world.model()
    completion = model.complete(MESSAGES, within_s=PATIENCE_S)
    assert list(completion) == ["One"]
    assert (completion.usage.prompt_tokens, completion.usage.completion_tokens) == (11, 3)
    assert completion.is_cut
    assert model.name == "openai-compatible/scripted-1"
