"""One element of a FHIR file. What is taken from it is crossed off, so that the rest is known and can be given back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from nearer.domain.fields import HIDDEN, MAX_TEXT
from nearer.fhir.report import Report

EXTENSION = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
TRANSLATION = EXTENSION + "translation"
OWN = "urn:nearer:"  # what our files say and FHIR has no word for

_ALIVE = re.compile(r"<[a-zA-Z/!]|javascript:|https?://|!?\[[^\]]*\]\(")
KINDS = {int: "a whole number", Decimal: "a number", bool: "true or false", str: "text", list: "a list", dict: "keys"}


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, of whatever stands there."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


class Node:
    """`where` is the linkId of the item around; `found` is never changed."""

    def __init__(self, found: dict[str, Any], where: str, report: Report) -> None:
        self.found, self.where, self.report = found, where, report
        self._rest = dict(found)
        self._extensions = list(self.all("extension", dict))
        self._phrases: dict[str, dict[str, str]] = {}

    def take(self, key: str, kind: type) -> Any:
        """The value of a key, or None; another kind of value is a problem. True is no number."""
        value = self._rest.pop(key, None)
        if value is None:
            return None
        if kind is bool and value in ("true", "false"):
            self.report.change(self.where, f"'{key}' is written as text; it is taken as {value}")
            return value == "true"
        if kind is Decimal and isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.problem(f"'{key}' takes {KINDS[kind]}")
            return None
        return value

    def all(self, key: str, kind: type) -> list[Any]:
        values = self.take(key, list) or []
        if any(not isinstance(value, kind) for value in values):
            self.problem(f"'{key}' takes a list of {KINDS[kind]}")
            return []
        return values

    def nodes(self, key: str) -> Iterator[Node]:
        return (Node(found, self.where, self.report) for found in self.all(key, dict))

    def text(self, key: str) -> str | None:
        """Text as it can be shown: without hidden characters. Its translations are collected."""
        clean = self.clean(key, self.take(key, str))
        if clean is not None:
            self._translations(key, clean)
        return clean

    def clean(self, key: str, text: str | None) -> str | None:
        if text is None:
            return None
        clean = HIDDEN.sub("", text)
        if clean != text:
            self.report.change(self.where, f"'{key}' holds hidden characters; they are removed")
        if len(clean) > MAX_TEXT:
            self.problem(f"'{key}' is too long (limit {MAX_TEXT:,} characters)")
            return None
        if _ALIVE.search(clean) and key in ("text", "display", "title"):
            self.report.change(self.where, f"'{key}' holds links or HTML; it is shown as plain text")
        return clean if clean.strip() else None

    def extension(self, url: str) -> Any:
        """The value of an extension that is there once, crossed off; None when there is none."""
        for place, found in enumerate(self._extensions):
            if found.get("url") == url:
                values = [value for key, value in found.items() if key.startswith("value")]
                if len(values) == 1:
                    del self._extensions[place]
                    return values[0]
        return None

    def has_extension(self, url: str) -> bool:
        return any(found.get("url") == url for found in self._extensions)

    def rest(self, *silent: str) -> str | None:
        """What was not taken, as JSON to be given back; every part but the silent ones is named in the report."""
        rest = dict(self._rest)
        if self._extensions:
            rest["extension"] = self._extensions
        for key in rest:
            if key not in silent and key != "extension":
                self.report.keep(self.where, f"'{key}' means nothing here; it is given back on export")
        for found in self._extensions:
            if found.get("url") in silent:
                continue
            name = str(found.get("url", "")).rsplit("/", 1)[-1][:60]
            self.report.keep(self.where, f"the extension '{name}' means nothing here; it is given back on export")
        return json.dumps(rest, ensure_ascii=False, separators=(",", ":"), default=json_number) if rest else None

    def put(self, key: str, value: Any) -> None:
        """In place of what stands there."""
        self._rest[key] = value

    def drop(self, *keys: str) -> None:
        for key in keys:
            self._rest.pop(key, None)

    def problem(self, sentence: str) -> None:
        self.report.problem(self.where, sentence)

    @property
    def phrases(self) -> dict[str, dict[str, str]]:
        """By language, what the texts that were taken are in it."""
        return self._phrases

    def _translations(self, key: str, text: str) -> None:
        beside = self._rest.get(f"_{key}")
        if not isinstance(beside, dict) or set(beside) != {"extension"} or not isinstance(beside["extension"], list):
            return
        found = [_translation(one) for one in beside["extension"]]
        if all(found):
            del self._rest[f"_{key}"]
            for language, content in (one for one in found if one):
                self._phrases.setdefault(language, {})[text] = self.clean(key, content) or text


def _translation(found: Any) -> tuple[str, str] | None:
    if not isinstance(found, dict) or found.get("url") != TRANSLATION or not isinstance(found.get("extension"), list):
        return None
    parts = {str(one.get("url")): one for one in dicts(found["extension"])}
    language = parts.get("lang", {}).get("valueCode")
    content = parts.get("content", {}).get("valueString")
    return (language, content) if isinstance(language, str) and isinstance(content, str) else None


def json_number(value: Any) -> Any:
    """A Decimal as JSON writes it; binary fractions of 15 digits come back as the same number."""
    if not isinstance(value, Decimal):
        raise TypeError("Only numbers are written as numbers here.")
    return int(value) if value == value.to_integral_value() else float(value)
