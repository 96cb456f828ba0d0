"""Sentences of the Barriers screen: the picture, its text alternative, one line closely, and both side by side."""

from __future__ import annotations

from datetime import date

from nearer.language.dates_and_numbers import and_list, day, day_of_year
from nearer.language.sentences import _, counted

TITLE = _("What was in the way")
TAP = _("Tap a line to see what may help.")
NONE_YET = _("Your picture begins with the first questionnaire you answer. The short way takes a few minutes.")
TOO_FEW = _("So far there are too few answers for a picture. That is quite all right. A few more draw a line.")
TO_QUESTIONNAIRES = _("Choose a questionnaire")
ORDER = _("What was most in the way is on top: by its words, then by its dot.")
EASIEST, HARDEST = _("easiest"), _("hardest")  # the ends of a line of a scale without bands
NOT_THIS_TIME = _("No answer this time")
NO_NUMBER = _("There were too few answers for this one the last time. That is quite all right.")
NOT_ASKED = _("You were not asked about this the last time. You can open it under Questionnaires whenever you like.")
NOTHING_MUCH = _("None of these got in the way of closeness.")
HIDES = _("An empty dot without a line to the filled one: the questions had changed in between.")


def most(title: str, answered: date, today: date) -> str:
    """The sentence on the single barrier that reaches farthest."""
    return _("Most in the way in your answers of {day}: {title}.").format(day=_day(answered, today), title=title)


MAY_HELP = _("What may help")


def all_most(titles: list[str], others: int, answered: date | None, today: date) -> str:
    """Several that reach equally far, and how many more of them; with the day where it is the same for all."""
    title_list = and_list([*titles, counted("{n} other", "{n} others", others).format(n=others)] if others else titles)
    if answered is None:
        return _("Equally in the way: {titles}.").format(titles=title_list)
    return _("Equally in the way in your answers of {day}: {titles}.").format(
        day=_day(answered, today), titles=title_list
    )


def lead(last: date | None, before: date | None, today: date) -> str:
    """What the dots are: by their days, where every line has the same ones, or else in words; and what a tap does."""
    if last is None:
        return f"{dots(True)} {str(TAP)}"
    if before is None:
        once = _("This is from {day}.")
        return f"{once.format(day=_day(last, today))} {str(TAP)}"
    dated = _("A filled dot is {last}, an empty one {before}.")
    return f"{dated.format(last=_day(last, today), before=_day(before, today))} {str(TAP)}"


def _day(when: date, today: date) -> str:
    """The day, without the year where it is this one."""
    return day_of_year(when) if when.year == today.year else day(when)


def answered_on(title: str, last: date, before: date | None = None) -> str:
    if before is None:
        return _("{title}: {day}").format(title=title, day=day(last))
    return _("{title}: {day}, and before on {before}").format(title=title, day=day(last), before=day(before))


WHEN = _("Show it as it was on")
LATEST = _("Today")
ANSWERS = _("What you answered")


def more(count: int) -> str:
    return counted("Show {count} more", "Show {count} more", count).format(count=count)


OVER_TIME = _("Over time")
OVER_TIME_LEAD = _(
    "What you answered three times or more. At the top of each picture is the hard end of its scale; at its foot, all "
    "is well."
)
TABLE_TITLE = _("The same as a table")


def certainty_sentences(chance_points: int) -> tuple[str, ...]:
    """What a step between the two dots of a line may mean; a smaller one than these points of 100 can be chance."""
    step = _("A step of under {points} of 100 points from the empty dot to the filled one can be chance.")
    return (
        step.format(points=chance_points),
        _("Anybody answers a little differently when they are asked twice."),
        _("Where a dot is says more than how far it moved."),
    )


WHAT_COLUMN = _("What")
TIME_COLUMNS = (_("This time"), _("The time before"))
OVER_TIME_COLUMNS = (WHAT_COLUMN, _("When"), _("What you said"))
THEN_AND_NOW = _("Then and now")
THIS_TIME = _("What you said this time")
SEE_ALL = _("See all that was in the way")


def dots(again: bool) -> str:
    """What the dots of the closing page are."""
    return _("A filled dot is this time, an empty one the time before.") if again else ""


NUMBERS = _("A number goes from 0, where all is well, to 100, the hard end of its line.")


def in_table(band: str, number: str, when: str) -> str:
    """One cell; `when` is a day or empty, `number` empty where few answers bear none, else as NUMBERS says."""
    band_words = _("{band} ({number})").format(band=band, number=number) if number else band
    return _("{band}, {day}").format(band=band_words, day=when) if when else band_words


ALT_NONE = _("A picture without a line yet.")
ALT_OPENING = _("Lines from where all is well on the left to the hard end on the right, the hardest on top.")


def alt_ends(left: str, right: str) -> str:
    """The words at the two ends of the lines that follow."""
    return _("From “{left}” to “{right}”:").format(left=left, right=right)


def alt_dot(title: str, dots: str) -> str:
    return _("{title}: {dots}.").format(title=title, dots=dots)


def of_person(name: str, what: str) -> str:
    return _("{name}: {what}").format(name=name, what=what)


def of_both(what: str) -> str:
    return _("Both: {what}").format(what=what)


PARTNER_LEAD = _("What your partner lets you read of what was in the way.")
BOTH_TITLE = _("The two of you, side by side")
BOTH_LEAD = _("What you both answered. Neither of you is right or wrong.")


def both_hint(name: str) -> str:
    """The words do not show whether the partner shares anything."""
    return _(
        "If you and {name} both share what gets in the way, you can see it side by side. That is under Sharing."
    ).format(name=name)


def agree_and_differ(agree: str, differ: str) -> str:
    """Titles of two scales, either may be empty."""
    if agree and differ:
        return _("You see {agree} much the same, and {differ} differently.").format(
            agree=_quote_title(agree), differ=_quote_title(differ)
        )
    if differ:
        return _("You see {differ} differently. That can be a good thing to talk about.").format(
            differ=_quote_title(differ)
        )
    return _("You see these things much the same.")


def _quote_title(title: str) -> str:
    return _("“{title}”").format(title=title)


ONE_PAGE, ONE_STEP = _("A page to read together"), _("A small step to try")
