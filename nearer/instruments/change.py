"""Whether a scale answered again has changed by more than its source says it varies by itself."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from nearer.domain import Scale
from nearer.instruments.registry import Instrument as Published
from nearer.trends import Change, Instrument, published_change, reliable_change

OURS = Instrument(sd=None, reliability=None)  # nobody has measured how much the numbers of our own questions vary


def change_of(scale: Scale, before: Decimal, after: Decimal, instruments: Iterable[Published]) -> Change:
    """By the published points of the scale's instrument; what is not published cannot be told."""
    known = next((one for one in instruments if one.id == scale.instrument), None)
    if known is None or known.change is None:
        return reliable_change(float(before), float(after), OURS)
    return published_change(float(before), float(after), float(known.change.points))
