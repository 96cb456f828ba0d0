"""What somebody's last answers say: the barriers that are in the way most, and what they hope for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from nearer.domain.answers import Answer
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import Scale
from nearer.session.values import PersonSession
from nearer.storage.couple.responses import SavedResponse, read_partner_responses
from nearer.typed_answers.answer_parsing import count_saved_answers, read_answers
from nearer.views import text as words
from nearer.views.option_texts import answer_words
from nearer.views.score_words import score_words
from nearer.views.screen_values import SharedResponse
from nearer.yaml_files.catalogue import Catalogue

IN_THE_WAY = Fraction(1, 2)  # severity of a barrier: its upper bands, or without bands its upper half
HARDLY = 1  # the highest rating of a hope that is only named

Responses = Sequence[SavedResponse]


def worst_scales(catalogue: Catalogue, responses: Responses) -> list[str]:
    """Barriers with the score and the day of the last answers, the hardest first; `responses` have their day.

    Nothing in the lower half of its bands.
    """
    last = {
        response.questionnaire: (definition, response)
        for response in responses
        if (definition := _questionnaire_without_weeks(catalogue, response)) is not None
    }
    barriers = [(definition.plans[scale.id].severity_and_extent(value), _worst_line(definition, scale, response))
                for definition, response in last.values()
                for scale in definition.scales if scale.higher == "worse" and scale.method == "percent"
                and (value := response.score(scale.id)) is not None]  # fmt: skip
    hardest = sorted(barriers, key=lambda barrier: barrier[0], reverse=True)
    return [line for (severity, _extent), line in hardest if severity >= IN_THE_WAY]


def _worst_line(definition: Questionnaire, scale: Scale, response: SavedResponse) -> str:
    value = response.score(scale.id)
    assert value is not None, "only what has a score is listed"
    worded = score_words(scale, value, count_saved_answers(definition, scale, response.answers))
    if worded.number:
        return _on_day(words.sheet.of_hundred(scale.title, worded.number), response.day)
    return _on_day(words.sheet.in_words(scale.title, worded.band), response.day)


def _on_day(answered: str, day: date | None) -> str:
    assert day is not None, "one's own, or read by a therapist, who is given the day"
    return words.sheet.on_day(answered, day)


def read_hopes(catalogue: Catalogue, responses: Responses) -> Iterator[tuple[str, str]]:
    """Each hope in the person's own words with its last rating and its day, which can be empty."""
    goals = {questionnaire.id for questionnaire in catalogue.for_purpose("goals")}
    last = next((one for one in reversed(responses) if one.questionnaire in goals and one.answers), None)
    questionnaire = None if last is None else catalogue.find_definition(last.questionnaire, last.sha256)
    if questionnaire is None or last is None:
        return
    read = read_answers(questionnaire, last.answers or {})
    for hope_item, rating in questionnaire.hopes:
        hope, rated = read.get(hope_item.id), read.get(rating.id)
        if hope is not None and hope.value:
            near = rated is not None and rated.value
            rating_words = answer_words(questionnaire, rating.id, rated) if rated and near else ""
            yield str(hope.value), rating_words and _on_day(rating_words, last.day)


def hope_sentences(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Iterator[str]:
    """Each hope in its person's own words; one that is hardly there, or not rated, is named and not measured."""
    for hope_item, rating in questionnaire.hopes:
        hope, rated = answers.get(hope_item.id), answers.get(rating.id)
        weights = {option.code: option.weight or 0 for option in rating.options}
        near = weights.get(str(rated.value), 0) if rated else 0
        if hope is not None and hope.value:
            of_most = words.form.hope_near(str(hope.value), f"{near}", f"{max(weights.values())}")
            yield of_most if near > HARDLY else words.form.hope_named(str(hope.value))


def with_rating(hope: str, near: str) -> str:
    """A hope in its person's words, with its rating where there is one."""
    return words.couple.rated(hope, near) if near else hope


def _questionnaire_without_weeks(catalogue: Catalogue, response: SavedResponse) -> Questionnaire | None:
    return catalogue.find_definition(response.questionnaire, response.sha256) if response.week is None else None


def read_shared_responses(session: PersonSession) -> tuple[SharedResponse, ...]:
    """Every shared response that says more than the closeness screen does, the newest week first."""
    responses, partner = session.read_unchanged(read_partner_responses), session.members.partner
    who = partner.nickname if partner else ""
    views = (_make_view(session, who, one) for one in reversed(responses))
    return tuple(view for view in views if view is not None)


def _make_view(session: PersonSession, who: str, response: SavedResponse) -> SharedResponse | None:
    questionnaire = session.catalogue.find_definition(response.questionnaire, response.sha256)
    if questionnaire is None:
        return None
    answers, note = response.answers or {}, response.note or ""
    if response.week is not None and not answers and not note:
        return None
    when = words.weeks.week_ago(response.week.monday(), session.today) if response.week else ""
    return SharedResponse(who, questionnaire, when, response.scores or {}, answers, note)
