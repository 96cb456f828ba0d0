"""What a therapist signs when they offer a questionnaire: its content, and which of its items ask about harm.

So nobody who writes the file can offer a questionnaire in their name, or take the marks away by which help opens.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nearer.privacy.principal import Therapist
from nearer.privacy.signatures import is_signed, sign


def sign_offered(therapist: Therapist, row: Row[Any]) -> bytes:
    """The signature, 64 bytes, over this row of `questionnaires`, which is the therapist's own."""
    return sign(therapist.keys, _about(row))


def is_offered_by(keys: Collection[str], row: Row[Any]) -> bool:
    """Whether one of these public signing keys (hex) signed what stands in the row."""
    about, signature = _about(row), row.signature or b""
    return any(is_signed(bytes.fromhex(key), about, signature) for key in keys)


def _about(row: Row[Any]) -> bytes:
    therapist, brought = (UUID(str(one)).hex for one in (row.therapist_id, row.brought_id))
    return "|".join(("offered", row.clinic_id, therapist, brought, row.sha256, row.marks or "")).encode()
