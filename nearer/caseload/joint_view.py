"""The joint view: what both show each other, and as HTML its one question and the way back."""

from __future__ import annotations

from uuid import UUID

from nearer.caseload.couple import Couple
from nearer.caseload.view import address_of_couple
from nearer.session.values import TherapistSession
from nearer.storage.therapist.caseload import read_joint_record
from nearer.views import text as words
from nearer.views.layout.escape import markup


def read_joint_view(session: TherapistSession, couple: UUID) -> Couple:
    """What both show each other at this moment. NotFound for anybody else's couple."""
    return Couple(session, read_joint_record(session.notebook, session.therapist, couple, session.now), is_joint=True)


def question_html(couple: Couple) -> str:
    """What both are asked to talk about, theirs or else ours, as large as it can be read from across a table."""
    question = next(iter(couple.questions), str(words.joint_view.ASK_ANYWAY))
    body = '<section class="joint-question"><h2>{}</h2><p>{}</p></section>'
    return markup(body, words.joint_view.TALK, question)


def close_html(couple: Couple) -> str:
    """The way back to their therapist's page of them."""
    address = address_of_couple("couple", couple.record.couple)
    link = markup('<a data-inside href="{}">{}</a>', address, words.joint_view.CLOSE)
    return f'<p class="nearer-people">{link}</p>'
