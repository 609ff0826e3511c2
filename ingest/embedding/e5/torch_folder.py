"""Writes the embedded model as an ordinary sentence-transformers folder, for the torch engine.

`SentenceTransformer(folder)` loads it: a BERT transformer, mean pooling, normalisation, and the prompts that
multilingual-e5 was trained with (Wang et al. 2024, arXiv:2402.05672).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from ingest.embedding.e5.weights import E5Weights, Floats, Pieces

QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "
_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def write_sentence_transformer(weights: E5Weights, folder: Path) -> None:
    """Fill the existing empty `folder`; it needs about 490 MB; raises OSError where it does not fit."""
    from safetensors import SafetensorError  # heavy, and only the torch engine comes here
    from safetensors.numpy import save_file

    try:
        save_file(_state(weights), folder / "model.safetensors", metadata={"format": "pt"})
    except SafetensorError as cause:  # what it makes of a full disk
        raise OSError(str(cause)) from cause
    _tokenizer_json(weights.pieces, folder / "tokenizer.json")
    for name, content in _configs(weights).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def _state(weights: E5Weights) -> dict[str, Floats]:
    width = weights.shape.hidden
    state = {theirs: _shaped(weights, ours) for ours, theirs in _EMBEDDING_NAMES.items()}
    for layer in range(weights.shape.layers):
        for ours, theirs in _LAYER_NAMES.items():
            for ending, suffix in (("w", "weight"), ("b", "bias")):
                name = f"encoder.layer.{layer}.{theirs}.{suffix}"
                state[name] = _shaped(weights, f"l{layer}.{ours}.{ending}")
    # BertModel has a pooler that mean pooling ignores; without its tensors each load would warn.
    state["pooler.dense.weight"] = np.zeros((width, width), np.float32)
    state["pooler.dense.bias"] = np.zeros(width, np.float32)
    return state


def _shaped(weights: E5Weights, name: str) -> Floats:
    """A layer norm's and a bias's tensor is flat; any other has `hidden` inputs, but `fo` has more."""
    values = weights.floats(name)
    if name.endswith(("ln.w", ".b")):
        return values
    inputs = weights.shape.feed_forward if name.endswith("fo.w") else weights.shape.hidden
    return values.reshape(-1, inputs)


def _tokenizer_json(pieces: Pieces, path: Path) -> None:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    vocabulary = list(zip(pieces.texts, pieces.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=pieces.unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace()
    begin, end = pieces.texts[pieces.begin], pieces.texts[pieces.end]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, pieces.begin), (end, pieces.end)],
    )
    tokenizer.save(str(path), pretty=False)


def _configs(weights: E5Weights) -> dict[str, object]:
    return {
        "modules.json": _MODULES,
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY_PROMPT, "passage": PASSAGE_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "sentence_bert_config.json": {"max_seq_length": weights.shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": weights.shape.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
        },
        "config.json": _bert_config(weights),
        "tokenizer_config.json": _tokenizer_config(weights),
    }


def _bert_config(weights: E5Weights) -> dict[str, object]:
    shape = weights.shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "intermediate_size": shape.feed_forward,
        "layer_norm_eps": shape.layer_norm_eps,
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "pad_token_id": weights.pieces.pad,
        "type_vocab_size": shape.token_types,
        "vocab_size": shape.vocabulary,
    }


def _tokenizer_config(weights: E5Weights) -> dict[str, object]:
    pieces = weights.pieces
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": weights.shape.positions,
        "bos_token": pieces.texts[pieces.begin],
        "eos_token": pieces.texts[pieces.end],
        "pad_token": pieces.texts[pieces.pad],
        "unk_token": pieces.texts[pieces.unknown],
    }
