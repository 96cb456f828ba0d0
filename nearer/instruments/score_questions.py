"""Questions of a form that ask for the score itself: it is worked out from the answers, and nobody is asked for it."""

from __future__ import annotations

import re

from nearer.domain.items import Item
from nearer.instruments.registry import Instrument, loinc_codes
from nearer.instruments.scored_form import ScoredForm, name_of
from nearer.language.error_catalogue.instrument_errors import InstrumentText

_SCORE_UNIT = "{score}"  # of UCUM
_TITLE = re.compile(
    r"\b(total|sum|raw|mean) (score|points)\b|\bscore total\b|\bsum of (the )?(scores|points|weights|answers)\b"
    r"|\b(gesamt|summen)(score|wert|punkt)\w*|\bpunktsumme\b|\bpunktzahl gesamt\b|\bscore total\b|\bpuntuación total\b"
    r"|\bpuntaje total\b|\bpontuação total\b|\bpunteggio totale\b|\btotaalscore\b|कुल (स्कोर|अंक)",
    re.IGNORECASE,
)
_WHOLE_TITLES = frozenset(("total", "score", "sum", "sum score", "total score", "summe", "gesamt", "puntaje", "कुल"))


def exclude_score_questions(form: ScoredForm, instruments: tuple[Instrument, ...]) -> None:
    """Take each as worked out and not asked, and say so."""
    totals = {one.total for one in instruments if one.total}
    item_codes = {code for one in instruments for code in one.item_codes}
    names = [name for one in instruments for name in (one.name.casefold(), *one.names)]
    for item in form.items:
        codes = loinc_codes(item.codes)
        if item.type not in ("integer", "decimal", "quantity", "line") or item.options or codes & item_codes:
            continue
        if codes & totals or _has_score_unit(item) or _is_titled(item, names):
            form.score_questions.add(item.id)
            if not item.read_only:
                form.change(item, read_only=True)
                form.changes.append((name_of(item), str(InstrumentText.ASKS_FOR_THE_SCORE())))


def _has_score_unit(item: Item) -> bool:
    """A rating from a lowest to a highest may have that unit as well, and is a question."""
    units = {name for unit in item.units for name in (unit.coding.code if unit.coding else unit.code, unit.text)}
    is_rating = item.limits is not None and None not in (item.limits.min, item.limits.max)
    return _SCORE_UNIT in units and not is_rating


def _is_titled(item: Item, names: list[str]) -> bool:
    texts = [item.text, *(code.display for code in item.codes if code.display)]
    return any(_TITLE.search(text) or _names_a_score(text.casefold().strip(" :."), names) for text in texts)


def _names_a_score(text: str, names: list[str]) -> bool:
    before, _, last = text.rpartition(" ")
    return text in _WHOLE_TITLES or (last in ("score", "total") and before.rstrip(" -:") in names)
