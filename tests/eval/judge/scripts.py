"""Models that judge as a script says, and cases for them to judge."""

from __future__ import annotations

import json
import re
import time

from bot.llm.loading import load_model
from bot.llm.settings import ModelSettings
from eval.datasets.case import Case
from eval.fake_llm.script import Asked, Script, say
from eval.fake_llm.server import ScriptedServer
from eval.judge.judge import Judge
from eval.judge.rubric import load_rubric
from eval.runner.result import Kind, Result

QUESTION = "What does the fund hold?"
CASE = Case.model_validate(
    {"id": "fund", "language": "en", "question": QUESTION, "must": [{"value": "USD 90 million"}]}
)


def answer(text: str = "It holds 90 million dollars. [1]", case: str = "fund") -> Result:
    return Result(case=case, kind=Kind.ANSWER, text=text)


def key_of(asked: Asked) -> str:
    found = re.search(r'"key": "(\w+)"', asked.system)
    assert found is not None
    return found[1]


def reply(key: str, verdict: str, reason: str = "It says so.") -> str:
    return json.dumps({"key": key, "reason": reason, "verdict": verdict})


def judged_by(asked: Asked) -> str:
    """What stands between the lines with the key, as an honest judge reads it."""
    key = key_of(asked)
    found = re.search(rf"^ANSWER {key}\n(.*)\nEND {key}$", asked.user, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def honest(asked: Asked) -> Script:
    """Right is what says 90 million, partly what says dollars, and all else is wrong."""
    text = judged_by(asked)
    verdict = "right" if "90 million" in text else "partly" if "dollars" in text else "wrong"
    return say(reply(key_of(asked), verdict))


def judge(server: ScriptedServer, within_s: float = 20.0) -> Judge:
    """The judge that asks the scripted server, through the same way as the assistant's model."""
    settings = ModelSettings(provider="openai-compatible", model="scripted", base_url=server.base_url)
    model = load_model(settings, time.monotonic)
    assert model is not None
    return Judge(model, load_rubric(), within_s)
