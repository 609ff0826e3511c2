"""Documents of a few words that the tests of ingestion share."""

from __future__ import annotations

HARBOUR = "# Harbour\n\nThe harbour pact begins in May.\n"
ORCHARD = "# Orchard\n\nThe orchard fund holds nine million.\n"
STAFF_ONLY = "---\ntitle: Line\naudience: staff\n---\n\nThe figure in circulation is a mistake.\n"
