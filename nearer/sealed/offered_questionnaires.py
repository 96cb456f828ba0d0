"""What a therapist signs when they offer a questionnaire: its content, which of its items ask about harm,
and whether it is for everybody.

So nobody who writes the file can offer a questionnaire in their name, or take the flags away by which help opens.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nearer.privacy.associated_data import bind
from nearer.privacy.principal import Therapist
from nearer.privacy.signatures import is_signed, sign


def sign_offered(therapist: Therapist, row: Row[Any], only_chosen: bool) -> bytes:
    """The signature, 64 bytes, over this row of `questionnaires`, which is the therapist's own."""
    return sign(therapist.keys, _signed_text(row, only_chosen))


def is_offered_by(keys: Collection[str], row: Row[Any]) -> bool:
    """Whether one of these public signing keys (hex) signed what stands in the row."""
    message, signature = _signed_text(row, row.only_chosen), row.signature or b""
    return any(is_signed(bytes.fromhex(key), message, signature) for key in keys)


def _signed_text(row: Row[Any], only_chosen: bool) -> bytes:
    therapist, custom = (UUID(str(one)).hex for one in (row.therapist_id, row.custom_id))
    audience = "chosen" if only_chosen else "everybody"
    return bind("offered", audience, row.clinic_id, therapist, custom, row.sha256, row.harm_flags or "")
