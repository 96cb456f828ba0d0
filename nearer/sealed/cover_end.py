"""The end of a cover: before its therapist reads anything, what was theirs until then is gone.

Each person closes to them with their own next save (nearer/storage/couple/readers.py); nobody has to be there.
"""

from __future__ import annotations

from sqlalchemy import select, update

from nearer.database.therapist_schema import connections, hand_over_answers, hand_overs, therapist_keys
from nearer.sealed.therapist_authorisation import TherapistWriter


def end_covers(writer: TherapistWriter) -> None:
    """Delete the keys of this therapist's covers that are over by now, and the notes that came with them.

    What was asked and answered stays: it is in the ledgers of who asked and of who answered.
    """
    if writer.row.first_end is None or writer.row.first_end > writer.now:
        return
    own = writer.own(connections, ended=None)
    over = list(writer.execute(select(connections.c.person_id).where(own, connections.c.until <= writer.now)).scalars())
    keys = writer.of_clinic(therapist_keys, reader_id=writer.therapist.id)
    writer.execute(therapist_keys.delete().where(keys, therapist_keys.c.owner_id.in_(over)))
    covered = writer.of_clinic(hand_overs, colleague_id=writer.therapist.id)
    ids = select(hand_overs.c.hand_over_id).where(covered, hand_overs.c.until <= writer.now)
    handed_on = writer.of_clinic(hand_over_answers), hand_over_answers.c.hand_over_id.in_(ids)
    writer.execute(update(hand_over_answers).where(*handed_on).values(share=None))
    writer.execute(update(hand_overs).where(covered, hand_overs.c.until <= writer.now).values(body=b""))
