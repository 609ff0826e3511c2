"""The trained reader in torch: what the 8-bit graph of onnxruntime is held against."""

from __future__ import annotations

from collections.abc import Sequence

from bot.qa_model.base import base_folder, base_vocabulary
from bot.qa_model.weights_file import WeightsFile
from eval.training.data.example import Example
from eval.training.evaluate import predict
from eval.training.export import load_quantized
from eval.training.model import QANetwork
from eval.training.pairs import PairEncoder


class ReaderInTorch:
    """Reads all texts of a question at once, as training does when it measures.

    In 32-bit floats, or in bfloat16 where the CPU multiplies that fast.
    """

    def __init__(self) -> None:
        file = WeightsFile.open()
        self._manifest = file.manifest
        self._encoder = PairEncoder(base_vocabulary(), file.manifest)
        self._network = QANetwork.over_base(base_folder(), seed=0)
        load_quantized(self._network, file.tensors().tensors)

    def answers(self, question: str, texts: Sequence[str]) -> list[float]:
        """For each text the calibrated log-odds that it answers the question."""
        examples = [Example("", "", "", question, text) for text in texts]
        found = predict(self._network, examples, self._encoder)
        return [self._manifest.answer_odds(each.answer) for each in found]
