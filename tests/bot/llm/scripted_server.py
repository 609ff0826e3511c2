"""The scripted server, which is the bench's too, under the name that the tests of the assistant use."""

from eval.fake_llm.script import Asked, Script, Trouble, fail, say
from eval.fake_llm.server import ScriptedServer

__all__ = ["Asked", "Script", "ScriptedServer", "Trouble", "fail", "say"]
