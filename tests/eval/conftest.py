"""A folder of two indexed documents, one of them for staff."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.factory import build_ingestion
from bot.settings import load_settings
from ingest.report import NoProgress

HARBOUR = """---
title: The harbour agreement
---

# Money

The harbour fund holds 90 million dollars.

# Time

The harbour agreement enters into force on 1 May 2026.
"""
LINE = "---\ntitle: Line\naudience: staff\n---\n\nThe figure of 77 million dollars is a mistake.\n"
# The evaluation is tested here, so that answers must stay the same whatever reader is trained.
ANSWERING = '[answer]\nextractor = "similarity"\n'


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("harbour")
    for name, text in (("harbour.md", HARBOUR), ("line.md", LINE)):
        (folder / name).write_text(text, encoding="utf-8")
    settings = f'[index]\nfolder = "{folder / ".concord"}"\n{ANSWERING}'
    (folder / "concord.toml").write_text(settings, encoding="utf-8")
    build_ingestion(load_settings(folder)).run([str(folder)], NoProgress())
    return folder
