"""Sentences of Sharing: who can read what, what a change of audience does, invitations, ending."""

from __future__ import annotations

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.language.sentences import _

TITLE = _("Sharing")
LEAD = _("Nobody reads anything here but you, until you say so. You can change your mind at any time.")
TABLE_TITLE = _("Who can read what you write")
PART_COLUMN = _("What")
READER_COLUMN = _("Who can read it")


def part_name(part: Part) -> str:
    return {
        Part.CLOSENESS: _("Closeness scores"),
        Part.BARRIERS: _("Scores of the other questionnaires"),
        Part.ANSWERS: _("Single answers"),
        Part.NOTES: _("Notes"),
        Part.EVENTS: _("Events"),
        Part.GUIDE: _("Guide, steps and questions"),
    }[part]


def part_hint(part: Part) -> str:
    """What a reader of this part would see."""
    return {
        Part.CLOSENESS: _("One number and one picture a week."),
        Part.BARRIERS: _("The numbers and their words, without the single answers."),
        Part.ANSWERS: _("What you chose for each question. Left out or declined questions never show."),
        Part.NOTES: _("Your own words beside a check-in."),
        Part.EVENTS: _("Dates such as an operation or a session."),
        Part.GUIDE: _(
            "For a therapist only: pages you marked as read, steps you did and when, questions you keep for a visit."
        ),
    }[part]


def audience_name(audience: Audience, partner: str) -> str:
    """The readers in words; `partner` is the other person's name, or empty while there is none."""
    other = partner or _("my partner")
    return {
        Audience.ME: _("Only me"),
        Audience.PARTNER: _("{partner} and me").format(partner=other),
        Audience.THERAPIST: _("Our therapist and me"),
        Audience.ALL: _("{partner}, our therapist and me").format(partner=other),
    }[audience]


CHANGE_TITLE = _("Change who can read")
WHICH_PART = _("What is it about?")


def change_to(audience: Audience, partner: str) -> str:
    """The button that gives a part these readers."""
    if audience is Audience.ME:
        return _("Keep it to myself")
    return _("Let these read it: {readers}").format(readers=audience_name(audience, partner))


def widening(part: Part, partner: str) -> str:
    """What happens when a part is opened to the other."""
    return _("{partner} can read your {part} from now on.").format(partner=partner, part=part_name(part).lower())


def include_earlier(part: Part) -> str:
    return _("Also what I wrote before today ({part})").format(part=part_name(part).lower())


def narrowing(part: Part, partner: str) -> str:
    """What happens when a part is closed again."""
    return _(
        "{partner} can no longer open your {part}, old or new. What was seen stays seen: "
        "Nearer cannot take back what somebody has already read or written down."
    ).format(partner=partner, part=part_name(part).lower())


AUDIENCE_CHANGED = _("Saved. The table above shows how it is now.")
NOT_TOLD = _("Nobody is sent a message about this.")
SHOWS_NOTHING_PRIVATE = _(
    "What you keep to yourself leaves no trace for anybody else. A question declined and one left out look the same: "
    "neither enters a score, and neither shows."
)
SOLO = _("You are using Nearer on your own. Everything works that way, for as long as you like.")
INVITE_TITLE = _("Invite your partner")
INVITE_LEAD = _(
    "They get their own passphrase and their own private part. Joining shares nothing, in either direction."
)
INVITE = _("Make an invitation")
INVITATION_CODE = _("Say or show this code to your partner. It works once, and for seven days.")
INVITATION_HOW = _("They open the sign-in page, choose “Join with a code” and type it in.")


def invitation_open_until(day: str) -> str:
    return _("An invitation is open until {day}.").format(day=day)


WITHDRAW = _("Withdraw the invitation")
WITHDRAWN = _("The invitation no longer works.")
INVITE_ANEW = _("Make a new invitation")


def both_here(partner: str) -> str:
    return _("{partner} has joined. You each decide for yourselves what the other can read.").format(partner=partner)


END_TITLE = _("Share nothing any more")


def end_lead(partner: str) -> str:
    return _("Closes every part to {partner} at once. What was seen stays seen.").format(partner=partner)


def end(partner: str) -> str:
    return _("Close everything to {partner}").format(partner=partner)


ENDED = _("Saved. Everything is closed to your partner from now on.")


ANSWERS_TITLE = _("Single answers")
NOTE_TITLE = _("Note")


def shown_title(partner: str) -> str:
    return _("What {partner} lets you read").format(partner=partner)
