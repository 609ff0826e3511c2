"""The wire formats of chat completions: OpenAI's, Anthropic's and Ollama's, streamed and whole."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from eval.fake_llm.script import Script

_STAMP = "2026-01-01T00:00:00Z"


class Dialect(ABC):
    content_type = "text/event-stream"
    # What a client passes over: it keeps the connection alive and says nothing.
    nothing = b": alive\n\n"

    def opening(self, model: str, script: Script) -> bytes:  # noqa: ARG002 - only some have one
        return b""

    @abstractmethod
    def piece(self, model: str, text: str) -> bytes:
        """A piece of text."""

    @abstractmethod
    def closing(self, model: str, script: Script) -> bytes:
        """What comes after the last piece."""

    @abstractmethod
    def whole(self, model: str, script: Script) -> dict[str, Any]:
        """The completion in one."""


class OpenAi(Dialect):
    def piece(self, model: str, text: str) -> bytes:
        return self._chunk(model, [{"index": 0, "delta": {"content": text}, "finish_reason": None}])

    def closing(self, model: str, script: Script) -> bytes:
        if script.finish is None:
            return b"data: [DONE]\n\n"
        end = self._chunk(model, [{"index": 0, "delta": {}, "finish_reason": script.finish}])
        usage = b"" if script.usage is None else self._chunk(model, [], usage=_openai_usage(script.usage))
        return end + usage + b"data: [DONE]\n\n"

    def whole(self, model: str, script: Script) -> dict[str, Any]:
        message = {"role": "assistant", "content": "".join(script.pieces)}
        choice = {"index": 0, "message": message, "finish_reason": script.finish}
        usage = {} if script.usage is None else {"usage": _openai_usage(script.usage)}
        return {
            "id": "1",
            "object": "chat.completion",
            "created": 0,
            "model": model,
            "choices": [choice],
        } | usage

    def _chunk(self, model: str, choices: list[dict[str, Any]], **more: Any) -> bytes:
        about = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": model}
        return b"data: " + json.dumps(about | {"choices": choices} | more).encode() + b"\n\n"


class Anthropic(Dialect):
    """Messages as Anthropic streams them: named events, one block of text."""

    nothing = b'event: ping\ndata: {"type": "ping"}\n\n'
    _REASONS: Mapping[str, str] = {"stop": "end_turn", "length": "max_tokens"}

    def opening(self, model: str, script: Script) -> bytes:
        message = self.whole(model, script) | {"content": [], "stop_reason": None}
        block = {"type": "text", "text": ""}
        return self._event("message_start", message=message) + self._event(
            "content_block_start", index=0, content_block=block
        )

    def piece(self, model: str, text: str) -> bytes:  # noqa: ARG002 - the model is named once
        return self._event("content_block_delta", index=0, delta={"type": "text_delta", "text": text})

    def closing(self, model: str, script: Script) -> bytes:  # noqa: ARG002
        ended = self._event("content_block_stop", index=0)
        if script.finish is None:
            return ended
        delta = {"stop_reason": self._reason(script), "stop_sequence": None}
        usage = {"output_tokens": (script.usage or (0, 0))[1]}
        return ended + self._event("message_delta", delta=delta, usage=usage) + self._event("message_stop")

    def whole(self, model: str, script: Script) -> dict[str, Any]:
        prompt, completion = script.usage or (0, 0)
        return {
            "id": "1",
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": [{"type": "text", "text": "".join(script.pieces)}],
            "stop_reason": self._reason(script),
            "stop_sequence": None,
            "usage": {"input_tokens": prompt, "output_tokens": completion},
        }

    def _reason(self, script: Script) -> str | None:
        return None if script.finish is None else self._REASONS.get(script.finish, script.finish)

    def _event(self, kind: str, **fields: Any) -> bytes:
        return f"event: {kind}\ndata: {json.dumps({'type': kind} | fields)}\n\n".encode()


class Ollama(Dialect):
    """Chats as Ollama streams them: a JSON object a line."""

    content_type = "application/x-ndjson"
    nothing = b" "

    def piece(self, model: str, text: str) -> bytes:
        return json.dumps(self._object(model, text) | {"done": False}).encode() + b"\n"

    def closing(self, model: str, script: Script) -> bytes:
        if script.finish is None:
            return b""
        return json.dumps(self._object(model, "") | self._end(script)).encode() + b"\n"

    def whole(self, model: str, script: Script) -> dict[str, Any]:
        return self._object(model, "".join(script.pieces)) | self._end(script)

    def _object(self, model: str, text: str) -> dict[str, Any]:
        return {"model": model, "created_at": _STAMP, "message": {"role": "assistant", "content": text}}

    def _end(self, script: Script) -> dict[str, Any]:
        end: dict[str, Any] = {"done": True, "done_reason": script.finish}
        if script.usage is not None:
            end |= {"prompt_eval_count": script.usage[0], "eval_count": script.usage[1]}
        return end


# By the path of a request.
DIALECTS: Mapping[str, Dialect] = {
    "/v1/chat/completions": OpenAi(),
    "/v1/messages": Anthropic(),
    "/api/chat": Ollama(),
}


def _openai_usage(usage: tuple[int, int]) -> dict[str, int]:
    prompt, completion = usage
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
