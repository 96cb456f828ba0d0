"""A therapist's questionnaire as it is open on the screen: its state, report and licences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.licences import instruments_in
from nearer.instruments.safety import asks_of_harm
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.questionnaire_definitions import DRAFT, OFFERED
from nearer.storage.therapist.custom_questionnaires import CustomQuestionnaire
from nearer.views.text import therapist_questionnaires as sentences


@dataclass(frozen=True)
class OpenQuestionnaire:
    """One version as it lies on the screen, with the others of its id. `definition` is None for a damaged one."""

    session: TherapistSession
    version: CustomQuestionnaire
    versions: tuple[CustomQuestionnaire, ...]
    definition: Questionnaire | None

    @property
    def version_state(self) -> str:
        return sentences.version_state(self.version.version, state_of(self.session, self.version))

    @property
    def report(self) -> Mapping[str, Any]:
        report: Mapping[str, Any] = json.loads(self.version.report)
        return report

    @property
    def licences(self) -> tuple[str, ...]:
        """What may be done with the published instruments in it."""
        known = shipped_instruments()
        instruments = instruments_in(self.definition, known) if self.definition else ()
        of_licences = [
            sentences.licence(
                one.name,
                one.licence.kind,
                (one.may.display, one.may.collect, one.may.calculate, one.may.export),
            )
            for one in instruments
        ]
        asked_for = any(one.licence.kind in ("B", "C") for one in instruments)
        of_harm = self.definition is not None and asks_of_harm(self.definition, known)
        more = (
            (sentences.PERMISSION, asked_for),
            (sentences.ANSWERS_STAY, of_harm),
        )
        return (*of_licences, *(sentence for sentence, holds in more if holds))


def state_of(session: TherapistSession, version: CustomQuestionnaire) -> str:
    moment = {DRAFT: version.brought, OFFERED: version.offered}.get(version.state, version.retired) or version.brought
    return sentences.state(version.state, replace(session, now=moment).today)
