"""Measures Concord from inside one process: `python -m eval.benchmarks.concord_worker TASK …` prints JSON."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.cli.commands import main as concord
from bot.factory import build_assistant, build_embedder
from bot.models import Audience, Request
from bot.settings import load_settings
from eval.benchmarks.texts import Fact, questions

_WARM_UP = 4
_TOP = 10


def embed(passages: str) -> dict[str, float]:
    """Seconds to embed the texts of a JSON Lines file with the configured engine, once it is warm."""
    texts = [json.loads(line)["text"] for line in Path(passages).read_text(encoding="utf-8").splitlines()]
    embedder = build_embedder(load_settings(Path.cwd()))
    embedder.embed_passages(texts[:_WARM_UP])
    started = time.perf_counter()
    embedder.embed_passages(texts)
    return {"seconds": time.perf_counter() - started}


def latency(number: str, among: str, *indexes: str) -> list[dict[str, list[float]]]:
    """For each index folder the milliseconds of every question, by language and by what was measured.

    The same questions, `number` in each language about the first `among` facts, go to all indexes in turn, so
    that whatever else the machine does falls on all alike. Keys are like `en search` and `ko ask`.
    """
    asks = [_asks(Path(index)) for index in indexes]
    asked = questions(int(number), int(among))
    for each in asked[:_WARM_UP] + asked[-_WARM_UP:]:
        _ = [_timed(ask, each) for ways in asks for ask in ways.values()]
    measured: list[dict[str, list[float]]] = [{} for _ in indexes]
    for each in asked:
        for ways, times in zip(asks, measured, strict=True):
            for name, ask in ways.items():
                times.setdefault(f"{each.language} {name}", []).append(_timed(ask, each))
    return measured


def libraries(question: str) -> list[str]:
    """The modules of other people that `concord ask` has loaded once it has answered, in their order."""
    sys.argv = ["concord", "ask", question]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        concord()
    return [
        name for name, module in list(sys.modules.items()) if _is_installed(getattr(module, "__file__", None))
    ]


def _asks(index: Path) -> dict[str, Callable[[str], object]]:
    settings = load_settings(Path.cwd())
    here = settings.index.model_copy(update={"folder": index})
    assistant = build_assistant(settings.model_copy(update={"index": here}))
    return {
        "search": lambda text: assistant.search(Request(text, Audience.PUBLIC), top=_TOP),
        "ask": lambda text: assistant.ask(Request(text, Audience.PUBLIC)),
    }


def _timed(ask: Callable[[str], object], fact: Fact) -> float:
    started = time.perf_counter()
    ask(fact.question)
    return (time.perf_counter() - started) * 1000


def _is_installed(file: str | None) -> bool:
    return file is not None and "site-packages" in Path(file).parts


def main(arguments: Sequence[str]) -> None:
    """Runs the task that the first argument names and prints its result as JSON."""
    tasks: dict[str, Callable[..., object]] = {task.__name__: task for task in (embed, latency, libraries)}
    print(json.dumps(tasks[arguments[0]](*arguments[1:])))


if __name__ == "__main__":
    main(sys.argv[1:])
