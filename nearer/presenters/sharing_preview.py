"""What somebody else would see of one row of sharing, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nearer.domain.answers import AnswerState
from nearer.domain.roles_and_audiences import Part
from nearer.instruments.safety import private_scales
from nearer.presenters.sharing import SharingChoice, SharingRow
from nearer.presenters.weekly_scores import weekly_closeness
from nearer.session.values import PersonSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.events import read_own_events
from nearer.storage.couple.responses import SavedResponse, read_own_responses, weekly_scores
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from nearer.views.screen_values import SharedResponse

LAST_SHOWN = 4  # weeks, notes or events that stand in a preview; the others are counted


@dataclass(frozen=True, slots=True)
class SharingPreview:
    """Lines as the other would read them, the last answers as they would see them, and how much more there is."""

    lines: tuple[str, ...] = ()
    view: SharedResponse | None = None
    more: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.lines and self.view is None

    @property
    def example(self) -> SharingPreview:
        """The last thing written, for the look of what comes."""
        return replace(self, lines=self.lines[:1], more=0)

    def message(self, row: SharingRow, name: str, choice: SharingChoice, was_open: bool) -> str:
        """What is said once a row is open to the reader `name`: that they can read it, or from when on."""
        part = row.part.part
        if part is Part.GUIDE or (choice.earlier and not self.is_empty):
            return words.sharing.shared_now(row.title, name)
        if was_open:
            return words.sharing.changed_next(row.title)
        return words.sharing.shared_next(part, row.title, name)


def make_sharing_preview(session: PersonSession, row: SharingRow, with_answers: bool) -> SharingPreview:
    """What would be seen of all that was written until now; empty where there is nothing."""
    part = row.part.part
    if part is Part.CLOSENESS:
        return _preview_closeness(session, with_answers)
    if part in (Part.NOTES, Part.EVENTS):
        lines = _list_notes(session) if part is Part.NOTES else _list_events(session)
        return SharingPreview(lines[:LAST_SHOWN], more=max(0, len(lines) - LAST_SHOWN))
    if part is Part.GUIDE:
        return SharingPreview()
    responses = read_own_responses(session.notebook, session.principal, row.part.questionnaire)
    with_scores = part is Part.BARRIERS
    return SharingPreview(view=_last_view(session, responses, with_scores, with_answers or not with_scores))


def _preview_closeness(session: PersonSession, with_answers: bool) -> SharingPreview:
    scale = weekly_closeness(session.catalogue)
    responses = read_own_responses(session.notebook, session.principal, scale.questionnaire)
    scores = weekly_scores(responses, scale).scores[::-1]
    lines = tuple(words.sharing.week_line(one.week.monday(), str(one.score)) for one in scores[:LAST_SHOWN])
    view = _last_view(session, responses, False, True) if with_answers else None
    return SharingPreview(lines, view, max(0, len(scores) - LAST_SHOWN))


def _last_view(
    session: PersonSession, responses: tuple[SavedResponse, ...], with_scores: bool, with_answers: bool
) -> SharedResponse | None:
    """The last response with what the other would be given of it: no answer declined or left out, nothing of harm."""
    for response in reversed(responses):
        questionnaire = session.catalogue.find_definition(response.questionnaire, response.sha256)
        if questionnaire is None:
            continue
        private = private_scales(questionnaire, shipped_instruments())
        barriers = {scale.id for scale in questionnaire.scales if scale.part is Part.BARRIERS} - private
        scores = {name: score for name, score in (response.scores or {}).items() if name in barriers and with_scores}
        read = read_answers(questionnaire, response.answers or {})
        answered = {name for name, answer in read.items() if answer.state is AnswerState.ANSWERED}
        answers = {name: raw for name, raw in (response.answers or {}).items() if name in answered and with_answers}
        when = words.weeks.week_from(response.week.monday()) if response.week else ""
        return (
            SharedResponse(session.members.me.nickname, questionnaire, when, scores, answers)
            if scores or answers
            else None
        )
    return None


def _list_notes(session: PersonSession) -> tuple[str, ...]:
    responses = read_own_responses(session.notebook, session.principal)
    return tuple(one.note for one in reversed(responses) if one.note)


def _list_events(session: PersonSession) -> tuple[str, ...]:
    events = (saved.event for saved in reversed(read_own_events(session.notebook, session.principal)))
    return tuple(words.events.dated(one) for one in events)
