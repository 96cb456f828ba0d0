"""Who sees a questionnaire that a therapist offers: everybody who is connected, or people they chose."""

from __future__ import annotations

from nearer.custom_questionnaires.offering import read_chosen_people, read_people_to_choose
from nearer.custom_questionnaires.versions import CustomQuestionnaire
from nearer.session.values import TherapistSession
from nearer.views.text import therapist_questionnaires as sentences


def people_to_choose(session: TherapistSession) -> dict[str, str]:
    """Everybody who is connected now: a name that tells two of one name apart, by their id as text; by name."""
    people = read_people_to_choose(session.notebook, session.therapist, session.now)
    named = {str(one.person): sentences.with_partner(one.nickname, one.partner) for one in people}
    return dict(sorted(named.items(), key=lambda entry: entry[1].casefold()))


def chosen_before(session: TherapistSession, version: CustomQuestionnaire) -> list[str]:
    """Whom it is offered to, of those who are connected now; their ids as text, by name. None where it is not."""
    if not version.only_chosen:
        return []
    chosen = {str(person) for person in read_chosen_people(session.notebook, session.therapist, version.id)}
    return [person for person in people_to_choose(session) if person in chosen]


def who_sees(session: TherapistSession, version: CustomQuestionnaire) -> str:
    """The same as a sentence."""
    if not version.only_chosen:
        return str(sentences.EVERYBODY_SEES)
    named = people_to_choose(session)
    return sentences.sees_it([named[person] for person in chosen_before(session, version)])
