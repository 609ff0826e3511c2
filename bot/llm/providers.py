"""Makes the language model that the settings name, of LlamaIndex's class for its provider.

OpenAI's models and all servers that speak its format go through `OpenAILike`: LlamaIndex's `OpenAI` refuses
models that are newer than its list, and fetches a tokenizer from the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.llm.client import Breaker, ChatClient, OpenResponse
from bot.llm.model import ChatModel, Prices, Report
from bot.llm.settings import PROVIDERS, ModelSettings
from ingest.errors import ConfigurationError

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

# No tokenizer makes so long a token of ordinary text: a server that sends more does not keep to the limit.
_MOST_CHARS_PER_TOKEN = 20
# The libraries repeat a request that was refused for the moment (429 and 5xx), after the pause asked for.
_RETRIES = 1
_OPENAI_URL = "https://api.openai.com/v1"
_ANTHROPIC_URL = "https://api.anthropic.com"
_OLLAMA_URL = "http://127.0.0.1:11434"
# Sent where there is no key; for an empty one the libraries would take OpenAI's from the environment.
_NO_KEY = "none"


def load_model(settings: ModelSettings, clock: Callable[[], float]) -> ChatModel | None:
    """The model, None where the settings name none; `clock` gives seconds that only go forward.

    Nothing is sent. Raises ConfigurationError where the provider's package is missing or refuses the
    settings.
    """
    if not settings.provider:
        return None
    responses = OpenResponse()
    return ChatClient(
        name=f"{settings.provider}/{settings.model}",
        llm=make_llm(settings, responses),
        responses=responses,
        read=_ADAPTERS[settings.provider][1],
        most_chars=_MOST_CHARS_PER_TOKEN * settings.max_tokens,
        prices=Prices(settings.prompt_price, settings.completion_price),
        breaker=Breaker(settings.breaker_failures, settings.breaker_cooldown_s, clock),
        clock=clock,
    )


def make_llm(settings: ModelSettings, responses: OpenResponse) -> LLM:
    """LlamaIndex's model; raises ConfigurationError as `load_model` does."""
    try:
        make, _ = _ADAPTERS[settings.provider]
        return make(settings, _http_options(settings, responses))
    except ImportError as missing:
        raise ConfigurationError(
            f"llm.provider is {settings.provider}, whose package is not installed;"
            f" run: pip install 'concord[{PROVIDERS[settings.provider].extra}]'."
        ) from missing
    except ValueError:
        pass  # Told below, not from here: it may show the values that are refused, and the key among them.
    raise ConfigurationError(
        f"The package of {settings.provider} refuses llm.model or llm.temperature as they are set;"
        " correct them."
    )


def _openai(settings: ModelSettings, http: dict[str, Any]) -> LLM:
    from llama_index.llms.openai.utils import ALL_AVAILABLE_MODELS
    from openai import omit

    # Newer models take no `max_tokens`, and those that think no temperature; LlamaIndex knows which of those
    # in its list do.
    options: dict[str, Any] = {"max_completion_tokens": settings.max_tokens}
    if settings.model not in ALL_AVAILABLE_MODELS:
        options["temperature"] = omit
    return _openai_like(settings, http, settings.base_url or _OPENAI_URL, max_tokens=None, options=options)


def _compatible(settings: ModelSettings, http: dict[str, Any]) -> LLM:
    return _openai_like(settings, http, settings.base_url, max_tokens=settings.max_tokens, options={})


def _openai_like(
    settings: ModelSettings,
    http: dict[str, Any],
    address: str,
    *,
    max_tokens: int | None,
    options: dict[str, Any],
) -> LLM:
    import httpx
    from llama_index.llms.openai_like import OpenAILike
    from openai import OpenAI

    client = OpenAI(
        api_key=settings.api_key.get_secret_value() or _NO_KEY,
        base_url=address,
        max_retries=_RETRIES,
        http_client=httpx.Client(**http),
    )
    if address != _OPENAI_URL:
        # From the environment, where they are meant for OpenAI alone.
        client.organization = client.project = None
    llm: LLM = OpenAILike(
        model=settings.model,
        openai_client=client,
        api_key=_NO_KEY,
        api_base=address,
        is_chat_model=True,
        context_window=settings.context_tokens,
        max_tokens=max_tokens,
        temperature=settings.temperature,
        max_retries=0,
        additional_kwargs={"stream_options": {"include_usage": True}} | options,
    )
    return llm


