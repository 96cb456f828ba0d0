"""Texts of a file as they can be shown: without hidden characters, as plain text, with their translations."""

from __future__ import annotations

import html
import re
from typing import Any

from nearer.domain.item_parts import Coding
from nearer.domain.yaml_scalars import HIDDEN_CHARACTERS, MAX_TEXT
from nearer.fhir.constants import TRANSLATION, XHTML
from nearer.fhir.json_reader import JsonObject, dicts
from nearer.fhir.models import Element
from nearer.fhir.report import ItemNotes
from nearer.language.error_catalogue.fhir_errors import FhirItemText

_ALIVE = re.compile(r"<[a-zA-Z/!]|javascript:|https?://|\[[^\[\]]*\]\(")
_TAG = re.compile(r"<[^>]*>?")
_SHOWN = ("text", "display", "title")


def read_plain_text(element: Element, key: str, notes: ItemNotes) -> str | None:
    """The text at a key, with its translations learned; None where there is none that can be shown."""
    text = clean_text(key, getattr(element, key), notes)
    if text is not None:
        _learn_translations(element, key, text, notes)
    return text


def clean_text(key: str, text: str | None, notes: ItemNotes) -> str | None:
    """The text at `key` without hidden characters; None for one that is empty, or longer than MAX_TEXT (a problem).

    Links and HTML in what is shown are named; they are always drawn as plain text.
    """
    if text is None:
        return None
    clean = without_hidden(text)
    if clean != text:
        notes.change(FhirItemText.HIDDEN_CHARACTERS, key=key)
    if len(clean) > MAX_TEXT:
        notes.problem(FhirItemText.TEXT_TOO_LONG, key=key, limit=MAX_TEXT)
        return None
    if _ALIVE.search(clean) and key in _SHOWN:
        notes.change(FhirItemText.MARKUP, key=key)
    return clean if clean.strip() else None


def without_hidden(text: str) -> str:
    """The text without control characters, and without those that turn the direction of a text or have no width."""
    return HIDDEN_CHARACTERS.sub("", text)


def says_nothing(element: Element, *keys: str) -> bool:
    """Whether there is no word at these keys: what is too long or of another kind was named already."""
    values = [element.source.get(key) for key in keys]
    return all(value is None or (isinstance(value, str) and not without_hidden(value).strip()) for value in values)


def formatted_words(element: Element, key: str) -> str | None:
    """The words of the XHTML beside a text, without tags: https://hl7.org/fhir/R4/extension-rendering-xhtml.html."""
    texts = (one.get("valueString") for one in _primitive_extensions(element, key) if one.get("url") == XHTML)
    text = next((one for one in texts if isinstance(one, str)), None)
    return None if text is None else " ".join(html.unescape(_TAG.sub(" ", text)).split()) or None


def read_codes(codes: Any) -> tuple[Coding, ...] | None:
    """Codings as ours; None when one of them says more than ours hold, or is none."""
    if not isinstance(codes, list) or not all(map(_is_plain_coding, codes)):
        return None
    return tuple(Coding(**coding) for coding in codes)


def _is_plain_coding(coding: Any) -> bool:
    keys = {"system", "code", "display"}
    if not isinstance(coding, dict) or "code" not in coding or not set(coding) <= keys:
        return False
    return all(
        isinstance(text, str) and text.strip() and not HIDDEN_CHARACTERS.search(text) for text in coding.values()
    )


def _primitive_extensions(element: Element, key: str) -> list[JsonObject]:
    beside = element.source.get(f"_{key}")
    return dicts(beside.get("extension")) if isinstance(beside, dict) else []


def _learn_translations(element: Element, key: str, text: str, notes: ItemNotes) -> None:
    if formatted_words(element, key):
        notes.change(FhirItemText.XHTML, key=key)
    for language, content in filter(None, map(_translation, _primitive_extensions(element, key))):
        clean = clean_text(key, content, notes)
        if clean is not None:
            notes.report.learn(language, text, clean)


def _translation(extension: JsonObject) -> tuple[str, str] | None:
    if extension.get("url") != TRANSLATION:
        return None
    parts = {str(one.get("url")): one for one in dicts(extension.get("extension"))}
    language: Any = parts.get("lang", {}).get("valueCode")
    content: Any = parts.get("content", {}).get("valueString")
    return (language, content) if isinstance(language, str) and isinstance(content, str) else None
