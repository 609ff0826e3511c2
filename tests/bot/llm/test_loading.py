"""What comes into memory for a model, and when."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_CODE = """
import sys, time
from bot.llm.loading import load_model
from bot.llm.settings import ModelSettings
assert load_model(ModelSettings(), time.monotonic) is None
print(sorted({name.split(".")[0] for name in sys.modules} & set(sys.argv[1:])))
"""


def test_without_a_model_none_of_the_heavy_packages_is_imported() -> None:
    heavy = ["llama_index", "openai", "anthropic", "ollama", "httpx", "xllamacpp", "tiktoken"]
    ended = subprocess.run(
        [sys.executable, "-c", _CODE, *heavy], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "[]\n"
