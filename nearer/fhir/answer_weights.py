"""Weights that a file has no place for, or that say that there was nothing to rate."""

from __future__ import annotations

import json

from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import as_kept
from nearer.fhir.options import WEIGHTS
from nearer.fhir.report import Report
from nearer.fhir.written_items import is_yes_no, name_of, options_of
from nearer.instruments.registry import Instrument

_YES, _NO = {"code": "yes", "weight": "1"}, {"code": "no", "weight": "0"}


def weigh_yes_no(written: JsonObject, items: list[JsonObject], instrument: Instrument) -> None:
    """A yes-or-no question has no place for weights in FHIR: here yes weighs 1 where the instrument says so."""
    if any(answers.yes_no for answers in instrument.answers):
        for item in items:
            if is_yes_no(written, item):
                weights = {one["code"]: one for one in (_YES, _NO)}
                item["answers"] = [option | weights[option["code"]] for option in options_of(written, item)]


def take_out_inactivity(written: JsonObject, items: list[JsonObject], report: Report) -> None:
    """Of an instrument for months with activity, an answer that weighs 0 says that there was none."""
    for name in dict.fromkeys(item["answers"] for item in items if isinstance(item.get("answers"), str)):
        options = written["answer_lists"].get(name, [])
        if any(option.get("weight") == "0" for option in options):
            sentence = "an answer that weighs 0 is taken as no activity this month, and never counted as 0"
            report.change(next(name_of(item) for item in items if item["answers"] == name), sentence)
        written["answer_lists"][name] = [_away(option) if option.get("weight") == "0" else option for option in options]


def _away(option: JsonObject) -> JsonObject:
    """The option as one that does not apply; its weight stays among what is given back."""
    more = json.loads(option.get("more", "{}"))
    if not any(url in option.get("more", "") for url in WEIGHTS):
        more["extension"] = [*more.get("extension", ()), {"url": WEIGHTS[0], "valueDecimal": 0}]
    unweighed = {key: value for key, value in option.items() if key != "weight"}
    return unweighed | {"not_applicable": "yes", "more": as_kept(more)}
