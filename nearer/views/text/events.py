"""Sentences about events: the days that stand beside the weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from nearer.domain.events import Event, EventKind
from nearer.language.dates_and_numbers import day, day_of_year
from nearer.language.names_apart import set_apart
from nearer.language.sentences import _

TITLE = _("Events in your weeks")
LEAD = _("An operation, a session, a step you began: it is drawn as a thin line in your weeks. Only you see it, "
         "unless you share it.")  # fmt: skip
NONE_YET = _("No events yet.")
ADD_TITLE = _("Add an event (surgery, scan, holiday)")
CHANGE_TITLE = _("Change this event")
KIND = _("What was it?")
OWN_WORDS = _("In your own words, if you like")
BEGIN = _("The day, or the first one")
END = _("The last day, if it took longer")
ADD = _("Add this event")
SAVE = _("Save the change")
CHANGE = _("Change")
DELETE = _("Delete")
LEAVE = _("Leave it as it was")
ADDED = _("Saved. You can see it in your weeks now.")
CHANGED = _("Saved.")
GONE = _("This event is not there any more.")
COLUMN = _("Events")


def kind_name(kind: EventKind) -> str:
    return {
        EventKind.SURGERY: _("Surgery"),
        EventKind.CHEMOTHERAPY: _("Chemotherapy"),
        EventKind.RADIOTHERAPY: _("Radiotherapy"),
        EventKind.SEEDS: _("Seeds (brachytherapy)"),
        EventKind.TRANSPLANT: _("Transplant"),
        EventKind.SCAN: _("A scan"),
        EventKind.CHECK_UP: _("A visit to the clinic"),
        EventKind.THERAPY_BEGINS: _("Therapy begins"),
        EventKind.THERAPY_SESSION: _("A therapy session"),
        EventKind.STEP_BEGUN: _("A step begun"),
        EventKind.HOLIDAY: _("A holiday"),
        EventKind.OTHER: _("Something else"),
    }[kind]


def event_name(event: Event, own_words: Callable[[str], str] = set_apart) -> str:
    """What happened, in the person's own words where there are any; `own_words` is what becomes of those."""
    if not event.title:
        return kind_name(event.kind)
    title = own_words(event.title)
    if event.kind is EventKind.OTHER:
        return title
    return _("{kind}: {words}").format(kind=kind_name(event.kind), words=title)


def days(begin: date, end: date | None) -> str:
    if end is None or end == begin:
        return day(begin)
    return _("{first} to {last}").format(first=day(begin), last=day(end))


def dated(event: Event, own_words: Callable[[str], str] = set_apart) -> str:
    """An event with its days, as it stands in lists, tables and text alternatives."""
    return _("{event}, {days}").format(event=event_name(event, own_words), days=days(event.begin, event.end))


def dated_in(year: int, event: Event, own_words: Callable[[str], str]) -> str:
    """An event with its days, without the year where that is this `year`."""
    if {event.begin.year, (event.end or event.begin).year} != {year}:
        return dated(event, own_words)
    when = day_of_year(event.begin)
    if event.end is not None and event.end != event.begin:
        when = _("{first} to {last}").format(first=when, last=day_of_year(event.end))
    return _("{event}, {days}").format(event=event_name(event, own_words), days=when)


def changed_elsewhere(stored: Event) -> str:
    sentence = _("You changed this event in another window: {event}. Choose Save again to keep what you have here.")
    return sentence.format(event=dated(stored))


def of_person(name: str, words: str) -> str:
    return _("{name}: {words}").format(name=name, words=words)


def shared_by(name: str) -> str:
    return _("{name} lets you see").format(name=name)
