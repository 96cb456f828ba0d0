"""Whom a person knows as their partner: by a MAC of their own over the partner's public keys, or not at all.

An invitation is signed by whoever invites, so that a planted one lets nobody in. Its code gives a key that only the two
have: with it each shows the other, once, that these public keys are their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from nearer.database.row_errors import ChangedOutside
from nearer.database.schema import invitations, ledgers, matches, people
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.privacy.associated_data import bind
from nearer.privacy.ledger import Ledger, OpenInvitation, PinnedPartner
from nearer.privacy.principal import Principal
from nearer.privacy.seal import key_mac
from nearer.privacy.signatures import is_signed, sign
from nearer.privacy.succession import PublicKeys, first_keys, follows
from nearer.privacy.typed_codes import normal_code
from nearer.sealed.signed_profiles import is_own_profile

# People with what is sealed of their ledgers, where they have one.
WITH_LEDGER = select(people, ledgers.c.changes, ledgers.c.body).join_from(people, ledgers, isouter=True)
# And with the invitation of their couple that is open, if there is one.
WITH_INVITATION = WITH_LEDGER.add_columns(
    invitations.c.code_sha256.label("invitation_code"), invitations.c.until.label("invitation_until")
).outerjoin(
    invitations,
    and_(invitations.c.clinic_id == people.c.clinic_id, invitations.c.couple_id == people.c.couple_id),
)


def find_trusted_partner(rows: Sequence[Row[Any]], ledger: Ledger) -> Row[Any] | None:
    """The partner, of the rows of everybody else in the couple (`WITH_LEDGER`), and in the ledger then; or None.

    Only somebody whom the person invited or was invited by. ChangedOutside for anybody else, and for other keys; but
    for keys that the known ones signed (`has_new_keys`).
    """
    if not rows:
        return None
    if len(rows) > 1:
        raise ChangedOutside(ChangeText.NOT_INVITED)
    [row] = rows
    if ledger.partner is None or ledger.partner.id != row.person_id.hex:
        pinned_keys = _check_joined(row, ledger)
    elif (row.changes or 0) < ledger.partner.version:
        raise ChangedOutside(ChangeText.PARTNER_ROLLED_BACK, name=row.nickname)
    else:
        pinned_keys = PublicKeys(ledger.partner.public, ledger.partner.signing)
    if not follows(row.succession, row.person_id.hex, pinned_keys, _keys_of(row)):
        raise ChangedOutside(ChangeText.PARTNER_KEYS, name=row.nickname)
    if not is_own_profile(row._mapping, row.signing_key):
        raise ChangedOutside(ChangeText.PARTNER_NAME)
    ledger.partner, ledger.invitation = pin_partner(row, pinned_keys), None
    return row


def pin_partner(row: Row[Any], pinned_keys: PublicKeys | None) -> PinnedPartner:
    """A partner as they are now, for a ledger; the keys are the `pinned_keys`, until they are compared."""
    keys = pinned_keys or _keys_of(row)
    return PinnedPartner(row.person_id.hex, keys.public, keys.signing, row.changes or 0)


def has_new_keys(row: Row[Any], pinned: PinnedPartner) -> bool:
    """Whether the partner took other keys since the two were compared."""
    return PublicKeys(pinned.public, pinned.signing) != _keys_of(row)


def _keys_of(row: Row[Any]) -> PublicKeys:
    return keys_in(row.public_key, row.signing_key)


def keys_in(public: object, signing: object) -> PublicKeys:
    """Both public keys from their columns."""
    return PublicKeys(_hex(public), _hex(signing))


def find_inviter(connection: Connection, invitation: Row[Any], code: str) -> Row[Any]:
    """Whoever made this open invitation; ChangedOutside when they did not sign it, or do not have its code."""
    couple = {"clinic_id": invitation.clinic_id, "couple_id": invitation.couple_id}
    row = connection.execute(WITH_LEDGER.where(matches(people, **couple, person_id=invitation.person_id))).one()
    proof = key_mac(code_key(code), _about_inviter(row, invitation.code_sha256, invitation.until))
    signed = is_signed(row.signing_key, proof, invitation.signature)
    if not (signed and proof == invitation.proof and is_own_profile(row._mapping, row.signing_key)):
        raise ChangedOutside(ChangeText.INVITATION)
    return row


def make_invitation(
    principal: Principal, row: Row[Any], code: str, until: datetime
) -> tuple[dict[str, Any], OpenInvitation]:
    """The row of a new invitation by the person of `row`, and what their ledger has of it."""
    sha256, key = hash_code(code), code_key(code)
    proof = key_mac(key, _about_inviter(row, sha256, until))
    signed = {"signature": sign(principal.keys, proof), "proof": proof}
    values = {"person_id": principal.id, "code_sha256": sha256, "until": until, **signed}
    return values, OpenInvitation(sha256.hex(), key.hex(), _moment(until))


def make_joined(code: str, values: dict[str, Any]) -> bytes:
    """What shows the inviter that whoever has the code made the keys in these columns of `people`."""
    return key_mac(code_key(code), _about_joined(values))


def code_key(code: str) -> bytes:
    """The key, 32 bytes, that only who knows the code has; its 80 random bits need no slow hash."""
    typed = normal_code(code).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(typed, digest_size=32, person=b"nearer code key").digest()


def hash_code(code: str) -> bytes:
    """The hash of a code that is saved, 32 bytes; its 80 random bits need no slow hash."""
    return hashlib.sha256(normal_code(code).encode("utf-8", "surrogatepass")).digest()


def _check_joined(row: Row[Any], ledger: Ledger) -> PublicKeys:
    """The keys with which this person joined; ChangedOutside unless they had the code that the ledger knows."""
    first = first_keys(row.succession, _keys_of(row))
    joined = {"public_key": bytes.fromhex(first.public), "signing_key": bytes.fromhex(first.signing)}
    key = None if ledger.invitation is None else bytes.fromhex(ledger.invitation.key)
    if key is None or row.invited != key_mac(key, _about_joined({**row._mapping, **joined})):
        raise ChangedOutside(ChangeText.NOT_INVITED)
    return first


def check_invitation(row: Row[Any], ledger: Ledger) -> None:
    """ChangedOutside for an open invitation, in a row of `WITH_INVITATION`, that the person did not make, or made and
    took back."""
    open_now = ledger.invitation
    if row.invitation_code is not None and (
        open_now is None
        or (open_now.code_sha256, open_now.until) != (_hex(row.invitation_code), _moment(row.invitation_until))
    ):
        raise ChangedOutside(ChangeText.INVITATION)


def _about_joined(values: Any) -> bytes:
    columns = ("clinic_id", "couple_id", "person_id", "public_key", "signing_key")
    return bind("joined", *(values[column] for column in columns))


def _about_inviter(row: Row[Any], sha256: bytes, until: datetime) -> bytes:
    inviter = (row.clinic_id, row.couple_id, row.person_id, row.public_key, row.signing_key)
    return bind("invites", *inviter, sha256.hex(), _moment(until))


def _hex(key: object) -> str:
    """A key as text; whoever can write the file can put text where bytes belong."""
    return key.hex() if isinstance(key, bytes) else ""


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
