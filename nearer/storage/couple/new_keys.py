"""New keys for somebody whose passphrase another person knew, and what their partner does about it.

An old copy of the file, with the old passphrase or recovery code, opens nothing that is written afterwards.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update

from nearer.database.row_errors import NotSaved
from nearer.database.schema import drawer_keys, invitations, people
from nearer.domain.roles_and_audiences import PARTNER, Audience
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.privacy.seal import new_key, new_key_pair, seal_key, seal_private
from nearer.privacy.signatures import signing_public
from nearer.privacy.succession import add_successor
from nearer.sealed.authorisation import Writer
from nearer.sealed.drawers import KeyRecipient, open_drawer, read_drawers, seal_key_for
from nearer.sealed.partners import pin_partner
from nearer.sealed.person_ledger import owner_of
from nearer.sealed.renewal import renew_answers, renew_drawer
from nearer.sealed.signed_profiles import sign_profile
from nearer.sealed.slots import UNLOCK_KEY, new_slots
from nearer.storage.couple.credentials import (
    SignInOutcome,
    check_new_passphrase,
    is_passphrase,
    put_slot,
)
from nearer.storage.couple.mutual_agreements import publish_anew
from nearer.storage.couple.readers import connected_therapists, find_reader
from nearer.storage.couple.sharing import words_of_both
from nearer.storage.errors import PartnerKeysChanged
from nearer.storage.notebook import Notebook


def change_keys(notebook: Notebook, principal: Principal, old: str, new: str, now: datetime) -> SignInOutcome | None:
    """New keys, passphrase and recovery code, and everything sealed anew, all or nothing; None when `old` is not right.

    Whoever may read something of theirs goes on reading it. What the partner shares is closed until the two have
    compared their words again. NotSaved says what the new passphrase lacks.
    """
    with notebook.read_as(principal) as reader:
        row = reader.person
    if notebook.demo:
        raise NotSaved(NotebookText.NO_RECOVERY_CODE)
    check_new_passphrase(new, row.nickname)
    if new == old:
        raise NotSaved(NotebookText.SAME_PASSPHRASE)
    if not is_passphrase(notebook, principal.id, row.nickname, old):
        return None
    keys, unlock = new_key_pair(), new_key()
    fresh = replace(
        principal, keys=keys, drawer_keys={}, sealed_keys={}, trusted={}, seen_versions=dict(principal.seen_versions)
    )
    slots, code = new_slots(owner_of(fresh), unlock, new)
    with notebook.renew_as(principal, fresh, now) as (before, writer):
        values = {
            "public_key": keys.public,
            "signing_key": signing_public(keys),
            "sealed_private": seal_private(keys, unlock),
            "sealed_unlock": seal_key(unlock, keys, keys.public, UNLOCK_KEY),
            "succession": add_successor(before.person.succession, principal.keys, keys, principal.id.hex),
            "signature": sign_profile(keys, before.person._mapping),
            "recovery_confirmed": False,
        }
        writer.execute(update(people).where(writer.own(people)).values(values))
        for kind, slot in slots.items():
            put_slot(writer, kind, slot)
        for drawer in read_drawers(before):
            renew_drawer(before, writer, drawer, _readers_now(before, Audience.parse_label(drawer.audience)))
        renew_answers(before, writer)
        _give_back(writer)
        publish_anew(before, writer)
    return SignInOutcome(fresh, code, recovery_confirmed=False)


def confirm_partner_keys(notebook: Notebook, principal: Principal, words: tuple[str, ...], now: datetime) -> None:
    """Let the partner read on with their new keys, after these six words were compared face to face.

    PartnerKeysChanged when they are not the words of the keys that the partner has now.
    """
    with notebook.write_as(principal, now) as writer:
        if writer.partner is None or words_of_both(writer) != words:
            raise PartnerKeysChanged
        if writer.partner_has_new_keys:
            writer.ledger.partner = pin_partner(writer.partner, None)
            partner = find_reader(writer, PARTNER)
            for row in read_drawers(writer):
                if PARTNER in Audience.parse_label(row.audience).others:
                    seal_key_for(writer, open_drawer(writer, row), partner)


def _readers_now(before: Writer, audience: Audience) -> tuple[KeyRecipient, ...]:
    """Who reads a drawer now, by the keys that were compared; whoever took others gets theirs when these are."""
    reader_ids = connected_therapists(before)
    if before.partner is not None and not before.partner_has_new_keys:
        reader_ids |= {PARTNER}
    return tuple(find_reader(before, name) for name in sorted(audience.others & reader_ids))


def _give_back(writer: Writer) -> None:
    """Nothing stays that the old keys open: the keys to what the partner shares, and an invitation that is open."""
    of_partner = drawer_keys.c.owner_id != writer.principal.id
    same = writer.of_couple(drawer_keys, reader_id=writer.principal.id)
    writer.execute(drawer_keys.delete().where(same, of_partner))
    writer.ledger.invitation = None
    writer.delete(invitations)
