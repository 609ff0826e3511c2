"""The trained reader in torch: what the 8-bit graph of onnxruntime is held against."""

from __future__ import annotations

from collections.abc import Sequence

from bot.qa_model.training.base import base_folder, base_vocabulary
from bot.qa_model.training.dev_reading import read_all
from bot.qa_model.training.example import Answered, Example, Kind
from bot.qa_model.training.network import ReaderNetwork
from bot.qa_model.training.pairs import Pairs
from bot.qa_model.training.weights_file import put_back
from bot.qa_model.weights_file import WeightsFile


class ReaderInTorch:
    """Reads all texts of a question at once, as training does when it measures.

    In 32-bit floats, or in bfloat16 where the CPU multiplies that fast.
    """

    def __init__(self) -> None:
        file = WeightsFile.open()
        self._manifest = file.manifest
        self._pairs = Pairs(base_vocabulary(), file.manifest)
        self._network = ReaderNetwork.from_folder(base_folder(), seed=0)
        put_back(self._network, file.tensors().tensors)

    def answers(self, question: str, texts: Sequence[str]) -> list[float]:
        """For each text the calibrated log-odds that it answers the question."""
        examples = [Example("", "", "", question, text, Kind.READ, Answered.NO) for text in texts]
        found = read_all(self._network, examples, self._pairs)
        return [self._manifest.answer_odds(each.answer) for each in found]
