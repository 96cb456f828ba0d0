"""Sentences of a questionnaire while it is being answered, and of its closing page."""

from __future__ import annotations

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.written_numbers import written_number
from nearer.language.sentences import _, counted
from nearer.typed_answers.typed_numbers import NumberRule

RATHER_NOT_SAY = _("I would rather not say")
CLEAR = _("Clear this answer")
TYPE_HERE = _("In your own words, if you like")


CHOOSE = _("Choose, or type to find it")
OWN_WORDS = _("Or in your own words")
UNIT = _("Unit")
ASKED_FOR = _("* is asked for. You can still say that you would rather not, or leave it out.")
ADD_ANOTHER = _("Add another")
QUESTIONS = _("The questions")  # above a section that has no title of its own
TAKE_AWAY = _("Take this one away")


def add_another(what: str) -> str:
    """`what` is the heading of a section that can be there several times."""
    return _("Add another: {what}").format(what=what)


def copy_title(title: str, number: int) -> str:
    """The heading of the second, third ... of its kind."""
    return _("{title} · {number}").format(title=title, number=number)


def a_number(rule: NumberRule, unit: str = "") -> str:
    """What a number field takes; without both limits it says none."""
    if rule.low is not None and rule.high is not None:
        ends = {"low": written_number(rule.low), "high": written_number(rule.high)}
        text = _("A whole number from {low} to {high}") if rule.whole else _("A number from {low} to {high}")
        number = text.format(**ends)
    else:
        number = _("A whole number") if rule.whole else _("A number")
    return _("{number}, in {unit}").format(number=number, unit=unit) if unit else number


def number_kept(number: str) -> str:
    """Below a field in which the same number is written otherwise."""
    return _("Kept as {number}").format(number=number)


def number_not_kept(reason: str) -> str:
    """Below a field whose number does not fit; `reason` is a whole sentence."""
    return _("{reason} Nothing is kept here until then.").format(reason=reason)


NUMBER_FIRST = _("One number above does not fit yet. Change it or empty its field, then go on.")


def several(question: str) -> str:
    """The question of a list of which several may be ticked."""
    return _("{question} Choose as many as fit.").format(question=question)


def before_starting(minutes: int | None, recall: str | None) -> str:
    """How long it takes and which time is meant; either may be unsaid."""
    about = counted("About {minutes} minute.", "About {minutes} minutes.", minutes or 0).format(minutes=minutes)
    think = _("Think of {recall}.").format(recall=recall)
    return " ".join(([about] if minutes else []) + ([think] if recall else []))


def opening(questionnaire: Questionnaire) -> str:
    """What stands above the first question."""
    about = before_starting(questionnaire.minutes, questionnaire.recall)
    return " ".join(filter(None, (questionnaire.summary, about)))


FREEDOM = _("Every question can be left out. Stop whenever you like: what you answered is kept for you.")


def section_of(position: int, total: int) -> str:
    """Where the person is; `position` counts from 1."""
    return _("Part {position} of {total}").format(position=position, total=total)


def item_of(position: int, total: int) -> str:
    """Where the person is, beside the bars of a form in which each question is a section."""
    return _("{position} of {total}").format(position=position, total=total)


READY = _("Ready to save")
BACK = _("Back")
FORWARD = _("Continue")
FINISH = _("Finish and save")
PAUSE = _("Stop for now")
DRAFT_KEPT = _("Kept as you go. Only you can read it.")
TYPED_KEPT = _("What you type here is kept as you go. Only you can read it.")
SAVED = _("Saved")


def not_saved(reason: str) -> str:
    """Nothing was kept; `reason` is a whole sentence."""
    return _("Not saved. {reason} What you answered is still here.").format(reason=reason)


BUSY_ELSEWHERE = _("Another window is saving this form. Please try again in a moment.")
LOOK_AGAIN = _("You changed something in another window. It is all here now. Please look, then finish.")
CHANGED_AFTER_SAVING = _(
    "You finished this in another window. It is open again, with your change. Choose “Finish and save” to save it."
)
QUESTIONS_CHANGED = _(
    "These questions have changed since you began. Your answers are here where they fit. Please look, then finish."
)


def without_place(answers: int) -> str:
    """How many answers, to questions that are not asked any more, a finished form will not have."""
    return counted(
        "{count} answer belongs to a question that is not asked any more. It will not be saved.",
        "{count} answers belong to questions that are not asked any more. They will not be saved.",
        answers,
    ).format(count=answers)


CHOOSE_TITLE = _("Please choose which to keep")
CHOOSE_LEAD = _("You also have this open in another window. Nothing is lost until you choose.")
KEEP = _("Keep:")
LEAVE_EMPTY = _("No answer")
NOT_ASKED_NOW = _("This question is not there any more, so its answer was not kept.")
NOT_ASKED_ANY_MORE = _("A question that is not asked any more")


