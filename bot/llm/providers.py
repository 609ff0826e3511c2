"""The table of providers: what each needs, and how its models are made and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.llm.integrations.anthropic_chat import anthropic_maker, read_anthropic
from bot.llm.integrations.ollama_chat import ollama_maker, read_ollama
from bot.llm.integrations.openai_chat import compatible_maker, openai_maker, read_openai
from bot.llm.report import Report

if TYPE_CHECKING:
    from bot.llm.call import Maker
    from bot.llm.settings import ModelSettings


@dataclass(frozen=True, slots=True)
class Provider:
    """A row: the extra that brings its packages, how its models are made and read, and what must be set.

    `maker` imports the packages; it raises ImportError where they are missing, and ValueError where they
    refuse the settings.
    """

    extra: str
    maker: Callable[[ModelSettings], Maker]
    read: Callable[[Any], Report]
    needs_key: bool = False
    needs_base_url: bool = False


PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider("openai", openai_maker, read_openai, needs_key=True),
    "anthropic": Provider("anthropic", anthropic_maker, read_anthropic, needs_key=True),
    "ollama": Provider("ollama", ollama_maker, read_ollama),
    "openai-compatible": Provider("openai-compatible", compatible_maker, read_openai, needs_base_url=True),
}
