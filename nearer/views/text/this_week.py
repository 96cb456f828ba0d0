"""Sentences of This week, and of the one next thing that is proposed there and after everything that is saved."""

from __future__ import annotations

from datetime import date

from nearer.language.names_apart import set_apart
from nearer.language.sentences import _, counted
from nearer.views.text.weeks import near


def greeting(hour: int, name: str) -> str:
    """The heading of the first screen; `hour` is that of the person's own clock, 0 to 23."""
    name = set_apart(name)
    if 4 <= hour < 12:
        return _("Good morning, {name}").format(name=name)
    return (_("Good afternoon, {name}") if 12 <= hour < 17 else _("Good evening, {name}")).format(name=name)


BACK_AGAIN = _("Good to see you. Nothing was lost.")
WEEK_OPEN = _("Your circles for this week appear here after your check-in.")
NO_RIGHT_PAIR = _("No pair is the right one.")
WEEK_BEGUN = _("Kept, and only you can read it.")


def not_saved(circles: str) -> str:
    """Below the circles that somebody chose in a check-in that is not saved yet."""
    return _("{circles}. Not finished yet.").format(circles=circles)


LINE_ALT = _("The last weeks as a small line. Your Closeness screen has each of them, with its number.")
CHECK_IN_GO_ON = _("A few more taps, and your week is saved.")
CHECK_IN_LEAD = _("How close did the two of you feel in the last seven days? Eight taps, about a minute.")

NEXT = _("Next")
OPEN = _("Open")
NOT_TODAY = _("Not today")
A_PAGE = _("Next, a page to read")
AND_NOW = _("One thing, if you like")
READ_ON = _("Read on here")
ALL_DONE = _("That is all for this week. See you Monday.")
ENOUGH = _("That is enough for today. Nothing is lost.")
ALL_DONE_HINT = _("If you like, look around in the guide.")


def next_minutes(minutes: int) -> str:
    return counted("Next, about {n} minute", "Next, about {n} minutes", minutes).format(n=minutes)


def one_thing(title: str) -> str:
    return _("One thing, if you like: {title}").format(title=title)


def planned_on(when: date, today: date) -> str:
    return _("You planned this for {day}").format(day=near(when, today))


def show_to(name: str) -> str:
    return _("Show it to {name}?").format(name=set_apart(name))


def show_lead(name: str) -> str:
    return _("Only you can read it now. Under Sharing you see what {name} would see, before you decide.").format(
        name=name
    )


SHOW_BUTTON = _("Look at Sharing")

FOR_YOU = _("For you")
BOTH_WELCOME = _("You both said yes to")
PLANNED = _("You planned")
COMPARE_WORDS = _("Compare your six words on Sharing")
MORE = _("More questions")
MORE_LEAD = _("Each of them opens the pages that fit you. Take them in any order, or leave them.")


def has_new_keys(partner: str) -> str:
    return _("{partner} has new keys").format(partner=set_apart(partner))


def planned_step(title: str, when: date, today: date) -> str:
    return _("{title}, {day}").format(title=title, day=near(when, today))


def shared_part(part: str) -> str:
    """What one can read of a partner, where it is no questionnaire of ours."""
    subjects = {"closeness": _("how close the weeks felt"), "notes": _("notes beside check-ins"), "events": _("events")}
    return subjects.get(part) or _("answers to a questionnaire")


def you_told(name: str, part: str) -> str:
    """For whoever shares it, whether or not there is anything of it yet."""
    return _("You told {name} that you share this: {part}").format(name=set_apart(name), part=part)


def newly_shared(part: str) -> str:
    """`part` is the name of what one can read now."""
    return _("You can read this now: {part}").format(part=part)
