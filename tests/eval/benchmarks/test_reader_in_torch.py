"""The trained reader in torch is the one that ships, so that timing the two beside each other is fair."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.factory import build_reading
from bot.qa_model.reading import Text
from bot.settings import load_settings
from eval.benchmarks.reader_in_torch import ReaderInTorch

# What rounding every activation to 8 bits may change in the log-odds.
_ROUNDING = 0.5


def test_torch_and_onnxruntime_say_nearly_the_same() -> None:
    question = "When does the programme start?"
    texts = ["The programme starts in 2027.", "The fund is worth USD 300 million."]
    shipped = build_reading(load_settings(Path.cwd()))
    in_use = [each.answers for each in shipped.read(question, [Text(each) for each in texts])]
    assert in_use == pytest.approx(ReaderInTorch().answers(question, texts), abs=_ROUNDING)
