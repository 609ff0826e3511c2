"""A few documents to check claims against: one for all, its earlier edition, and one for staff alone."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from tests.bot.conftest import indexed

HARBOUR = """---
title: The harbour agreement
date: 2026-03-02
supersedes: harbour-2025.md
---

# Money

The harbour fund holds 90 million dollars. The fund is not open to private companies.

# Time

The harbour agreement enters into force on 1 May 2026. The harbour talks lasted at least three years.
"""
EARLIER = """---
title: The harbour agreement of 2025
date: 2025-03-02
---

# Money

The harbour fund holds 60 million dollars.
"""
KOREAN = """---
title: 항만 협정
date: 2026-03-02
---

# 재원

항만 기금의 규모는 9천만 달러이다. 부산시는 항만 기금에 참여하지 않는다.
"""
FERRY = """---
title: The ferry
---

# Boats

The ferry line runs seven boats. One report says that the ferry line runs nine boats.
"""
LINE = """---
title: Line to take on the lighthouse
audience: staff
---

# Figures

The lighthouse costs 77 million dollars. The lighthouse is not for sale.
"""
FILES = {
    "harbour.md": HARBOUR,
    "harbour-2025.md": EARLIER,
    "harbour.ko.md": KOREAN,
    "ferry.md": FERRY,
    "line.md": LINE,
}


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over these documents; tests only ask it."""
    folder = tmp_path_factory.mktemp("claims")
    documents = folder / "documents"
    documents.mkdir()
    for name, text in FILES.items():
        (documents / name).write_text(text, "utf-8")
    return indexed(folder / "index", [documents])
