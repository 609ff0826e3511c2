"""OpenAI's models, and those of all servers that speak its format.

Both go through LlamaIndex's `OpenAILike`: its `OpenAI` looks every model's name up in a list and refuses
those that are newer than the list, and where it counts tokens it fetches a tokenizer from the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.llm.report import Report
from bot.llm.wire import Wire

if TYPE_CHECKING:
    from bot.llm.call import Maker
    from bot.llm.settings import ModelSettings

_OPENAI_URL = "https://api.openai.com/v1"
# Sent where there is no key; for an empty one the libraries would take OpenAI's from the environment.
_NO_KEY = "none"


def openai_maker(settings: ModelSettings) -> Maker:
    """Makes OpenAI's own models."""
    from llama_index.llms.openai.utils import ALL_AVAILABLE_MODELS
    from openai import omit

    # Newer models take no `max_tokens`, and those that think no temperature; LlamaIndex knows which of those
    # in its list do.
    options: dict[str, Any] = {"max_completion_tokens": settings.max_tokens}
    if settings.model not in ALL_AVAILABLE_MODELS:
        options["temperature"] = omit
    return _maker(settings, settings.base_url or _OPENAI_URL, max_tokens=None, options=options)


def compatible_maker(settings: ModelSettings) -> Maker:
    """Makes models of a server that speaks OpenAI's format, like vLLM, llama.cpp or LM Studio."""
    return _maker(settings, settings.base_url, max_tokens=settings.max_tokens, options={})


def read_openai(response: Any) -> Report:
    """What a chunk says; with `include_usage` the tokens come in one after the last piece."""
    choices = response.raw.choices
    counted = response.additional_kwargs
    return Report(
        (choices[0].finish_reason or None) if choices else None,
        counted.get("prompt_tokens"),
        counted.get("completion_tokens"),
    )


def _maker(
    settings: ModelSettings, address: str, *, max_tokens: int | None, options: dict[str, Any]
) -> Maker:
    import httpx
    from llama_index.llms.openai_like import OpenAILike
    from openai import OpenAI

    key = settings.api_key.get_secret_value() or _NO_KEY
    tls = httpx.create_ssl_context()  # takes longer than all else here, so once for all calls

    def make(wire: Wire, timeout_s: float) -> OpenAILike:
        client = OpenAI(
            api_key=key,
            base_url=address,
            max_retries=0,
            timeout=timeout_s,
            http_client=wire.open(httpx.Client, timeout_s, verify=tls),
        )
        if address != _OPENAI_URL:
            # From the environment, where they are meant for OpenAI alone.
            client.organization = client.project = None
        return OpenAILike(
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

    return make
