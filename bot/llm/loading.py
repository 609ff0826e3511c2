"""Makes the language model that the settings name, with the breaker before it."""

from __future__ import annotations

from collections.abc import Callable

from bot.llm.breaker import Breaker
from bot.llm.call import Maker, Recipe
from bot.llm.guarded_model import GuardedModel
from bot.llm.llama_index_model import LlamaIndexModel
from bot.llm.model import ChatModel
from bot.llm.providers import PROVIDERS
from bot.llm.report import Prices
from bot.llm.settings import ModelSettings
from bot.llm.wire import Wire
from ingest.errors import ConfigurationError

# No tokenizer makes so long a token of ordinary text: a server that sends more does not keep to the limit.
_MOST_CHARS_PER_TOKEN = 20


def load_model(settings: ModelSettings, clock: Callable[[], float]) -> ChatModel | None:
    """The model, None where the settings name none; `clock` gives seconds that only go forward.

    Nothing is sent. Raises ConfigurationError where the provider's package is missing or refuses the
    settings.
    """
    if not settings.provider:
        return None
    recipe = Recipe(
        make=_maker(settings),
        read=PROVIDERS[settings.provider].read,
        most_chars=_MOST_CHARS_PER_TOKEN * settings.max_tokens,
    )
    model = LlamaIndexModel(
        name=f"{settings.provider}/{settings.model}",
        recipe=recipe,
        prices=Prices(settings.prompt_price, settings.completion_price),
        clock=clock,
    )
    return GuardedModel(model, Breaker(settings.failures, settings.rest_s, clock))


def _maker(settings: ModelSettings) -> Maker:
    provider = PROVIDERS[settings.provider]
    try:
        make = provider.maker(settings)
        _try(make)
        return make
    except ImportError as missing:
        raise ConfigurationError(
            f"llm.provider is {settings.provider}, whose package is not installed;"
            f" run: pip install 'concord[{provider.extra}]'."
        ) from missing
    except ValueError:
        pass  # Told below, not from here: it may show the values that are refused, and the key among them.
    raise ConfigurationError(
        f"The package of {settings.provider} refuses llm.model or llm.temperature as they are set;"
        " correct them."
    )


def _try(make: Maker) -> None:
    """Makes a model that is not asked anything, to see now whether the settings suit it."""
    wire = Wire()
    try:
        make(wire, 1.0)
    finally:
        wire.close()
