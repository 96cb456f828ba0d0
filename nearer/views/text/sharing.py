"""Sentences of Sharing: who can read what, what a change of audience does, invitations, ending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nearer.domain.questionnaire import Purpose
from nearer.domain.roles_and_audiences import PARTNER, Audience, Part
from nearer.language.dates_and_numbers import and_list, day
from nearer.language.names_apart import set_apart
from nearer.language.sentences import _, counted

TITLE = _("Sharing")
LEAD = _("Only you can read what you write, until you share it. You can change your mind at any time.")
ONLY_ME = _("Only me")
CLOSENESS = _("How close it felt, week by week")
CLOSENESS_HINT = _("One number and one picture a week.")
ANSWERS_HINT = _("What you chose for each question.")


def scores_hint(purpose: Purpose | None) -> str:
    """What the scores of a questionnaire with this purpose say; None of one that a therapist imported."""
    hints = {
        "barriers": _("What was in the way and how much, in words."),
        "goals": _("How near your hopes were, without the hopes themselves."),
        "comfort": _("Whether the pace suits you and how ready you feel, in words."),
    }
    return hints.get(purpose or "", _("The scores in words, without the single answers."))


def whole_part(part: Part) -> tuple[str, str]:
    """Name and content of a part that belongs to no questionnaire."""
    return {
        Part.NOTES: (_("Your notes"), _("What you wrote beside a check-in.")),
        Part.EVENTS: (_("Your events"), _("Days such as an operation, a scan or a holiday.")),
        Part.GUIDE: (
            _("Guide, steps and questions"),
            _("Pages you marked as read, steps you did and when, questions you keep for a visit."),
        ),
    }[part]


def who_reads(title: str) -> str:
    """The label of a switch, read out only."""
    return _("Who can read this: {title}").format(title=title)


def audience_name(audience: Audience, names: Mapping[str, str]) -> str:
    """The readers in words, as a file of one's own has them, therapists by their names; the partner is not named."""
    if audience == Audience.ME:
        return _("Only me")
    partner = [str(_("my partner"))] if PARTNER in audience.others else []
    return and_list([str(_("Me")), *partner, *sorted(names[one] for one in audience.therapists)])


def to_partner_title(partner: str) -> str:
    return _("What {partner} can read").format(partner=set_apart(partner))


def compare_title(partner: str) -> str:
    return _("Is it really {partner}?").format(partner=partner)


def new_keys(partner: str) -> str:
    return _(
        "{partner} has new keys, and cannot read what you share until you have compared these six words face to face. "
        "If the words are not the same, do not go on, and ask for help."
    ).format(partner=partner)


def same_words(partner: str) -> str:
    return _("{partner} sees the same words").format(partner=partner)


def reads_on(partner: str) -> str:
    return _("{partner} can read what you share again.").format(partner=partner)


def compare_lead(partner: str) -> str:
    """Above the six words of both keys, to be compared with the partner's screen."""
    return _(
        "{partner} sees the same six words here. If they see others, somebody changed the notebook: stop sharing and "
        "ask for help."
    ).format(partner=partner)


APART_LEAD = _("About what feels right for you. Share it only if you want to talk about it.")


def tell(name: str) -> str:
    return _("Tell {name} when they next open Nearer").format(name=name)


INCLUDE_EARLIER = _("Also what I wrote until now")
INCLUDE_ANSWERS = _("Also what I chose for each question")


def with_answers(is_open: bool) -> str:
    """The small button of an open row."""
    return _("With each single answer · Change") if is_open else _("Without single answers · Change")


def preview_of_all(name: str) -> str:
    return _("This is exactly what {name} will see:").format(name=name)


def preview_of_next(name: str, is_open: bool) -> str:
    """What will be shared, above an example; `is_open` says that something may be read already."""
    if is_open:
        return _("{name} keeps what is shared already. What you write next will look like this example:").format(
            name=name
        )
    return _(
        "{name} will see nothing that you wrote until now. What you write next will look like this example, "
        "which {name} does not see:"
    ).format(name=name)


def nothing_to_see(name: str) -> str:
    return _("There is nothing here yet. {name} will see it when you have written something.").format(name=name)


def and_more(count: int) -> str:
    return counted("and {count} more from before", "and {count} more from before", count).format(count=count)


