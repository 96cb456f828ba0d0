"""Why a form is not scored as the published instrument it names, or not taken at all."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class InstrumentText(ErrorText):
    """What is said of a form and the instrument it is known by or names; `item` is a question's own id."""

    NO_SCORE = _("{instrument}: no score. {why}")
    NO_SCORE_SINCE = _("{instrument}: no score, since {why}")
    TAKE_IT_OUT = _("{why} Take 'instrument' and the published bands out of the scale '{scale}', or put this right.")
    OTHER_NUMBER = _("The scale has {n} questions, and {instrument} has {items}.")
    TURNED_ROUND = _("'{item}' is turned round.")
    NOT_SHOWN_HERE = _("{instrument} is not shown here. {why}")
    NOT_SCORED_HERE = _("{instrument} is not scored here, so please take its scale out. {why}")
    NO_WEIGHT = _("No weight is given for an answer to '{item}'.")
    OTHER_WEIGHTS = _("The weights of '{item}' are not those that are published.")
    OTHER_ORDER = _(
        "The weights of '{item}' are not in the published order, and nothing says which of its answers is which."
    )
    ORDER_ALONE = _(
        "Nothing says which of the answers of '{item}' is which: they have no published codes, no numbers, and no "
        "words that are known here."
    )
    OTHER_KIND = _("'{item}' takes several answers, own words or another kind of answer than published.")
    OTHER_RANGE = _("'{item}' is a number, and not from {low} to {high} as published.")
    CODE_TWICE = _("'{item}' is there with the code of another question.")
    WEIGHT_MISSING = _("no weight is given for an answer to '{item}'.")
    IN_A_GROUP = _("'{item}' is in a group that can be answered several times.")
    SOME_RECOGNISED = _("{n} of its {items} questions are recognised.")
    OTHER_QUESTIONS = _("the questionnaire has {n} questions with weights, and {instrument} has {items}.")
    ANOTHER_QUESTION = _("'{item}' has weights too, and is none of its {items} questions.")
    SCORED_AS = _("Scored as {instrument}. {note}")
    ALSO_SCORED = _("Also scored as {instrument}.")
    NONE_ITS_OWN = _("{instrument}: no score, since nothing says which of the questions are its own.")
    BANDS_UNCONFIRMED = _("Its bands are from general knowledge, for your clinic to confirm.")
    ASKS_FOR_THE_SCORE = _("asks for the score itself: it is worked out from the answers, and not asked")
    NO_ACTIVITY = _("an answer that weighs 0 is taken as no activity this month, and never counted as 0")


class RegistryText(ErrorText):
    """What an entry of the file of published instruments lacks."""

    NO_SOURCE = _("there is no source '{source}'; write one of the list 'sources', or add it there")
    NO_RANGE = _("what has bands needs its range, whose end their texts say")
    NOT_SCORABLE = _("what is scored needs its items, answers, range and need")
    OTHER_CODES = _("the answers {answers} have other codes; write those of their items")
    NO_REASON = _("what is not scored, or not shown, needs a sentence 'why'")
