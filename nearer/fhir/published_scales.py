"""The scale of a published instrument over the items of a file, if these offer exactly the published answers."""

from __future__ import annotations

from collections.abc import Iterator

from nearer.fhir.json_object import JsonObject
from nearer.fhir.recognised import codes_of, is_coded
from nearer.fhir.written_items import as_item
from nearer.instruments.published_answers import answers_misfit
from nearer.instruments.registry import InnerInstrument, Instrument, is_known_by_code

_GENERAL_KNOWLEDGE = " The lines are from general knowledge; your clinic confirms them."


def add_published(
    written: JsonObject, items: list[JsonObject], instrument: Instrument, instruments: tuple[Instrument, ...]
) -> Iterator[str]:
    """Add the scale and those of the instruments inside it; what is to be said of each."""
    assert instrument.need is not None, "what is scored has its need"
    scales = written.setdefault("scales", [])
    scales.append(_scale(instrument, items, _total(written, instrument)))
    yield f"Scored as {instrument.name}. {instrument.need.note}"
    known = {one.id: one for one in instruments}
    for inner in instrument.parts:
        inner_instrument, own = known[inner.instrument], _inner_items(items, instrument, inner)
        if own is None:
            yield f"{inner_instrument.name}: no score, since nothing says which of the questions are its own."
        else:
            scales.append(_scale(inner_instrument, own, _total(written, inner_instrument)))
            yield f"Also scored as {inner_instrument.name}."
    if "M" in instrument.bands_from:
        yield "Its bands are from general knowledge, for your clinic to confirm."


def misfit(written: JsonObject, items: list[JsonObject], instrument: Instrument) -> str:
    """Which item does not offer the published answers, and why; empty when all do."""
    codes = frozenset().union(*map(codes_of, (written, *written["sections"], *written["items"])))
    is_coded = is_known_by_code(instrument, codes)
    return answers_misfit(instrument.answers, [as_item(written, item) for item in items], is_coded)


def _inner_items(items: list[JsonObject], instrument: Instrument, inner: InnerInstrument) -> list[JsonObject] | None:
    """By their places, where codes say which is which; else by words that stand in them."""
    if is_coded(items, instrument):
        return [items[place - 1] for place in inner.items]
    words = {other.instrument: other.words for other in instrument.parts}
    own = [item for item in items if _says(item, words[inner.instrument])]
    others = [item for item in items for name in words if name != inner.instrument and _says(item, words[name])]
    return own if len(own) == len(inner.items) and not [item for item in own if item in others] else None


def _says(item: JsonObject, words: tuple[str, ...]) -> bool:
    return any(word in item["text"].casefold() for word in words)


def _total(written: JsonObject, instrument: Instrument) -> JsonObject | None:
    """The item where the file keeps this score, by its code."""
    totals = [item for item in written["items"] if item.get("read_only")]
    return next((item for item in totals if instrument.total and instrument.total in codes_of(item)), None)


def _scale(instrument: Instrument, items: list[JsonObject], total: JsonObject | None) -> JsonObject:
    share = instrument.need.share if instrument.need else 1
    ids = [item["id"] for item in items]
    scale: JsonObject = {"id": instrument.id, "title": instrument.name, "items": ids, "method": instrument.method}
    scale |= {"need": str(share), "higher": instrument.higher, "decimals": instrument.decimals}
    note = "" if set(instrument.bands_from) - {"M", "S"} else _GENERAL_KNOWLEDGE
    bands = [{"from": str(band.start), "name": band.name, "text": band.text + note} for band in instrument.bands]
    scale |= {"bands": bands}
    scale |= {"instrument": instrument.id, "whole": "yes"}
    scale |= {key: "yes" for key in ("activity", "hidden_counts_zero") if getattr(instrument, key)}
    if instrument.factors:
        scale["factors"] = {own: str(factor) for own, factor in zip(ids, instrument.factors, strict=True)}
    return scale | ({"total": total["id"]} if total else {})