def week_line(monday: date, score: str) -> str:
    return _("Week from {day}: {score} of 100").format(day=day(monday), score=score)


def share_with(name: str) -> str:
    return _("Share with {name}").format(name=name)


def shared_now(title: str, name: str) -> str:
    return _("Saved. {name} can now read: {title}.").format(name=name, title=title)


def shared_next(part: Part, title: str, name: str) -> str:
    """While there is nothing of it to read: from when on there will be."""
    sentence = {
        Part.CLOSENESS: _("Saved. From your next check-in on, {name} can read: {title}."),
        Part.NOTES: _("Saved. From your next note on, {name} can read: {title}."),
        Part.EVENTS: _("Saved. From the next event you add, {name} can read: {title}."),
    }.get(part, _("Saved. From the next time you answer it, {name} can read: {title}."))
    return sentence.format(name=name, title=title)


def changed_next(title: str) -> str:
    """What was saved where the part was shared already: only what is written next is affected."""
    return _("Saved. This holds for what you write next: {title}.").format(title=title)


NOT_NOW = _("Not now")
KEEP_TO_MYSELF = _("Keep it to myself")
LEAVE_AS_IT_IS = _("Leave it as it is")


def kept_now(title: str) -> str:
    return _("Saved. Only you can read this now: {title}.").format(title=title)


def narrowing(title: str, name: str) -> str:
    """What happens when a row is closed again."""
    return _(
        "If you keep “{title}” to yourself, {name} can no longer open it, old or new. "
        "What {name} has already read stays read."
    ).format(name=name, title=title)


GRANT_LEAD = _("Untick what you want to keep to yourself. You can change each one later.")


def grant(name: str) -> str:
    return _("Let {name} read what is ticked").format(name=name)


def granted(name: str, with_earlier: bool) -> str:
    if with_earlier:
        return _("Saved. {name} can read what you ticked.").format(name=name)
    return _("Saved. From now on, {name} can read what you write of what you ticked.").format(name=name)


NOT_TOLD = _("Nearer sends no e-mail and no text message. Nobody is told of a change here, unless you tick it.")
SHOWS_NOTHING_PRIVATE = _(
    "What you keep to yourself leaves no trace for anybody else. A question you declined and one you left out look "
    "the same to them."
)
SOLO = _("You are using Nearer on your own. Everything works that way, for as long as you like.")
INVITE_TITLE = _("Invite your partner")
INVITE_LEAD = _(
    "They get their own passphrase and their own private part. Joining shares nothing, in either direction."
)
INVITE = _("Make an invitation")
INVITATION_CODE = _("Say or show this code to your partner. It works once, and for seven days.")
INVITATION_PICTURE = _("A square picture with the address and the code, for a phone's camera")
THIS_COMPUTER_ONLY = _("This address works on this computer only. A clinic's notebook has one that phones can open.")
INVITATION_HOW = _("Your partner types it in at this address, or points a phone's camera at the picture:")
INVITATION_HERE = _("Your partner types it in at this address:")


def invitation_open_until(day: str) -> str:
    return _("An invitation is open until {day}.").format(day=day)


WITHDRAW = _("Withdraw the invitation")
WITHDRAWN = _("The invitation no longer works.")
INVITE_ANEW = _("Make a new invitation")


def both_here(partner: str) -> str:
    return _("You and {partner} are both here. You each decide what you share.").format(partner=partner)


END_TITLE = _("Stop sharing everything")


def end_lead(partner: str) -> str:
    return _("{partner} can no longer open anything of yours. What was read before stays read.").format(partner=partner)


def end(partner: str) -> str:
    return _("Stop sharing with {partner}").format(partner=partner)


ENDED = _("Saved. Your partner can no longer open anything of yours.")


ANSWERS_TITLE = _("Single answers")
NOTE_TITLE = _("Note")


def shown_title(partner: str) -> str:
    return _("What {partner} shows you").format(partner=set_apart(partner))


def weeks_of(partner: str) -> str:
    """A link to the screen Closeness."""
    return _("How close the weeks felt to {partner}").format(partner=set_apart(partner))


def barriers_of(partner: str) -> str:
    """A link to the screen Barriers."""
    return _("What was in the way for {partner}").format(partner=set_apart(partner))
