"""Sentences of a manager's page: what needs them, accounts, invitations, copies, the trail."""

from __future__ import annotations

from datetime import date, datetime

from nearer.language.dates_and_numbers import day, day_in_table, day_of_year, format_number
from nearer.language.sentences import _, counted

TITLE = _("The clinic")
LEAD = _("Accounts, invitations and copies. You see counts here, and nothing that people wrote.")

NEEDS_TITLE = _("What needs you")
NOTHING_NEEDS_YOU = _("Nothing today.")
NEXT = _("Next:")
NEXT_TRAIL = _(
    "Speak with the person who looks after the server. Until then, trust no line below. Then note it under Trail."
)
NEXT_COPY = _("Make a copy now, under Copies.")
NEXT_ROOM = _("Ask the person who looks after the server to make room on its disk.")
NEXT_FIRST = _("Invite the first therapist.")
NEXT_SECOND_MANAGER = _("Invite a second manager, in case you lose your keys.")
NEXT_NOTHING = _("Nothing is left to do.")
TRAIL_BROKEN = _("The trail is not as you last saw it. A line was changed or removed outside Nearer.")
NO_BACKUP = _("There is no copy of the notebook yet.")
LITTLE_ROOM = _("The disk of the server is nearly full.")


def next_invitation(name: str) -> str:
    return _("Speak with {name}. You can invite them again, or withdraw the invitation.").format(name=name)


def next_app(name: str) -> str:
    return _("Ask {name} to sign in. Nearer then shows how to add the app.").format(name=name)


def backup_is_old(days: int) -> str:
    return counted(
        "There was no copy of the notebook for {n} day.", "There was no copy of the notebook for {n} days.", days
    ).format(n=days)


def never_accepted(name: str, ended: date) -> str:
    return _("{name} did not use the invitation. It ended on {day}.").format(name=name, day=day_of_year(ended))


def ends_soon(name: str, days: int) -> str:
    """0 is today; two at most."""
    if days == 0:
        return _("The invitation of {name} ends today.").format(name=name)
    if days == 1:
        return _("The invitation of {name} ends tomorrow.").format(name=name)
    return _("The invitation of {name} ends in two days.").format(name=name)


def no_app(name: str) -> str:
    return _("{name} has a passphrase, but no authenticator app yet.").format(name=name)


THERAPISTS, MANAGERS, ENDED = _("Therapists"), _("Managers"), _("Accounts that ended")
NO_THERAPISTS = _("There is no therapist yet. You can invite one under “Invite”.")
SIGN_INS, COUPLES_OPENED, HIDDEN = _("Sign-ins by week"), _("Couples opened by week"), _("–")
WEEKS_NOTE = _("Eight weeks, the newest on the right. A dash is fewer than five couples, or none.")
NEVER_SIGNED_IN = _("No sign-in in the last weeks.")


def since(when: date) -> str:
    return _("Started on {day}.").format(day=day(when))


def ended(when: date) -> str:
    return _("Ended on {day}.").format(day=day(when))


def last_sign_in(when: date, today: date) -> str:
    if when >= today:
        return _("Signed in today.")
    return _("Last sign-in on {day}.").format(day=day_of_year(when))


REVOKE_HINT = _("They are signed out and cannot sign in again.")
RESET_HINT = _("For somebody who cannot get in any more. The account ends, and you get a code for a new one.")
CANCEL, OWN_ACCOUNT = _("Cancel"), _("This is you.")


def change_account(name: str) -> str:
    return _("Change the account of {name}").format(name=name)


def revoke_label(name: str) -> str:
    return _("Revoke {name}").format(name=name)


def reset_label(name: str) -> str:
    return _("Reset {name}").format(name=name)


def ask_revoke(name: str) -> tuple[str, ...]:
    """What happens, before the button that does it."""
    return (
        _("{name} is signed out within seconds and cannot sign in again.").format(name=name),
        _("Nothing that people opened to {name} opens any more. They see the date.").format(name=name),
        _("Notes that {name} wrote for themselves stay sealed, and nobody can open them.").format(name=name),
    )


def ask_revoke_manager(name: str) -> tuple[str, ...]:
    return ask_revoke(name)[:1]


def ask_reset(name: str) -> tuple[str, ...]:
    """What a manager confirms before a reset, which gives nothing back that is sealed."""
    return (
        _("Use this when {name} lost the passphrase and the recovery code, or the phone and the paper codes.").format(
            name=name
        ),
        _("You have no key of theirs, so nothing that is sealed comes back."),
        _("The old account ends now, with its authenticator app. You get a code for a new one, with new keys."),
        _("Nothing that people opened to {name} opens any more. Each of them has to let {name} in again.").format(
            name=name
        ),
        _("Notes that {name} wrote for themselves cannot be opened again, by anybody.").format(name=name),
        _("Questionnaires that {name} added have to be added again.").format(name=name),
    )


