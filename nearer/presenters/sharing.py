"""Who can read what of a person: as a table, as it may be changed, and as it ends."""

from __future__ import annotations

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.presenters.shared_wishes import withdraw_all
from nearer.session.values import PersonSession
from nearer.storage.couple.sharing import Choice, read_audiences, set_audience
from nearer.views import text as words
from nearer.views.screen_values import AccessRow


def access_rows(session: PersonSession) -> tuple[AccessRow, ...]:
    """A row for each part of what a person writes, with whoever can read it now."""
    now, partner = read_audiences(session.notebook, session.principal), partner_name(session)
    return tuple(
        AccessRow(
            words.sharing.part_name(part),
            words.sharing.part_hint(part),
            words.sharing.audience_name(now[part], partner),
        )
        for part in Part
    )


def partner_name(session: PersonSession) -> str:
    """Empty without a partner."""
    partner = session.household.partner
    return partner.nickname if partner else ""


def parts_for(reader: str) -> list[Part]:
    """What can be shared with `partner` or `therapist`: what was read in the guide only with a therapist."""
    return [part for part in Part if part is not Part.GUIDE or reader == "therapist"]


def end_sharing_with_partner(session: PersonSession) -> None:
    """Close every part to the partner, and take back what was said to them. A therapist reads on as chosen."""
    for part, audience in read_audiences(session.notebook, session.principal).items():
        choice = Choice(part, Audience.of(audience.others - {"partner"}))
        set_audience(session.notebook, session.principal, choice, session.now)
    withdraw_all(session)
