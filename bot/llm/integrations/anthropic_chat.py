"""Anthropic's models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.llm.report import Report
from bot.llm.wire import Wire

if TYPE_CHECKING:
    from bot.llm.call import Maker
    from bot.llm.settings import ModelSettings

_URL = "https://api.anthropic.com"


def anthropic_maker(settings: ModelSettings) -> Maker:
    """Makes Anthropic's models."""
    import httpx
    from anthropic import Anthropic as Client
    from anthropic import omit
    from llama_index.core.llms import LLMMetadata
    from llama_index.llms.anthropic import Anthropic
    from llama_index.llms.anthropic.utils import CLAUDE_MODELS

    class OfAnyName(Anthropic):
        """Takes models that are newer than LlamaIndex's list, which it would refuse."""

        @property
        def metadata(self) -> LLMMetadata:
            return LLMMetadata(
                context_window=settings.context_tokens,
                num_output=settings.max_tokens,
                is_chat_model=True,
                model_name=settings.model,
            )

    address = settings.base_url or _URL
    key = settings.api_key.get_secret_value()
    tls = httpx.create_ssl_context()  # takes longer than all else here, so once for all calls
    model = OfAnyName(
        model=settings.model,
        api_key=key,
        base_url=address,
        max_tokens=settings.max_tokens,
        temperature=settings.temperature,
        max_retries=0,
        # LlamaIndex knows which models in its list take a temperature; newer ones take none.
        additional_kwargs={} if settings.model in CLAUDE_MODELS else {"temperature": omit},
    )

    def make(wire: Wire, timeout_s: float) -> OfAnyName:
        on_wire = model.model_copy()
        # LlamaIndex's class takes no client, and its own could not be cut.
        on_wire._client = Client(
            api_key=key,
            base_url=address,
            max_retries=0,
            timeout=timeout_s,
            http_client=wire.open(httpx.Client, timeout_s, verify=tls),
        )
        return on_wire

    return make


def read_anthropic(response: Any) -> Report:
    """What an event says; the prompt is counted at the start, the completion at the end."""
    said = response.message.additional_kwargs
    counted = said.get("usage") or {}
    return Report(
        said.get("stop_reason"), counted.get("input_tokens") or None, counted.get("output_tokens") or None
    )
