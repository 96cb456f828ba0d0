"""Each code of the domain has a sentence of its own."""

from __future__ import annotations

from datetime import date

import pytest

from nearer.domain.events import Event, EventFault, EventKind, EventRefused
from nearer.domain.faults import ValueFault, ValueRefused
from nearer.language.domain_sentences import FAULT_TEXTS, explain_fault


def test_every_code_of_the_domain_has_a_sentence_of_its_own() -> None:
    assert set(FAULT_TEXTS) == {*ValueFault, *EventFault}
    assert len(set(FAULT_TEXTS.values())) == len(FAULT_TEXTS)


@pytest.mark.parametrize(
    ("kind", "title", "end", "sentence"),
    [
        (EventKind.SURGERY, "x" * 81, None, "Please keep it to one line of at most 80 characters."),
        (EventKind.OTHER, "  ", None, "Please say in a few words of your own what it was."),
        (
            EventKind.SURGERY,
            "",
            date(2026, 9, 6),
            "The last day comes before the first. Please look at both once more.",
        ),
    ],
)
def test_an_event_that_cannot_stand_is_refused_with_a_sentence(
    kind: EventKind, title: str, end: date | None, sentence: str
) -> None:
    with pytest.raises(EventRefused) as refused:
        Event(kind, title, date(2026, 9, 7), end)
    assert str(explain_fault(refused.value)) == sentence


def test_a_value_that_a_key_does_not_take_is_explained_with_its_limit() -> None:
    refused = ValueRefused(ValueFault.TEXT_TOO_LONG, limit=4000)
    assert str(explain_fault(refused)) == "is too long (limit 4,000 characters)"


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [(EventFault.NO_KIND, "Please choose what it was."), (EventFault.NO_DAY, "Please choose the day.")],
)
def test_what_is_missing_in_an_event_is_named(fault: EventFault, sentence: str) -> None:
    assert str(explain_fault(EventRefused(fault))) == sentence
