"""On which days somebody with an account signed in, and how often: counts for the clinic's manager, of twelve weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from nearer.database.therapist_schema import sign_ins
from nearer.privacy.principal import ClinicAccount
from nearer.storage.notebook import Notebook

KEPT_WEEKS = 12


def count_sign_in(notebook: Notebook, account: ClinicAccount, now: datetime) -> None:
    """One more on this day (in UTC). Older days than twelve weeks go; the last one of all is this."""
    day, first = now.astimezone(UTC).date(), (now - timedelta(weeks=KEPT_WEEKS)).date()
    with notebook.write_as_account(account, now) as writer:
        writer.execute(sign_ins.delete().where(writer.own(sign_ins), sign_ins.c.day < first.isoformat()))
        today = writer.own(sign_ins, day=day.isoformat())
        times = writer.execute(select(sign_ins.c.times).where(today)).scalar_one_or_none()
        if times is None:
            writer.insert(sign_ins, day=day.isoformat(), times=1)
        else:
            writer.execute(update(sign_ins).where(today).values(times=times + 1))