def _read_openai(response: Any) -> Report:
    """What a chunk says; with `include_usage` the tokens come in one after the last piece."""
    choices = response.raw.choices
    counted = response.additional_kwargs
    return Report(
        (choices[0].finish_reason or None) if choices else None,
        counted.get("prompt_tokens"),
        counted.get("completion_tokens"),
    )


def _anthropic(settings: ModelSettings, http: dict[str, Any]) -> LLM:
    import httpx
    from anthropic import Anthropic as Client
    from anthropic import omit
    from llama_index.core.llms import LLMMetadata
    from llama_index.llms.anthropic import Anthropic
    from llama_index.llms.anthropic.utils import CLAUDE_MODELS

    class AnyAnthropic(Anthropic):
        """Takes models that are newer than LlamaIndex's list, which it would refuse."""

        @property
        def metadata(self) -> LLMMetadata:
            return LLMMetadata(
                context_window=settings.context_tokens,
                num_output=settings.max_tokens,
                is_chat_model=True,
                model_name=settings.model,
            )

    address, key = settings.base_url or _ANTHROPIC_URL, settings.api_key.get_secret_value()
    model = AnyAnthropic(
        model=settings.model,
        api_key=key,
        base_url=address,
        max_tokens=settings.max_tokens,
        temperature=settings.temperature,
        # LlamaIndex knows which models in its list take a temperature; newer ones take none.
        additional_kwargs={} if settings.model in CLAUDE_MODELS else {"temperature": omit},
    )
    # LlamaIndex's class takes no client, and its own would follow redirects with the key.
    model._client = Client(
        api_key=key, base_url=address, max_retries=_RETRIES, http_client=httpx.Client(**http)
    )
    return model


def _read_anthropic(response: Any) -> Report:
    """What an event says; the prompt is counted at the start, the completion at the end."""
    event = response.message.additional_kwargs
    usage = event.get("usage") or {}
    return Report(
        event.get("stop_reason"), usage.get("input_tokens") or None, usage.get("output_tokens") or None
    )


def _ollama(settings: ModelSettings, http: dict[str, Any]) -> LLM:
    from llama_index.llms.ollama import Ollama
    from ollama import Client

    address, key = settings.base_url or _OLLAMA_URL, settings.api_key.get_secret_value()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    llm: LLM = Ollama(
        model=settings.model,
        client=Client(address, headers=headers, **http),
        base_url=address,
        # Asked for at each call, as Ollama would else cut prompts at its own, smaller default.
        context_window=settings.context_tokens + settings.max_tokens,
        temperature=settings.temperature,
        additional_kwargs={"num_predict": settings.max_tokens},
    )
    return llm


def _read_ollama(response: Any) -> Report:
    """What a line says; the last one is `done` and counts."""
    raw = response.raw
    ended = (raw.get("done_reason") or "stop") if raw.get("done") else None
    return Report(ended, raw.get("prompt_eval_count"), raw.get("eval_count"))


def _http_options(settings: ModelSettings, responses: OpenResponse) -> dict[str, Any]:
    """How requests are made: a byte is waited for as long as an answer may take; no redirect gets the key.

    Each request has a connection of its own, so that none is left open between answers.
    """
    import httpx

    return {
        "timeout": settings.timeout_s,
        "limits": httpx.Limits(max_keepalive_connections=0),
        "follow_redirects": False,
        "event_hooks": {"response": [responses.note]},
    }


Maker = Callable[[ModelSettings, dict[str, Any]], "LLM"]
_ADAPTERS: Mapping[str, tuple[Maker, Callable[[Any], Report]]] = {
    "openai": (_openai, _read_openai),
    "anthropic": (_anthropic, _read_anthropic),
    "ollama": (_ollama, _read_ollama),
    "openai-compatible": (_compatible, _read_openai),
}
