"""A questionnaire answered again: its numbers beside those of the last time, and what may be read from them."""

from __future__ import annotations

from collections.abc import Iterator

from nearer.answering.open_form import OpenForm
from nearer.instruments.change import change_of
from nearer.session.values import PersonSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.responses import SavedResponse, read_own_responses
from nearer.trends.reliable_change import ChangeKind
from nearer.typed_answers.answer_parsing import count_saved_answers
from nearer.views import text as words
from nearer.views.score_words import score_words


def beside_last_time(session: PersonSession, form: OpenForm) -> tuple[str, ...]:
    """A sentence a scale, and what cannot be read from them.

    None the first time, for weekly questionnaires, or where the questions have changed since.
    """
    before = _last_time(session, form)
    changes = [] if before is None else list(_compare_scores(form, before))
    unknown = any(kind is ChangeKind.CANNOT_TELL for kind, _sentence in changes)
    return (*(sentence for _kind, sentence in changes), *([words.trends.SCORES_AGAIN_UNKNOWN] if unknown else []))


def _last_time(session: PersonSession, form: OpenForm) -> SavedResponse | None:
    if form.week is not None:
        return None
    responses = session.read_once(read_own_responses, form.questionnaire.id)
    earlier = [one for one in responses if one.id != form.response_id and one.sha256 == form.questionnaire.sha256]
    return earlier[-1] if earlier else None


def _compare_scores(form: OpenForm, before: SavedResponse) -> Iterator[tuple[ChangeKind, str]]:
    assert before.day is not None, "own responses have their day"
    for score in form.scores or ():
        earlier = before.score(score.scale)
        if score.value is not None and earlier is not None:
            scale = form.questionnaire.scale(score.scale)
            change = change_of(scale, earlier, score.value, shipped_instruments())
            answered = count_saved_answers(form.questionnaire, scale, before.answers)
            then, now = score_words(scale, earlier, answered), score_words(scale, score.value, score.answered)
            numbers = words.trends.then_and_now(then.short, before.day, now.short)
            yield (
                change.kind,
                words.trends.score_again_sentence(scale.title, numbers, change, f"{score.value - earlier:+f}"),
            )
