"""Sentences of Steps: choosing, planning, marking as done, and what two people say yes to."""

from __future__ import annotations

from datetime import date

from nearer.language.dates_and_numbers import day
from nearer.language.names_apart import set_apart
from nearer.language.sentences import _, counted
from nearer.views.text.weeks import near

TITLE = _("Steps")
LEAD = _("Small things to try, alone or together. Nobody sees what you plan. You can show a therapist what you did.")
PLANNED = _("Planned")
FITS = _("One that may fit")
CHOOSE = _("Steps to choose from")
ALL_STEPS = _("All steps")
UNKNOWN_TITLE = _("There is no step here")
UNKNOWN = _("No step has this address; it may have another name by now.")


def who_and_long(who: str, minutes: int) -> str:
    """How long a step takes, and who does it."""
    whom = {"alone": _("alone"), "together": _("together"), "either": _("alone or together")}[who]
    return _("{minutes}, {whom}").format(
        minutes=counted("{n} minute", "{n} minutes", minutes).format(n=minutes), whom=whom
    )


STOP_TITLE = _("When to stop")
PLAN_DAY = _("Which day suits you?")
PLAN_OTHER = _("Or another day")
CALENDAR = _("For your calendar")
CALENDAR_FILE = _("reminder.ics")
CALENDAR_HINT = _("The calendar file says “Something planned”, and nothing of what or with whom.")
CALENDAR_ENTRY = _("Something planned")
UNPLAN = _("Not on that day")


def near_day(ahead: int, when: date) -> str:
    """A day as a button: today and tomorrow by these words."""
    return {0: _("Today"), 1: _("Tomorrow")}.get(ahead) or _("Saturday, {day}").format(day=day(when))


def planned_for(when: date, today: date) -> str:
    return _("Planned for {day}.").format(day=near(when, today))


DONE_TITLE = _("Done it?")
BEFORE = _("How much at ease were you before? 0 not at all, 10 fully")
AFTER = _("And afterwards?")
DONE = _("Mark as done")
DONE_SAID = _("Marked. Whatever it was like, you tried something.")
HISTORY = _("What you did")
HISTORY_HINT = _("At ease from 0 to 10, before and after. Nobody else sees this.")
HISTORY_COLUMNS = (_("Step"), _("Day"), _("Before"), _("After"))
NO_EASE = _("–")
TAKE_BACK_LAST = _("Take the last mark back")
OF_TOPIC = _("Small steps to try")
TOPIC = _("The page of the guide this belongs to")


def hold_sentence(reason: str) -> str:
    """`reason` ends a sentence that begins with "because"."""
    return _("Please leave this for now, because {reason}. You can read it all the same.").format(reason=reason)


NEEDS_BOTH = _(
    "This one opens when you have done the one before it and both of you say yes to it, each on your own screen. "
    "Not yet, and no answer at all, look the same to your partner."
)
FIRST_THIS = _("The one before it:")
YES_FOR_ME = _("Yes, for my part")
TAKE_BACK_YES = _("Take my yes back")
SAID_YES = _("You said yes. It opens once your partner has said yes too and you have both looked here again.")
STEP_BACK = _("An earlier one is always open. Going back to it needs no reason.")

WELCOME_TITLE = _("What would be welcome, for both of you")
WELCOME_LEAD = _(
    "Mark for yourself what would be welcome. Only what both of you say yes to is shown to both, at most three at a "
    "time. Everything else stays with you: not even a copy of the notebook gives it away."
)
WELCOME_BOTH = _("Both of you would welcome")
WELCOME_NONE = _("Nothing to show yet. It appears once you have both marked something and looked here again.")
WELCOME_WITHDRAW = _("Take all my marks back")
ALONE = _("For this, your partner needs to join too. You can invite them under Sharing.")


def said_yes_until(days: int) -> str:
    return _("A yes lasts for {days} days. You can take it back at any moment, and nobody is told.").format(days=days)


def welcome_chance(days: int) -> str:
    return _(
        "Some matches are held back at random, so a missing one never means no. Your marks fade after {days} days."
    ).format(days=days)


def mark_names() -> dict[str, str]:
    return {"yes": _("Yes"), "maybe": _("Maybe"), "not-now": _("Not now")}


def sure_of_no(percent: int) -> str:
    """For the about page: what somebody can conclude from an absence."""
    return _(
        "In the list of what you would both welcome, a third of each list is held back at random. So a missing match "
        "proves little. Somebody who says yes to everything and sees nothing can be at most {percent} in 100 sure of a "
        "no. The same third stays hidden, so waiting tells no more. If a match you both saw has gone, it was taken "
        "back, has ended or made room for another."
    ).format(percent=percent)


FEEL_TITLE = _("Find words: I feel … when … I would like …")
FEEL_LEAD = _("Three short fields make one sentence. It stays with you until you send it or empty the fields.")
FEEL, WHEN, WISH = _("I feel …"), _("when …"), _("I would like …")
FEEL_EXAMPLE, WHEN_EXAMPLE, WISH_EXAMPLE = _("nervous and glad"), _("you sit beside me"), _("to stay like that")
YOURS_TO_SAY = _("To say out loud, or to keep to yourself:")


def i_feel(feel: str, when: str, wish: str) -> str:
    return _("I feel {feel} when {when}. I would like {wish}.").format(feel=feel, when=when, wish=wish)


def send_to(name: str) -> str:
    return _("Send to {name}").format(name=name)


def sent_to(name: str) -> str:
    return _("{name} will see it when they next open Nearer. You can take it back on This week.").format(name=name)


FROM_YOU = _("What you sent to your partner")
TAKE_BACK = _("Take it back")
TALK_ABOUT = _("Talk about this")
TALK_ADDED = _("It is on the list that both of you see on This week.")


def from_partner(name: str) -> str:
    return _("From {name}").format(name=set_apart(name))


def talk_about(topic: str) -> str:
    return _("Let us talk about “{topic}”").format(topic=topic)
