"""Who sees a questionnaire that a therapist offers: everybody who is connected, or people they chose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from nearer.custom_questionnaires.offering import offer_questionnaire, read_chosen_people, read_people_to_choose
from nearer.custom_questionnaires.versions import CustomQuestionnaire
from nearer.session.values import TherapistSession
from nearer.views import text as words


@dataclass(frozen=True)
class WhoSees:
    """Who there is to choose, and who was chosen for `version`; without one nobody has been so far."""

    session: TherapistSession
    version: CustomQuestionnaire | None = None

    @cached_property
    def names(self) -> dict[str, str]:
        """Everybody who is connected now by their id as text, in the order of their names; two of one name differ."""
        people = read_people_to_choose(self.session.notebook, self.session.therapist, self.session.now)
        name_by_id = {
            str(person.person): words.therapist_questionnaires.with_partner(person.nickname, person.partner)
            for person in people
        }
        return dict(sorted(name_by_id.items(), key=lambda entry: entry[1].casefold()))

    @cached_property
    def chosen_ids(self) -> list[str] | None:
        """The ids of those it is offered to, as far as they are connected now; None while it is for everybody."""
        if self.version is None or not self.version.only_chosen:
            return None
        ids = read_chosen_people(self.session.notebook, self.session.therapist, self.version.id)
        return [person for person in self.names if UUID(person) in ids]

    @property
    def sentence(self) -> str:
        """Who sees it, in words."""
        if self.chosen_ids is None:
            return str(words.therapist_questionnaires.EVERYBODY_SEES)
        return words.therapist_questionnaires.sees_it([self.names[person] for person in self.chosen_ids])


def change_who_sees(session: TherapistSession, key: UUID, people: frozenset[UUID] | None) -> str:
    """Let only these people see an offered version, or everybody with None; returns what to say of it."""
    offer_questionnaire(session.notebook, session.therapist, key, session.now, people)
    return str(words.therapist_questionnaires.WHO_SAVED)
