"""Sentences that stand around every screen: help, exit, the demo banner, the lock."""

from __future__ import annotations

from nearer.language.sentences import _

PRODUCT = _("Nearer")


def tab_title(screen: str) -> str:
    """What stands on the tab of a browser, and is read out first; never the subject of a page of the guide."""
    return _("{screen} · Nearer").format(screen=screen)


HELP_LINK = _("Help")
EXIT_LINK = _("Exit")
EXIT_HINT = _("Leaves at once, locks the notebook and shows a neutral page. It does not erase the browser's history.")
CLOSES_SOON = _("Nearer closes in less than a minute, as nothing is happening. What you answered is kept.")
STAY = _("Stay")
BAR_NAME = _("Help and exit")


SCREENS_NAME = _("Screens")
FOOT_NAME = _("Settings and more")


def place_names() -> dict[str, str]:
    """The four places of a person."""
    return {"today": _("Today"), "trends": _("Trends"), "guide": _("Guide"), "us": _("Us")}


def home_screen_names() -> dict[str, str]:
    """What may stand under the icon of an installed Nearer: its own name, or one that says nothing."""
    return {"nearer": str(PRODUCT), "notes": _("Notes"), "garden": _("Garden")}


def screen_names() -> dict[str, str]:
    """The name of each screen, by the name of its page file."""
    return {
        "this_week": _("This week"),
        "check_in": _("Check in"),
        "questionnaires": _("Questionnaires"),
        "closeness": _("Closeness"),
        "barriers": _("Barriers"),
        "guide": _("Guide"),
        "steps": _("Steps"),
        "sharing": _("Sharing"),
        "settings": _("Settings"),
        "about": _("About"),
        "caseload": _("Caseload"),
        "service": _("Service"),
        "couple": _("Couple"),
        "joint_view": _("Joint view"),
        "therapist_questionnaires": _("Questionnaires"),
        "connection_code": _("Connecting"),
        "clinic": _("The clinic"),
    }


DEMO_NAME = _("Made-up people")
DEMO_BANNER = _("Made-up people.")
DEMO_NOT_KEPT = _("Nothing here is real or kept.")


DEMO_LOOKS_AS = _("You are")


def tour_place(stop: int, stops: int) -> str:
    return _("Stop {stop} of {stops}.").format(stop=stop, stops=stops)


def tour_stops() -> tuple[tuple[str, str], ...]:
    """What each stop of a couple's tour shows, and what the link to the next one says."""
    return (
        (
            _("Twelve weeks of Meera and Ravi. Both chose to share them."),
            _("Their barriers"),
        ),
        (_("Each of them answered three times."), _("Their week now")),
        (_("Each week begins here: one next thing, how it went, and what arrived."), ""),
    )


def clinic_stops() -> tuple[tuple[str, str], ...]:
    """The stops of a clinic's tour; from the first one the caseload itself leads on."""
    return (
        (_("Who needs a look comes first, with the reason. Open Esther and Vikram."), ""),
        (_("What changed since the visit, as far as they chose to show it."),
         _("Look as Esther")),
        (_("This is Esther's own notebook. She chooses, under Us, what Dr Rao can read."),
         _("Back to Dr Rao")),
    )  # fmt: skip


DEMO_LEAVE = _("End the tour")
LOCKED_TITLE = _("Your notebook is closed")
LOCKED_ELSEWHERE = _("This visit has ended. What you had answered is kept.")
OPEN_AGAIN = _("Open it again")
