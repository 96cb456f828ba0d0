"""One's own notebook as a file: what a person wrote with the words beside the codes, and nothing of anybody else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime

from nearer.domain.answers import Answer
from nearer.domain.events import write_event
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import expand_repeats
from nearer.domain.roles_and_audiences import Audience
from nearer.personal_import.own_file import OWN_FORMAT, OWN_VERSION
from nearer.personal_records.personal_export import PersonalExport, read_personal_export
from nearer.session.values import PersonSession
from nearer.storage.couple.form_drafts import Draft
from nearer.storage.couple.responses import SavedResponse, last_of_each_week
from nearer.storage.therapist.access_log import AccessDay
from nearer.storage.therapist.assignments import Assignment
from nearer.typed_answers.answer_parsing import read_answer
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.views import text as words
from nearer.views.option_texts import answer_words
from nearer.yaml_files.catalogue import Catalogue


def export_file(session: PersonSession) -> bytes:
    """Everything that a person wrote, read at this moment."""
    own = read_personal_export(session.notebook, session.principal)
    return own_file(own, session.catalogue, session.notebook.demo, session.now)


def own_file(own: PersonalExport, catalogue: Catalogue, synthetic: bool, made: datetime) -> bytes:
    """JSON in UTF-8, times in UTC. `synthetic` says that the person is made up, so that nobody takes it for real."""
    answered, current = catalogue.find_definition, catalogue.get
    newest = {one.id for one in last_of_each_week(own.responses, "id")}
    content = {
        "format": OWN_FORMAT,
        "version": OWN_VERSION,
        "synthetic": synthetic,
        "made": made,
        "person": {"name": own.me.nickname, "role": own.me.role.value} | asdict(own.settings),
        "agreements": [asdict(one) for one in own.agreements],
        "readers": [
            {
                "part": part.label,
                "readers": _reader_names(own, audience),
                "words": words.sharing.audience_name(audience, _therapist_names(own)),
            }
            for part, audience in own.audiences.items()
        ],
        "responses": [
            _response_as_json(response, answered(response.questionnaire, response.sha256), response.id in newest)
            for response in own.responses
        ],
        "unfinished": [_draft_as_json(one, current(one.questionnaire)) for one in own.drafts],
        "events": [write_event(one) for one in own.events],
        "topics read": {topic: day.isoformat() for topic, day in own.topics_read.items()},
        "steps planned": own.steps.planned,
        "steps done": [_without_key(asdict(one)) for one in own.steps.done],
        "questions for a visit": own.questions,
        "typed and not sent": own.not_sent,
        "said to the other": [_without_key(asdict(one)) for one in own.messages],
        "marked for both": own.marks,
        "therapists": [_without_key(asdict(one)) for one in own.therapists],
        "opened by a therapist": [_access_as_json(one) for one in own.access_days],
        "asked by a therapist": [_assignment_as_json(one) for one in own.assignments],
        "damaged": own.damaged,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=_moment).encode("utf-8", "backslashreplace")


def _therapist_names(own: PersonalExport) -> dict[str, str]:
    return {one.reader: one.name for one in own.therapists}


def _reader_names(own: PersonalExport, audience: Audience) -> list[str]:
    """`partner`, and each therapist by name."""
    return sorted(_therapist_names(own).get(name, name) for name in audience.others)


def _without_key(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in ("key", "reader")}


def _access_as_json(access: AccessDay) -> dict[str, str]:
    return {"by": access.name, "opened": access.what, "day": access.day.isoformat()}


def _assignment_as_json(assignment: Assignment) -> dict[str, object]:
    request = assignment.request
    asked_for = {"questionnaire": request.questionnaire, "due": str(request.due), "every weeks": request.interval_weeks}
    return {"by": assignment.by, "asked": assignment.asked_at} | asked_for


def _response_as_json(response: SavedResponse, same: Questionnaire | None, newest: bool) -> dict[str, object]:
    """Words stand only beside what was asked in these words; `newest` is false for a version that was changed later."""
    titles = {} if same is None else {scale.id: scale.title for scale in same.scales}
    return {
        "questionnaire": response.questionnaire,
        "title": same.title if same else None,
        "version": response.version,
        "sha256": response.sha256,
        "week": str(response.week) if response.week else None,
        "saved": response.saved,
        "newest": newest,
        "answers": _answers_as_json(response.answers or {}, same),
        "scores": [
            {"scale": scale, "title": titles.get(scale), "score": float(value)}
            for scale, value in (response.scores or {}).items()
        ],
        "note": response.note,
    }


def _draft_as_json(draft: Draft, questionnaire: Questionnaire | None) -> dict[str, object]:
    return {
        "questionnaire": draft.questionnaire,
        "title": questionnaire.title if questionnaire else None,
        "week": str(draft.week) if draft.week else None,
        "answers": _answers_as_json(draft.answers, questionnaire),
        "note": draft.note,
        "undecided": {name or "note": list(values) for name, values in draft.conflicts.items()},
    }


def _answers_as_json(raw: Mapping[str, object], questionnaire: Questionnaire | None) -> list[dict[str, object]]:
    questionnaire = questionnaire and expand_repeats(questionnaire, raw)
    return [_answer(item, raw_answer, questionnaire) for item, raw_answer in raw.items()]


def _answer(item: str, raw_answer: object, questionnaire: Questionnaire | None) -> dict[str, object]:
    """`raw_answer` is what is kept: a code, several, a number, a text, a date, a state, or null for left out."""
    question, read, spoken = None, None, None
    if questionnaire is not None and item in questionnaire.item_by_id:
        question, read = questionnaire.item(item).text, _read(questionnaire, item, raw_answer)
        spoken = answer_words(questionnaire, item, read) if read is not None and read.value is not None else None
    return {
        "item": item,
        "asked": question,
        "state": read.state if read else None,
        "given": raw_answer,
        "words": spoken,
    }


def _read(questionnaire: Questionnaire, item: str, raw_answer: object) -> Answer | None:
    try:
        return read_answer(questionnaire.item(item), raw_answer)
    except AnswerRefused:
        return None


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return str(value)
    raise TypeError("Only moments and days are written as text here.")
