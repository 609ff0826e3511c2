"""How frames go over the wire: as text, compressed one by one, or as one stream of zlib."""

from __future__ import annotations

import json
import zlib

from eval.loopback_discord.wire import Json

# Discord compresses only large payloads where a bot asked for that in its identify.
_LARGE_BYTES = 8192


class Encoder:
    """Turns payloads into what is sent; `transport` is "zlib-stream", or empty for none."""

    def __init__(self, transport: str) -> None:
        self._stream = zlib.compressobj() if transport == "zlib-stream" else None
        self.compresses_payloads = False

    def encode(self, payload: Json) -> str | bytes:
        """A frame: text, or bytes that end (in a stream) with the mark of a flush."""
        text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False)
        if self._stream is not None:
            return self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        if self.compresses_payloads and len(text) > _LARGE_BYTES:
            return zlib.compress(text.encode())
        return text