def keep_text(number: int) -> str:
    """The button below a long text; `number` counts from 1."""
    return _("Keep text {number}").format(number=number)


NOTHING_TITLE = _("You have not chosen anything yet")
NOTHING_LEAD = _("Go back to the questions, or save that nothing of this applies to you now. Both are fine.")
NOTHING_APPLIES = _("Nothing of this applies: save that")
NOTHING_APPLIES_SAVED = _("You said that nothing of this applies to you now. That is an answer too.")
FINISHED_TITLE = _("You finished this in another window")
FINISHED_LEAD = _("It is saved as you finished it there.")
FINISHED_LATE = _(
    "It is saved as you finished it there. Your later change in this window was not kept. You can answer again, "
    "starting from this window."
)
ANSWER_WITH_THESE = _("Answer again, starting from this window")
LEAVE_AS_SAVED = _("Leave it as it is saved")
WEEK_OVER_TITLE = _("A new week has begun")
WEEK_OVER_LEAD = _(
    "You began or changed this last week and did not finish. So it was not saved. You can use it for this week, or "
    "start with an empty form."
)
USE_THIS_WEEK = _("Use these answers for this week")
START_ANEW = _("Start empty and delete last week's answers")
TYPED_ELSEWHERE = _("You typed something else here in another window, and there is no room for both.")
DAMAGED_TITLE = _("This form cannot be opened")
DAMAGED_LEAD = _(
    "What you had begun was damaged or changed outside Nearer. All that you have saved is untouched. You can begin "
    "again with an empty form; the damaged one is then deleted."
)
BEGIN_ANEW = _("Start again")


CLOSING_TITLE = _("Thank you. It is saved.")
CLOSING_LEAD = _("Here is what these weeks looked like for you. It is not a judgement on you or on the two of you.")


def hope_named(hope: str) -> str:
    """A hope that is hardly there yet, in its person's own words."""
    return _("“{hope}”: you have named it. That is the first step.").format(hope=hope)


def hope_near(hope: str, near: str, most: str) -> str:
    """`near` is how near it was, `most` how near it could be."""
    return _("“{hope}”: {near} of {most} this week.").format(hope=hope, near=near, most=most)


HOPES_LEAD = _("Your hopes are kept in your own words. You can say next week how near they were.")


def too_few(answered: int, needed: int) -> str:
    """Why a scale has no score; both counts are of items."""
    return _("Too few answers to say ({answered} of at least {needed}). That is quite all right.").format(
        answered=answered, needed=needed
    )


def not_asked(hidden: int, items: int) -> str:
    """Why a sum is missing: so many of its questions were not asked."""
    return counted(
        "{hidden} of the {items} questions was not asked this time, so there is no number. That is quite all right.",
        "{hidden} of the {items} questions were not asked this time, so there is no number. That is quite all right.",
        hidden,
    ).format(hidden=hidden, items=items)


def not_applicable(away: int, items: int) -> str:
    """Why a sum is missing: so many of its questions do not apply."""
    return counted(
        "{away} of the {items} questions does not apply to you, so there is no number. That is quite all right.",
        "{away} of the {items} questions do not apply to you, so there is no number. That is quite all right.",
        away,
    ).format(away=away, items=items)


NO_ACTIVITY = _(
    "This number is only for a month with sexual activity. There is none this time, and that is quite all right."
)


NOT_VALIDATED = _(
    "These are our own questions, not a validated instrument. They describe; they do not judge or decide anything."
)
FROM_A_THERAPIST = _("Your therapist imported these questions. Their numbers describe; they do not decide anything.")
OTHER_SCORES = _("The other parts")
ALL_SCORES = _("Part by part")
NOTHING_TO_SAY = _(
    "There were too few answers to say more this time. That is quite all right. What you answered is kept."
)
PAGES_THAT_FIT = _("Pages of the guide that fit")
NOBODY_WATCHES = _(
    "Nobody watches these answers. If something weighs on you, Help at the top of every screen leads to people."
)


HARM_TITLE = _("You are not alone with this")
HARM_LEAD = _(
    "Some questions touch heavy things. Whatever you answered, somebody can listen right now. Nobody has been told "
    "what you answered, and Nearer cannot tell anybody. If it is about you, please tell one person today."
)
HARM_EMERGENCY = _("If you are in danger, or might hurt yourself, call the emergency number or go to a hospital now.")
HARM_ALL = _("All lines, for every country")
HARM_UNCHECKED = _("From general knowledge, not checked yet")
HARM_ON = _("Go on with the questions")
