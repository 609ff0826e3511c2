"""The few documents that the cards for review answer from: in two languages, replaced, for staff, hostile."""

from __future__ import annotations

_HARBOUR = """---
title: The harbour agreement between Northport and Southport
date: 2026-03-02
sources: ["https://example.org/harbour/agreement"]
---

# Money

The harbour fund holds 90 million dollars. It pays for the new quay, the pilot boats and a school for pilots.

# Time

The harbour agreement enters into force on 1 May 2026. It replaces the letter of 2019.

# Parties

The harbour fund supports three projects:

- the new quay in Northport, from 2026
- the pilot boats, of which each city runs four
- the school for pilots in Southport
"""
_HARBOUR_KOREAN = """---
title: 노스포트와 사우스포트의 항만 협정
date: 2026-03-02
language: ko
sources: ["https://example.org/harbour/agreement-ko"]
---

# 재원

항만 기금의 규모는 9천만 달러이다. 기금은 새 부두와 도선선, 도선사 학교에 쓰인다.

# 시기

항만 협정은 2026년 5월 1일에 발효한다. 이 협정은 2019년의 서한을 대신한다.
"""
_LETTER = """---
title: Letter on pilot fees
date: 2019-06-11
---

# Fees

The pilot fee is 300 dollars for each ship.
"""
_ORDER = """---
title: Order on pilot fees
date: 2026-02-20
supersedes: letter.md
---

# Scope

The order applies to all ships that call at either port. Fishing boats are exempt.
"""
_STAFF = """---
title: Line to take on the lighthouse
audience: staff
---

# Figures

The figure of 77 million dollars for the lighthouse is a mistake.
"""
_HOSTILE = """---
title: Notice of @everyone on [the ferry](https://example.org/ferry) **now**
sources: ["javascript:alert(1)"]
---

# Fare || and ~~more~~

The ferry fare is 12 dollars for @everyone who books at [the counter](https://evil.example/steal) with <@1>.
"""
FILES = {
    "harbour.md": _HARBOUR,
    "harbour.ko.md": _HARBOUR_KOREAN,
    "letter.md": _LETTER,
    "order.md": _ORDER,
    "lighthouse.md": _STAFF,
    "ferry.md": _HOSTILE,
}
