"""Sentences of the two-minute start, and of what comes after it."""

from __future__ import annotations

from nearer.language.sentences import _, counted

TITLE = _("Only a few minutes? Begin with what weighs most")
LEAD = _("Which of these weigh most? Three are enough. Only those are asked now. The rest stays for another day.")
CHOOSE = _("Choose what weighs most")
BEGIN = _("Begin with these")
OPEN_REST = _("Answer more of this")


def heading(title: str) -> str:
    """A questionnaire above what can be ticked of it; that several may be is said behind it."""
    return _("{title}:").format(title=title)


def length(questions: int, minutes: int) -> str:
    """What was chosen so far, in questions and minutes."""
    about = counted("about {minutes} minute", "about {minutes} minutes", minutes).format(minutes=minutes)
    many = counted("{count} question", "{count} questions", questions).format(count=questions)
    return _("{questions}, {minutes}.").format(questions=many, minutes=about)


def go_on(title: str) -> str:
    """The button that leads to the next section of a short start."""
    return _("Go on: {title}").format(title=title)
