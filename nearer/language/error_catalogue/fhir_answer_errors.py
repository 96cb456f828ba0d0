"""What is said of answers that come as FHIR."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class FhirResponseText(ErrorText):
    """What is said of a response as a whole, and of answers that are taken in another way."""

    NO_RESPONSE = _("this Bundle holds no QuestionnaireResponse; choose the file that holds the answers")
    SEVERAL_RESPONSES = _("this Bundle holds several responses; choose a file for each")
    NOT_A_RESPONSE = _("this is a FHIR {sort}, not a QuestionnaireResponse; choose the file that holds the answers")
    NO_RESOURCE = _(
        "this is no FHIR resource, not a QuestionnaireResponse; choose the file that holds the answers as FHIR R4 "
        "in JSON"
    )
    IN_ERROR = _("it was entered in error, so it is not taken; ask for the one that replaces it")
    NOT_COMPLETED = _("it is not marked as completed")
    NO_AUTHORED = _("it does not say when it was answered (authored)")
    UNREADABLE_AUTHORED = _(
        "the date when it was answered (authored) cannot be read; write it such as 2026-11-23 or 2026-11-23T18:30:00Z"
    )
    FUTURE_AUTHORED = _("the date when it was answered (authored) is in the future")
    NAMED_AS_STU3 = _("it names its questionnaire as FHIR STU3 does")
    NAMES_NONE = _("it does not say which questionnaire it answers; its questions are looked up by their names")
    NAMES_MISSING = _("the questionnaire that it names is not in it; its questions are looked up by their names")
    CONTAINS_OWN = _("it holds a questionnaire of its own, which is not read; the one given beside it counts")
    OTHER_FORM_VERSION = _("answers version {version} of the questionnaire, and this is {known}")
    SLASH_OR_SPACE = _("names its questionnaire as '{address}'; only a slash or a space at its end differs")
    NAMED_BY_ID = _("names its questionnaire by its id, as '{address}'; the id is the same")
    FILE_WITHOUT_ADDRESS = _(
        "names its questionnaire as '{address}', and the file has no address; its questions are looked up by "
        "their names"
    )
    INCOMPARABLE = _(
        "names its questionnaire as '{address}', which cannot be compared; its questions are looked up by their names"
    )
    OTHER_QUESTIONNAIRE = _("answers another questionnaire: {address}; choose that questionnaire, or other answers")
    ITEM_WITHOUT_LINK = _("an item has no linkId; it is left out")
    ITEM_LEFT_OUT = _("this item is not in the questionnaire; it is left out")
    UNKNOWN_ITEM = _(
        "this item is not in the questionnaire; check that it is the right questionnaire, in the same version"
    )
    ITEM_THERE_TWICE = _("this item is there twice and does not repeat; leave one of them out")
    GROUP_THERE_TWICE = _("this group is there twice and does not repeat; leave one of them out")
    GROUP_ANSWERED = _("is a group and has no answer of its own; it is left out")
    NOT_IN_A_LIST = _("its answer is not in a list; it is taken")
    ONE_ITEM = _("its one item is not in a list; it is taken")
    UNREADABLE_ITEM = _("what is there for an item cannot be read; it is left out")
    UNREADABLE_EXTENSION = _("what is there for an extension cannot be read; it is left out")
    TAKES_ONE_ANSWER = _("has several answers and takes one; leave one of them in")
    CHOSEN_TWICE = _("chooses the same twice; it counts once")
    TOO_OFTEN = _("is there more often than it may be; what is over is left out")
    NOT_SHOWN = _("with the other answers it is not asked; its answer does not count")
    DECIDED_BY_LEFT_OUT = _(
        "{scale}: no score, since an answer that is left out decides which of its questions are asked"
    )
    TOTAL_AS_TEXT = _("its number is written as a text; it is taken")
    TOTAL_NOT_COMPARED = _("the recorded total is not a plain number, and is not compared")
    TOTAL_DIFFERS = _("the recorded total is {total}, and the answers give {score}")
    TOTAL_WITHOUT_SCORE = _("the recorded total is {total}, and there are too few answers for a score")
    WITHOUT_VALUE = _("an answer has no value; it counts as not answered")
    WITHOUT_UNIT = _("is answered with a number that has no unit")
    WITH_UNIT = _("is answered with a unit; its number is taken")
    WITH_UNASKED_UNIT = _("is answered with a unit, and none is asked for; its number is taken")
    CODE_FOR_WORDS = _("is answered with a code where words are asked for; its words are taken")
    DAY_OF_MOMENT = _("is answered with a time of day where a day is asked for; its day is taken")
    OWN_WORDS = _("is answered with a code that is not offered; its words are taken as own words")
    OTHER_SYSTEM = _("is answered by a code system that its options do not name; taken by the code")
    CODE_AS_TEXT = _("is answered by the code of an option, written as a text; that option is taken")
    BY_WORDS = _("is answered by the words of an option and not by its code; that option is taken")


class LeftOutText(ErrorText):
    """Why an answer is left out."""

    UNREADABLE_ANSWER = _("what is there for an answer cannot be read; this answer is left out")
    SEVERAL_VALUES = _("an answer has one value, and it has several; this answer is left out")
    ANSWER_OUT_OF_RANGE = _("its number is out of range; this answer is left out")
    ANSWER_TAKES = _("'{key}' takes {kind}; this answer is left out")
    COMPARATOR = _("it says less than or more than a number, and not the number; this answer is left out")
    NO_NUMBER = _("it has no number; this answer is left out")
    OTHER_UNIT = _("its unit is not the one that is asked for; this answer is left out")
    OTHER_KIND = _("its answer is of another kind; this answer is left out")
    UNFINISHED_DAY = _("it is a year or a month without a day; this answer is left out")
    DAY_WITHOUT_TIME = _("it is a day without a time; this answer is left out")
    ANSWER_NOT_OFFERED = _("its answer is not one of those that are offered; this answer is left out")
    WORDS_OF_SEVERAL = _("several of its options have the words of the answer; this answer is left out")
    DOES_NOT_FIT = _("{reason} This answer is left out.")
