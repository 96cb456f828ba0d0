"""One element of a FHIR file. What is taken from it is crossed off, so that the rest is known and can be given back."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from nearer.domain.yaml_scalars import HIDDEN_CHARACTERS, MAX_TEXT
from nearer.fhir.report import Report

EXTENSION = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
TRANSLATION, XHTML = EXTENSION + "translation", EXTENSION + "rendering-xhtml"
OWN_EXTENSION = "urn:nearer:"  # what our files say and FHIR has no word for

_BY_FORMULA = ("/cqf-expression", "/cqf-calculatedValue", "-calculatedValue", "/calculatedValue")
_ALIVE = re.compile(r"<[a-zA-Z/!]|javascript:|https?://|\[[^\[\]]*\]\(")
_TAG = re.compile(r"<[^>]*>?")
JSON_KIND_NAMES = {
    int: "a whole number",
    Decimal: "a number",
    bool: "true or false",
    str: "text",
    list: "a list",
    dict: "keys",
}


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, of whatever stands there."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


class Node:
    """`where` is the linkId of the item around; `found` is never changed."""

    def __init__(self, element: dict[str, Any], where: str, report: Report) -> None:
        self.element, self.where, self.report = element, where, report
        self._rest = dict(element)
        self._extensions = list(self.all("extension", dict))

    def take(self, key: str, kind: type) -> Any:
        """The value of a key, or None; another kind of value is a problem. True is no number."""
        value = self._rest.pop(key, None)
        if value is None:
            return None
        if kind is bool and value is False:
            self._rest[key] = value  # says what is so without it; given back all the same
        if kind is bool and value in ("true", "false"):
            self.report.change(self.where, f"'{key}' is written as text; it is taken as {value}")
            return value == "true"
        if kind is Decimal and isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.problem(f"'{key}' takes {JSON_KIND_NAMES[kind]}")
            return None
        return value

    def all(self, key: str, kind: type) -> list[Any]:
        values = self.take(key, list) or []
        if any(not isinstance(value, kind) for value in values):
            self.problem(f"'{key}' takes a list of {JSON_KIND_NAMES[kind]}")
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
        clean = HIDDEN_CHARACTERS.sub("", text)
        if clean != text:
            self.report.change(self.where, f"'{key}' holds hidden characters; they are removed")
        if len(clean) > MAX_TEXT:
            self.problem(f"'{key}' is too long (limit {MAX_TEXT:,} characters)")
            return None
        if _ALIVE.search(clean) and key in ("text", "display", "title"):
            self.report.change(self.where, f"'{key}' holds links or HTML; it is shown as plain text")
        return clean if clean.strip() else None

    def says_nothing(self, key: str) -> bool:
        """Whether there is no word at the key: what is too long or of another kind was named already."""
        value = self.element.get(key)
        return value is None or (isinstance(value, str) and not HIDDEN_CHARACTERS.sub("", value).strip())

    def extension(self, url: str) -> Any:
        """The value of an extension that is there once, crossed off; None when there is none."""
        for place, found in enumerate(self._extensions):
            if found.get("url") == url and len(values := _values(found)) == 1:
                del self._extensions[place]
                return values[0]
        return None

    def cross_off(self, extension: dict[str, Any]) -> None:
        """An extension of which our words hold all."""
        self._extensions = [one for one in self._extensions if one is not extension]

    def said_by(self, url: str) -> Any:
        """As `extension`, and the extension stays among what is given back."""
        value_lists = (_values(found) for found in self._extensions if found.get("url") == url)
        return next((values[0] for values in value_lists if len(values) == 1), None)

    def all_said_by(self, urls: Collection[str]) -> list[Any]:
        """What the extensions of these addresses say; they stay among what is given back."""
        value_lists = [_values(found) for found in self._extensions if found.get("url") in urls]
        return [values[0] for values in value_lists if len(values) == 1]

    def has_extension(self, url: str) -> bool:
        return any(found.get("url") == url for found in self._extensions)

    def rest(self, *silent: str) -> str | None:
        """What was not taken, as JSON to be given back; every part but the silent ones is named in the report."""
        rest = dict(self._rest)
        if self._extensions:
            rest["extension"] = self._extensions
        for key in rest:
            if key not in silent and key != "extension" and rest[key] is not False:
                self.report.keep(self.where, f"'{key}' means nothing here; it is given back on export")
        for found in self._extensions:
            if found.get("url") in silent:
                continue
            name = str(found.get("url", "")).rsplit("/", 1)[-1][:60]
            self.report.keep(self.where, f"the extension '{name}' means nothing here; it is given back on export")
        return as_kept(rest) if rest else None

    def put(self, key: str, value: Any) -> None:
        """In place of what stands there."""
        self._rest[key] = value

    def drop(self, *keys: str) -> None:
        for key in keys:
            self._rest.pop(key, None)

    def problem(self, sentence: str) -> None:
        self.report.problem(self.where, sentence)

    def has_nothing_else(self) -> bool:
        """Whether all of it was taken."""
        return not (self._rest or self._extensions)

    def formatted(self, key: str) -> str | None:
        """The words of the XHTML that stands beside a text."""
        texts = (one.get("valueString") for one in self._beside(key) if one.get("url") == XHTML)
        text = next((one for one in texts if isinstance(one, str)), None)
        return None if text is None else " ".join(html.unescape(_TAG.sub(" ", text)).split()) or None

    def _beside(self, key: str) -> list[dict[str, Any]]:
        beside = self.element.get(f"_{key}")
        return dicts(beside.get("extension")) if isinstance(beside, dict) else []

    def _translations(self, key: str, text: str) -> None:
        """Those that are not held as they stand stay among what is given back, and so does the XHTML beside them."""
        beside = self._beside(key)
        if self.formatted(key):
            self.report.change(self.where, f"the formatted '{key}' (XHTML) is not drawn; its plain text is shown")
        translations = [_translation(one) for one in beside]
        learned = [bool(one) and self._learn(key, text, *one) for one in translations if one]
        if beside and len(learned) == len(beside) and all(learned) and set(self.element[f"_{key}"]) == {"extension"}:
            self._rest.pop(f"_{key}", None)

    def _learn(self, key: str, text: str, language: str, content: str) -> bool:
        clean = self.clean(key, content)
        return clean is not None and self.report.learn(language, text, clean)


def is_worked_out(beside: Any) -> bool:
    """Whether what stands beside a value says that a formula works the value out, which is never done here."""
    extensions = dicts(beside.get("extension")) if isinstance(beside, dict) else []
    return any("valueExpression" in one or str(one.get("url", "")).endswith(_BY_FORMULA) for one in extensions)


def _values(extension: dict[str, Any]) -> list[Any]:
    """What a formula works out is no value, whatever stands in its place."""
    named = {key: value for key, value in extension.items() if key.startswith("value") and key != "valueExpression"}
    return [value for key, value in named.items() if not is_worked_out(extension.get(f"_{key}"))]


def _translation(extension: Any) -> tuple[str, str] | None:
    if (
        not isinstance(extension, dict)
        or extension.get("url") != TRANSLATION
        or not isinstance(extension.get("extension"), list)
    ):
        return None
    parts = {str(one.get("url")): one for one in dicts(extension["extension"])}
    language = parts.get("lang", {}).get("valueCode")
    content = parts.get("content", {}).get("valueString")
    return (language, content) if isinstance(language, str) and isinstance(content, str) else None


def as_kept(value: Any) -> str:
    """What is kept to be given back, as JSON: the same content is always the same text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=json_number)


def json_number(value: Any) -> Any:
    """A Decimal as JSON writes it; binary fractions of 15 digits come back as the same number."""
    if not isinstance(value, Decimal):
        raise TypeError("Only numbers are written as numbers here.")
    return int(value) if value == value.to_integral_value() else float(value)
