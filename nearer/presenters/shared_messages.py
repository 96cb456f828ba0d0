"""What two people send each other, as it is read: a sentence, a page to talk about, and what one shares now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID, uuid4

from nearer.addresses import ADDRESSES
from nearer.database.row_errors import NotSaved
from nearer.domain.roles_and_audiences import Part, SharedPart
from nearer.presenters.weekly_scores import load_our_weeks
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue, shipped_guide
from nearer.storage.couple.events import read_partner_events
from nearer.storage.couple.partner_messages import (
    PartnerMessage,
    delete_messages,
    post_message,
    read_own_messages,
    read_partner_messages,
    read_told_until,
    save_told_until,
)
from nearer.storage.couple.responses import read_partner_responses
from nearer.views import text as words

TOLD_DAYS = 7  # so long one is told what one can read: from the day on which it is first shown, until one opens it


def read_partner_lines(session: PersonSession) -> list[tuple[str, str]]:
    """What the partner sent, each as it is read and where it leads.

    Of what the partner shares one is told once there is something to read, and until one opens it or a week has gone
    by. The day on which it is first shown is written down, in a list that only its reader can open.
    """
    messages = session.read_unchanged(read_partner_messages)
    until = _begin_to_tell(session, messages)
    current = (one for one in messages if one.kind != "shared" or session.today < until.get(one.key, date.min))
    return [_line_to_partner(one) for one in current]


def read_own_lines(session: PersonSession) -> Iterator[tuple[PartnerMessage, str]]:
    """One's own messages, each with what is said of it; what one shares for a week, whatever the partner does."""
    partner = session.members.partner
    for message in session.read_unchanged(read_own_messages) if partner else ():
        if message.kind != "shared":
            yield message, _line_to_partner(message)[0]
        elif partner and session.today < message.day + timedelta(days=TOLD_DAYS):
            yield message, words.this_week.you_told(partner.nickname, _shared_title(message.text))


def note_opened(session: PersonSession, screen: str) -> None:
    """Somebody has opened the screen on which they read what the partner told them of: they are not told again.

    Only they can read that. Where it cannot be written down, they are told once more.
    """
    if session.members.partner is None:
        return
    messages = session.read_unchanged(read_partner_messages)
    on_screen = [one for one in messages if one.kind == "shared" and screen_of(one.text) == screen]
    until = session.read_unchanged(read_told_until) if on_screen else {}
    unread = (one for one in on_screen if until.get(one.key) != date.min)
    if read := [one.key for one in unread if _is_readable(session, one.text)]:
        _save_until(session, messages, {**until, **dict.fromkeys(read, date.min)})


def screen_of(label: str) -> str:
    """The screen on which one reads what a partner shares of the part with this label."""
    part = SharedPart.parse_label(label)
    if part is None or part.part in (Part.CLOSENESS, Part.EVENTS):
        return "closeness"
    questionnaire = shipped_catalogue().get(part.questionnaire)
    is_barrier = part.part is Part.BARRIERS and questionnaire is not None and questionnaire.purpose == "barriers"
    return "barriers" if is_barrier else "sharing"


def tell_of(session: PersonSession, part: SharedPart) -> None:
    """Let the partner find on their first screen that they can read this, once there is something of it."""
    post_message(
        session.notebook, session.principal, PartnerMessage(uuid4(), "shared", part.label, session.today), session.now
    )


def delete_share_message(session: PersonSession, part: SharedPart) -> None:
    """Take that back, as the part is closed again."""
    for message in session.read_unchanged(read_own_messages):
        if (message.kind, message.text) == ("shared", part.label):
            delete_messages(session.notebook, session.principal, message.key)


def _begin_to_tell(session: PersonSession, messages: Sequence[PartnerMessage]) -> Mapping[UUID, date]:
    """Until when one is told of what is shared, by message; what is new and can be read begins today."""
    shared = [one for one in messages if one.kind == "shared"]
    until = session.read_unchanged(read_told_until) if shared else {}
    new = [one.key for one in shared if one.key not in until and _is_readable(session, one.text)]
    if not new:
        return until
    until = {**until, **dict.fromkeys(new, session.today + timedelta(days=TOLD_DAYS))}
    _save_until(session, messages, until)
    return until


def _save_until(session: PersonSession, messages: Sequence[PartnerMessage], until: Mapping[UUID, date]) -> None:
    """Save until which day each message is announced, for those that are still there."""
    current = {one.key for one in messages}
    with suppress(NotSaved):
        of_current = {key: day for key, day in until.items() if key in current}
        save_told_until(session.notebook, session.principal, of_current, session.now)


def _is_readable(session: PersonSession, label: str) -> bool:
    """Whether there is anything of this part that the partner lets one read."""
    part = SharedPart.parse_label(label)
    if part is None or part.part is Part.EVENTS:
        return bool(session.read_unchanged(read_partner_events))
    if part.part is Part.CLOSENESS:
        return bool(load_our_weeks(session).partner_scores)
    responses = session.read_unchanged(read_partner_responses, part.questionnaire or None)
    field = {Part.NOTES: "note", Part.ANSWERS: "answers"}.get(part.part, "scores")
    return any(getattr(response, field) for response in responses)


def _line_to_partner(message: PartnerMessage) -> tuple[str, str]:
    """A sentence as it was sent, a page of the guide by its title, what is shared by its name."""
    if message.kind == "sentence":
        return message.text, ""
    if message.kind == "shared":
        address = f"/{ADDRESSES[screen_of(message.text)]}"
        return words.this_week.newly_shared(_shared_title(message.text)), address
    topic = shipped_guide().topics.get(message.text)
    address = f"/{ADDRESSES['guide']}?page={topic.id}" if topic else ""
    return words.steps.talk_about(topic.title if topic else message.text), address


def _shared_title(label: str) -> str:
    """What can be read: weeks, a questionnaire of ours by its title, or what belongs to none."""
    part = SharedPart.parse_label(label)
    questionnaire = shipped_catalogue().get(part.questionnaire) if part else None
    return questionnaire.title if questionnaire else words.this_week.shared_part(label.partition("/")[0])
