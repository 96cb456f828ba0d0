"""The sentence of each code by which the domain refuses a value or an event, or gives no score."""

from __future__ import annotations

from collections.abc import Mapping

from nearer.domain.events import EventFault, EventRefused
from nearer.domain.faults import ValueFault, ValueRefused
from nearer.domain.missing_scores import NoScore, why_no_score
from nearer.domain.scales import Scale, is_over_all_items
from nearer.domain.scoring import Score
from nearer.language.error_catalogue.answer_errors import EventText, NoScoreText
from nearer.language.error_catalogue.file_errors import KeyText
from nearer.language.explained_errors import ErrorText, Explanation

FAULT_TEXTS: Mapping[ValueFault | EventFault, ErrorText] = {
    ValueFault.EMPTY: KeyText.EMPTY,
    ValueFault.TEXT_TOO_LONG: KeyText.TEXT_TOO_LONG,
    ValueFault.HIDDEN_CHARACTERS: KeyText.HIDDEN_CHARACTERS,
    ValueFault.NO_JSON: KeyText.JSON,
    ValueFault.NO_ID: KeyText.ID,
    ValueFault.NO_CODE: KeyText.CODE,
    ValueFault.NO_VERSION: KeyText.VERSION,
    ValueFault.NO_LANGUAGE: KeyText.LANGUAGE,
    ValueFault.NEITHER_YES_NOR_NO: KeyText.YES_OR_NO,
    ValueFault.NO_NUMBER: KeyText.NUMBER,
    ValueFault.NO_WHOLE_NUMBER: KeyText.WHOLE_NUMBER,
    ValueFault.NO_SHARE: KeyText.SHARE,
    ValueFault.NO_DATE: KeyText.DATE,
    ValueFault.OTHER_PLACES_IN_TOLD: KeyText.TOLD,
    ValueFault.OTHER_PLACES_IN_TEXT: KeyText.BAND_TEXT,
    ValueFault.OTHER_PLACES_IN_NAME: KeyText.BAND_NAME,
    EventFault.TITLE_TOO_LONG: EventText.TOO_LONG,
    EventFault.NO_WORDS: EventText.NO_WORDS,
    EventFault.NO_KIND: EventText.NO_KIND,
    EventFault.NO_DAY: EventText.NO_DAY,
    EventFault.DAYS_OUT_OF_ORDER: EventText.DAYS_OUT_OF_ORDER,
}


def explain_fault(refused: ValueRefused | EventRefused) -> Explanation:
    """Of a value the end of a sentence that begins with its key; of an event a sentence for its owner."""
    return FAULT_TEXTS[refused.fault](**refused.values)


def no_score_sentence(scale: Scale, score: Score) -> str:
    """For a report or a terminal; what a person reads at the end of a form is in the words of the screen."""
    title, away = scale.title, score.not_applicable
    match why_no_score(scale, score):
        case NoScore.NO_ACTIVITY:
            reason = NoScoreText.NO_ACTIVITY(scale=title)
        case NoScore.NOT_ASKED:
            reason = NoScoreText.NOT_ASKED(scale=title, n=score.not_shown, items=score.items)
        case NoScore.NOT_APPLICABLE if not is_over_all_items(scale) or away == score.items:
            reason = NoScoreText.NONE_APPLIES(scale=title)
        case NoScore.NOT_APPLICABLE:
            reason = NoScoreText.NOT_APPLICABLE(scale=title, n=away, items=score.items, needed=score.needed)
        case NoScore.TOO_FEW:
            reason = NoScoreText.TOO_FEW(scale=title, needed=score.needed, answered=score.answered)
    return str(reason)
