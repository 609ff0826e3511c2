"""Documents that the surfaces answer from in tests: for all, for staff alone, and a hostile one."""

from __future__ import annotations

HARBOUR = """---
title: The harbour agreement
date: 2026-03-02
---

# Money

The harbour fund holds 90 million dollars.

# Time

The harbour agreement enters into force on 1 May 2026.
"""
HARBOUR_KOREAN = """---
title: 항만 협정
date: 2026-03-02
---

# 재원

항만 기금의 규모는 9천만 달러이다.
"""
# The only document that says anything of a lighthouse.
LINE = """---
title: Line to take on the lighthouse
audience: staff
---

# Figures

The figure of 77 million dollars for the lighthouse is a mistake.
"""
HOSTILE = """---
title: Notice of @everyone on [the ferry](https://example.org/ferry)
---

# Fare

The ferry fare is 12 dollars for @everyone who books at [the counter](https://evil.example/steal) with <@1>.
"""
FILES = {"harbour.md": HARBOUR, "harbour.ko.md": HARBOUR_KOREAN, "line.md": LINE, "ferry.md": HOSTILE}

FUND = "How much does the harbour fund hold?"
FUND_ANSWER = "90 million"
FORCE = "When does the harbour agreement enter into force?"
FORCE_ANSWER = "1 May 2026"
FUND_KOREAN = "항만 기금의 규모는 얼마인가요?"
FUND_KOREAN_ANSWER = "9천만 달러"
SECRET = "What is the figure for the lighthouse?"
# Words that stand in the staff document only; the question itself names the lighthouse.
SECRET_WORDS = ("77 million", "is a mistake", "Line to take")
FERRY = "How much is the ferry fare?"
