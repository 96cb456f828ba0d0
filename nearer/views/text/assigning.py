"""Sentences of asking a couple for questionnaires, one by one or a set at once, and of being asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nearer.domain.weeks import Week
from nearer.language.dates_and_numbers import day, short_day
from nearer.language.sentences import _, counted

TITLE = _("Ask for questionnaires")
WHOM = _("Whom do you ask?")
WHICH = _("Which questionnaires?")
DUE = _("By the week of")
EVERY = _("Again after how many weeks? (0: only once)")
ASK = _("Ask for it")
SAVED = _("Saved. They see it on their page, with your name.")
NO_QUESTIONNAIRE = _("a questionnaire that is not here any more")
STOP_ASKING = _("Stop asking")
CHOOSE_FIRST = _("Please choose a person and at least one questionnaire.")
DECLINE = _("I would rather not")
DECLINED = _("That is fine. It is not asked of you any more, and nobody is told.")
INTAKE, EVERY_FOUR_WEEKS = _("Intake"), _("Every four weeks")
BOTH = _("Both of them")
LEAD = _(
    "One press asks everybody who is connected. They see that you ask, and may say no. You are not told if they do."
)
SET_TITLE = _("Name, to ask for the same again with one press")
SET_SAVED = _("Saved, and kept as a set for all your couples.")
DELETE_SET = _("Delete this set")
SET_DELETED = _("The set is deleted.")
ASKED = _("You ask for it now.")
NOT_CONNECTED = _("Nothing is asked: they are not connected with you any more.")
NOTHING_NEW = _("There is nothing more in it to ask of them: it is asked already, or is for nobody here.")


def ask_for(title: str) -> str:
    """On the button of a set."""
    return _("Ask for {title}").format(title=title)


def due_week(weeks: int) -> str:
    return counted("due next week", "due in {n} weeks", weeks).format(n=weeks) if weeks else str(_("due this week"))


def set_sentence(titles: Sequence[str], due_in_weeks: int, interval_weeks: int | None) -> str:
    """What a set asks for, by when, and how often."""
    once = _("{titles}; {due}").format(titles=", ".join(titles), due=due_week(due_in_weeks))
    if interval_weeks is None:
        return once
    again = counted("every week", "every {n} weeks", interval_weeks).format(n=interval_weeks)
    return _("{once}, then {again}").format(once=once, again=again)


def still_open(name: str, titles: Sequence[str], late_since: date | None) -> str:
    """The line on what is asked of somebody and not answered, as far as can be read."""
    sentence = _("Still asked of {name}: {titles}").format(name=name, titles=", ".join(titles))
    if late_since is None:
        return sentence
    return _("{titles} (late since {day})").format(titles=sentence, day=short_day(late_since))


def asked_of(name: str, title: str, week: Week, interval_weeks: int | None) -> str:
    once = _("{name}: {title}, by the week from {day}").format(name=name, title=title, day=day(week.monday()))
    if interval_weeks is None:
        return once
    again = counted("every week", "every {n} weeks", interval_weeks).format(n=interval_weeks)
    return _("{once}, then {again}").format(once=once, again=again)


def asked_by(name: str, due: Week, interval_weeks: int | None) -> str:
    """On the card of a questionnaire that a therapist asks for."""
    sentence = _("{name} asks for it in the week from {day}").format(name=name, day=day(due.monday()))
    if interval_weeks is None:
        return sentence
    again = counted("and then every week", "and then every {n} weeks", interval_weeks).format(n=interval_weeks)
    return _("{sentence}, {again}").format(sentence=sentence, again=again)
