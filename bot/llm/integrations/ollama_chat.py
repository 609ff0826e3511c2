"""Models that Ollama runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.llm.report import Report
from bot.llm.wire import Wire

if TYPE_CHECKING:
    from bot.llm.call import Maker
    from bot.llm.settings import ModelSettings

_URL = "http://127.0.0.1:11434"


def ollama_maker(settings: ModelSettings) -> Maker:
    """Makes models that Ollama runs, here or elsewhere."""
    import httpx
    from llama_index.llms.ollama import Ollama
    from ollama import Client

    address = settings.base_url or _URL
    key = settings.api_key.get_secret_value()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    tls = httpx.create_ssl_context()  # takes longer than all else here, so once for all calls

    def make(wire: Wire, timeout_s: float) -> Ollama:
        # Ollama's client hands its options on to the HTTP client that it makes.
        client = wire.open(
            Client, timeout_s, host=address, headers=headers, verify=tls, follow_redirects=False
        )
        return Ollama(
            model=settings.model,
            client=client,
            base_url=address,
            # Asked for at each call, as Ollama would else cut prompts at its own, smaller default.
            context_window=settings.context_tokens + settings.max_tokens,
            temperature=settings.temperature,
            request_timeout=timeout_s,
            additional_kwargs={"num_predict": settings.max_tokens},
        )

    return make


def read_ollama(response: Any) -> Report:
    """What a line says; the last one is `done` and counts."""
    raw = response.raw
    ended = (raw.get("done_reason") or "stop") if raw.get("done") else None
    return Report(ended, raw.get("prompt_eval_count"), raw.get("eval_count"))
