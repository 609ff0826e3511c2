"""The whole answer path with the trained reader: untrained, so that answers need not be right, but proved."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.answering.extractors import TrainedExtractor
from bot.answering.settings import AnswerSettings
from bot.answering.similarity import SimilarityExtractor
from bot.assistant import Assistant
from bot.factory import build_assistant
from bot.llm.settings import ModelSettings
from bot.models import Answer, Audience, Request
from bot.qa_model import onnx_model
from bot.qa_model.onnx_model import load_model
from bot.retrieval.reranking import RerankingRetriever
from bot.settings import Settings
from ingest.embedding.loading import load_embedder
from ingest.errors import ConfigurationError
from ingest.settings import IndexSettings
from tests.bot.qa_model.parts import store_in, written

pytestmark = pytest.mark.slow

QUESTIONS = (
    "When does the joint research programme start?",
    "What are the criteria, and who signed the memoranda?",
    "공동연구 예산은 얼마인가요?",
)


def settings_for(index: Path, store: Path, extractor: str = "trained") -> Settings:
    answer = AnswerSettings.model_validate({"extractor": extractor, "refuse_below": 0.0})
    return Settings(index=IndexSettings(folder=index), embedding=store_in(store), answer=answer)


@pytest.fixture(scope="module")
def assistant(corpus_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    store = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onnx_model, "SHIPPED", written(store / "reader.safetensors"))
        return build_assistant(settings_for(corpus_index, store))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quotation_and_every_span_stands_in_its_document(question: str, assistant: Assistant) -> None:
    reply = assistant.ask(Request(question, Audience.PUBLIC))
    assert isinstance(reply, Answer)
    snapshot = assistant.index.snapshot()
    for citation in reply.citations:
        document = snapshot.document(citation.document, Audience.PUBLIC)
        assert document is not None
        assert document.text[citation.start : citation.end] == citation.quote
        if citation.span_start is not None and citation.span_end is not None:
            assert citation.start <= citation.span_start < citation.span_end <= citation.end


def test_a_search_finds_what_is_found_without_the_reader(assistant: Assistant, corpus: Assistant) -> None:
    request = Request(QUESTIONS[0], Audience.PUBLIC)
    ordered, found = (
        [each.chunk.document for each in a.search(request, top=12)] for a in (assistant, corpus)
    )
    assert sorted(ordered) == sorted(found)


def test_the_public_sees_no_staff_document(assistant: Assistant) -> None:
    reply = assistant.ask(Request("What is the line to take?", Audience.PUBLIC))
    assert not any(passage.document.startswith("line-to-take") for passage in reply.passages)


def test_the_trained_reader_stands_before_what_works_without_it(assistant: Assistant) -> None:
    assert isinstance(assistant.extractor, TrainedExtractor)
    assert isinstance(assistant.retriever, RerankingRetriever)


def test_a_language_model_does_not_wait_for_passages_to_be_ordered(
    corpus_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_model, "SHIPPED", written(tmp_path / "reader.safetensors"))
    model = ModelSettings(provider="openai-compatible", model="any", base_url="http://127.0.0.1:9/v1")
    settings = settings_for(corpus_index, tmp_path).model_copy(update={"llm": model})
    retriever = build_assistant(settings).retriever
    assert isinstance(retriever, RerankingRetriever)
    assert retriever.only_documents


def test_similarity_needs_no_weights(
    corpus_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_model, "SHIPPED", tmp_path / "nowhere")
    assistant = build_assistant(settings_for(corpus_index, tmp_path, "similarity"))
    assert isinstance(assistant.extractor, SimilarityExtractor)


def test_weights_that_are_missing_are_named_with_the_remedy(
    corpus_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_model, "SHIPPED", tmp_path / "nowhere")
    with pytest.raises(ConfigurationError, match=r"set answer\.extractor"):
        build_assistant(settings_for(corpus_index, tmp_path))


def test_no_start_pays_for_what_only_building_or_training_needs(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    weights = written(tmp_path / "reader.safetensors")
    load_model(store, load_embedder(store), weights)  # built by this process, for the one that is looked at
    program = (
        "import sys; from pathlib import Path; from bot.qa_model.onnx_model import load_model;"
        "from ingest.embedding.loading import load_embedder;"
        "from ingest.settings import EmbeddingSettings;"
        f"store = EmbeddingSettings(folder=Path({str(tmp_path)!r}));"
        f"load_model(store, load_embedder(store), Path({str(weights)!r}));"
        "print([name for name in ('onnx', 'torch', 'transformers', 'tokenizers') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
