"""Questions of a file that ask for the score itself: it is worked out from the answers, and nobody is asked for it."""

from __future__ import annotations

import re

from nearer.fhir.item_types import MEASURED_TYPES
from nearer.fhir.json_object import JsonObject
from nearer.fhir.recognised import codes_of
from nearer.fhir.report import Report
from nearer.fhir.written_items import name_of
from nearer.instruments.registry import Instrument

_SCORE_UNIT = "{score}"  # of UCUM
_TITLE = re.compile(
    r"\b(total|sum|raw|mean) (score|points)\b|\bscore total\b|\bsum of (the )?(scores|points|weights|answers)\b"
    r"|\b(gesamt|summen)(score|wert|punkt)\w*|\bpunktsumme\b|\bpunktzahl gesamt\b|\bscore total\b|\bpuntuación total\b"
    r"|\bpuntaje total\b|\bpontuação total\b|\bpunteggio totale\b|\btotaalscore\b|कुल (स्कोर|अंक)",
    re.IGNORECASE,
)
_WHOLE_TITLES = frozenset(("total", "score", "sum", "sum score", "total score", "summe", "gesamt", "puntaje", "कुल"))


def mark_score_questions(written: JsonObject, report: Report, instruments: tuple[Instrument, ...]) -> None:
    """Mark each as worked out and not asked (`_score` here, `read_only` in the file), and name it in the report."""
    totals = {one.total for one in instruments if one.total}
    item_codes = {code for one in instruments for code in one.item_codes}
    names = [name for one in instruments for name in (one.name.casefold(), *one.names)]
    for item in written["items"]:
        if item["type"] not in (*MEASURED_TYPES, "line") or item.get("answers") or codes_of(item) & item_codes:
            continue
        if codes_of(item) & totals or _has_score_unit(item) or _is_titled(item, names):
            item["_score"] = True
            if "read_only" not in item:
                item["read_only"] = "yes"
                report.change(
                    name_of(item), "asks for the score itself: it is worked out from the answers, and not asked"
                )


def _has_score_unit(item: JsonObject) -> bool:
    """A rating from a lowest to a highest may have that unit as well, and is a question."""
    codings = [unit.get("coding", {}).get("code", unit["code"]) for unit in item.get("units") or ()]
    limits = item.get("limits") or {}
    return _SCORE_UNIT in (*codings, *(unit["text"] for unit in item.get("units") or ())) and len(limits) < 2


def _is_titled(item: JsonObject, names: list[str]) -> bool:
    texts = [item["text"], *(code["display"] for code in item.get("codes", ()) if code.get("display"))]
    return any(_TITLE.search(text) or _names_a_score(text.casefold().strip(" :."), names) for text in texts)


def _names_a_score(text: str, names: list[str]) -> bool:
    before, _, last = text.rpartition(" ")
    return text in _WHOLE_TITLES or (last in ("score", "total") and before.rstrip(" -:") in names)
