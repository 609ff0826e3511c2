"""`concord-eval schema`: the JSON Schema of a suite, made of the model that suites are checked by."""

from __future__ import annotations

import json
from typing import Any

from eval.datasets.case import Case

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def suite_schema() -> str:
    """The schema of a list of cases, or of `cases` with the `defaults` that most of them share."""
    case: dict[str, Any] = Case.model_json_schema(ref_template="#/$defs/{model}")
    parts = case.pop("$defs", {})
    # What `defaults` say need not be said again.
    defaulted = {**case, "required": ["id"]}
    defaults = {**case, "required": []}
    suite = {
        "type": "object",
        "properties": {
            "description": {"type": "string"},
            "defaults": defaults,
            "cases": {"type": "array", "minItems": 1, "items": defaulted},
        },
        "required": ["cases"],
        "additionalProperties": False,
    }
    whole = {
        "$schema": _DRAFT,
        "title": "A suite of cases for concord-eval",
        "anyOf": [{"type": "array", "minItems": 1, "items": case}, suite],
        "$defs": parts,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
