"""What the guide knows of its reader: last answers and scores, events, pages read, steps tried and agreed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from nearer.domain.answers import SKIPPED, Answer, AnswerState
from nearer.domain.bands import band_at
from nearer.domain.events import Event
from nearer.domain.roles_and_audiences import Role
from nearer.domain.scoring import Score, score_response
from nearer.guide.topics import TopicCondition, When
from nearer.yaml_files.catalogue import Catalogue

Answers = Mapping[str, Mapping[str, Answer]]
ScaleScores = Mapping[tuple[str, str], Score]


@dataclass(frozen=True)
class GuideProfile:
    """One person today: their own latest scores and answers, and events they may read.

    `read` gives the day each topic was last read, `tried` the steps this person did, `agreed` the steps to which both
    said yes: a *not yet* and no answer both leave a step out. `answered` gives the day of a questionnaire's answers.
    """

    role: Role
    today: date
    scores: ScaleScores = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    read: Mapping[str, date] = field(default_factory=dict)
    tried: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()
    answered: Mapping[str, date] = field(default_factory=dict)

    def meets(self, when: When, catalogue: Catalogue) -> bool:
        """Whether the condition is met; never by an answer that is missing, declined or not applicable.

        The catalogue has the bands of a scale.
        """
        if when.event is not None:
            days = when.within_days or 0
            return any(one.kind == when.event and _is_recent(one, days, self.today) for one in self.events)
        if when.item is not None:
            answer = self.answers.get(when.questionnaire or "", {}).get(when.item, SKIPPED)
            codes = answer.value if isinstance(answer.value, tuple) else (answer.value,)
            return answer.state is AnswerState.ANSWERED and not set(codes).isdisjoint(when.one_of or ())
        return self._is_in_worst_bands(when, catalogue)

    def held_back_by(self, conditions: Iterable[TopicCondition], catalogue: Catalogue) -> str | None:
        """The reason of the first condition that is met, or None."""
        return next((condition.because for condition in conditions if self.meets(condition.when, catalogue)), None)

    def _is_in_worst_bands(self, when: When, catalogue: Catalogue) -> bool:
        questionnaire = catalogue.get(when.questionnaire or "")
        scale = questionnaire.scale_by_id.get(when.scale or "") if questionnaire else None
        score = self.scores.get((when.questionnaire or "", when.scale or ""))
        if scale is None or score is None or score.value is None:
            return False
        return band_at(scale.bands, score.value) in scale.worst_bands(when.worst_bands or 0)


def profile_scores(catalogue: Catalogue, answers: Answers) -> dict[tuple[str, str], Score]:
    """Score the latest answers to each questionnaire; one that is no longer in the catalogue is left out."""
    return {
        (questionnaire.id, score.scale): score
        for questionnaire in catalogue.questionnaires.values()
        if questionnaire.id in answers
        for score in score_response(questionnaire, answers[questionnaire.id])
    }


def _is_recent(event: Event, days: int, today: date) -> bool:
    """True from the first day to so many days after the last; not before it has begun."""
    return event.begin <= today and (today - (event.end or event.begin)).days <= days
