"""A JSON object of a FHIR file, as it was read."""

from __future__ import annotations

from typing import Any

JsonObject = dict[str, Any]