def yes_revoke(name: str) -> str:
    return _("Yes, revoke {name}").format(name=name)


def yes_reset(name: str) -> str:
    return _("Yes, reset {name}").format(name=name)


def revoked(name: str) -> str:
    return _("{name} opens nothing any more.").format(name=name)


INVITE_TITLE = _("Invite")
INVITE_LEAD = _("They choose a passphrase and add an authenticator app. The code works once, for seven days.")
NAME, KIND, INVITE = _("Name they sign in with"), _("As"), _("Invite")
CODE_ONCE = _("It is shown once. Give it to them yourself, in person or by phone.")
LINK, HIDE_CODE = _("The link, to copy:"), _("I have given it away")


def kind_name(kind: str) -> str:
    """The name of a kind of account; nothing is known of a kind that somebody put into the file."""
    return {"therapist": _("Therapist"), "manager": _("Manager")}.get(kind) or _("Account")


def code_for(name: str) -> str:
    return _("The invitation code for {name}").format(name=name)


OPEN_INVITATIONS, NO_INVITATIONS, WITHDRAW = _("Open invitations"), _("None is open."), _("Withdraw")


def invitation(name: str, kind: str, until: date) -> str:
    return _("{name}, {kind}. Ends on {day}.").format(name=name, kind=kind_name(kind).lower(), day=day_of_year(until))


def invitation_over(name: str, kind: str, until: date) -> str:
    return _("{name}, {kind}. It ended on {day} and was never used.").format(
        name=name, kind=kind_name(kind).lower(), day=day_of_year(until)
    )


def withdraw_label(name: str) -> str:
    return _("Withdraw {name}").format(name=name)


def withdrawn(name: str) -> str:
    return _("The invitation of {name} opens nothing any more.").format(name=name)


COPIES_TITLE = _("Copies")
NO_COPIES = _("There is none yet. Nearer makes the first one at the next sign-in.")
COPIES_OF_CLINIC = _("Your clinic makes the copies of its PostgreSQL. Nearer does not see them.")
COPIED_WHERE = _("Each was opened and checked when it was made. They are on the same disk:")
COPY_NOW = _("Make a copy now")


def copies(number: int, newest: datetime) -> str:
    return counted("{n} copy. It was made on {day}.", "{n} copies. The newest was made on {day}.", number).format(
        n=number, day=moment(newest)
    )


STATE_TITLE = _("Version and space")
GIGABYTE, MEGABYTE = 10**9, 10**6


def state_lines(version: str, schema: str, database: str) -> tuple[str, ...]:
    return (
        _("Nearer {version}").format(version=version),
        _("Version of its tables: {schema}").format(schema=schema),
        _("Database: {database}").format(database=database),
    )


def size(number: int) -> str:
    return _("Size: {size}").format(size=_bytes(number))


def free(number: int) -> str:
    return _("Free on the disk: {size}").format(size=_bytes(number))


def _bytes(number: int) -> str:
    if number >= GIGABYTE:
        return _("{n} GB").format(n=format_number(round(number / GIGABYTE, 1)))
    return _("{n} MB").format(n=format_number(round(number / MEGABYTE, 1)))


TRAIL_TITLE, WHEN, WHAT, BY = _("Trail"), _("When"), _("What"), _("By")
TRAIL_LEAD = _("Who was invited or revoked, and by whom. Lines are only added.")
TRAIL_NOTE_LEAD = _(
    "Do you know what happened? Then note it here. Nearer checks the lines that follow, and these for any new change."
)
TRAIL_NOTE = _("I know about this change")
TRAIL_NOTED = _("Noted. The trail has a line that says so.")
NEWEST_FIRST = _("The newest line first")
BY_COMMAND = _("command on the server")
WHOLE_TRAIL = _("All of it")


def trail_noted(when: datetime) -> str:
    """Stays below the heading, in the own time zone."""
    return _(
        "You noted on {moment} that lines were changed outside Nearer. Do not rely on the lines before that."
    ).format(moment=moment(when))


def moment(when: datetime) -> str:
    """A day and a minute in the own time zone."""
    return _("{day}, {time}").format(day=day_in_table(when.date()), time=f"{when:%H:%M}")


def act(name_of_act: str, kind: str, name: str) -> str:
    """One line of the trail."""
    sentences = {
        "invited": _("{name} was invited as a {kind}"),
        "withdrawn": _("The invitation of {name} as a {kind} was withdrawn"),
        "accepted": _("{name} accepted and is a {kind}"),
        "revoked": _("{name}, {kind}, was revoked"),
        "reset": _("{name}, {kind}, was reset"),
        "noted": _("{name}, {kind}, noted that earlier lines were changed outside Nearer"),
    }
    sentence = sentences.get(name_of_act) or _("{name}: this line is not one of Nearer's")
    return sentence.format(name=name, kind=kind_name(kind).lower())
