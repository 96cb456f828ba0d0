"""What is said of answers that come as FHIR, by its code."""

from __future__ import annotations

from nearer.language.sentences import _

OF_RESPONSES = {
    "no_response": _("this Bundle holds no QuestionnaireResponse"),
    "several_responses": _("this Bundle holds several responses; bring them one by one"),
    "not_a_response": _("this is a FHIR {sort}, not a QuestionnaireResponse"),
    "no_resource": _("this is no FHIR resource, not a QuestionnaireResponse"),
    "in_error": _("it was entered in error"),
    "not_completed": _("it is not marked as completed"),
    "no_authored": _("it does not say when it was answered (authored)"),
    "unreadable_authored": _("the date when it was answered (authored) cannot be read"),
    "future_authored": _("the date when it was answered (authored) is in the future"),
    "named_as_stu3": _("it names its questionnaire as FHIR STU3 does"),
    "names_none": _("it does not say which questionnaire it answers; its questions are looked up by their names"),
    "names_missing": _("the questionnaire that it names is not in it; its questions are looked up by their names"),
    "contains_own": _("it holds a questionnaire of its own, which is not read; the one given beside it counts"),
    "other_form_version": _("answers version {version} of the questionnaire, and this is {known}"),
    "slash_or_space": _("names its questionnaire as '{address}'; only a slash or a space at its end differs"),
    "named_by_id": _("names its questionnaire by its id, as '{address}'; the id is the same"),
    "file_without_address": _(
        "names its questionnaire as '{address}', and the file has no address; its questions are looked up by "
        "their names"
    ),
    "incomparable": _(
        "names its questionnaire as '{address}', which cannot be compared; its questions are looked up by their names"
    ),
    "other_questionnaire": _("answers another questionnaire: {address}"),
    "item_without_link": _("an item has no linkId; it is left out"),
    "item_left_out": _("this item is not in the questionnaire; it is left out"),
    "unknown_item": _("this item is not in the questionnaire"),
    "item_there_twice": _("this item is there twice and does not repeat"),
    "group_there_twice": _("this group is there twice and does not repeat"),
    "group_answered": _("is a group and has no answer of its own; it is left out"),
    "not_in_a_list": _("its answer is not in a list; it is taken"),
    "one_item": _("its one item is not in a list; it is taken"),
    "unreadable_item": _("what is there for an item cannot be read; it is left out"),
    "unreadable_extension": _("what is there for an extension cannot be read; it is left out"),
    "takes_one_answer": _("has several answers and takes one"),
    "chosen_twice": _("chooses the same twice; it counts once"),
    "too_often": _("is there more often than it may be; what is over is left out"),
    "not_shown": _("with the other answers it is not asked; its answer does not count"),
    "decided_by_left_out": _(
        "{scale}: no score, since an answer that is left out decides which of its questions are asked"
    ),
    "total_as_text": _("its number is written as a text; it is taken"),
    "total_not_compared": _("the recorded total is not a plain number, and is not compared"),
    "total_differs": _("the recorded total is {total}, and the answers give {score}"),
    "total_without_score": _("the recorded total is {total}, and there are too few answers for a score"),
    "without_value": _("an answer has no value; it counts as not answered"),
    "without_unit": _("is answered with a number that has no unit"),
    "with_unit": _("is answered with a unit; its number is taken"),
    "with_unasked_unit": _("is answered with a unit, and none is asked for; its number is taken"),
    "code_for_words": _("is answered with a code where words are asked for; its words are taken"),
    "day_of_moment": _("is answered with a time of day where a day is asked for; its day is taken"),
    "own_words": _("is answered with a code that is not offered; its words are taken as own words"),
    "other_system": _("is answered by a code system that its options do not name; taken by the code"),
    "code_as_text": _("is answered by the code of an option, written as a text; that option is taken"),
    "by_words": _("is answered by the words of an option and not by its code; that option is taken"),
}
OF_ANSWERS_LEFT_OUT = {
    "unreadable_answer": _("what is there for an answer cannot be read; this answer is left out"),
    "several_values": _("an answer has one value, and it has several; this answer is left out"),
    "answer_out_of_range": _("its number is out of range; this answer is left out"),
    "answer_takes": _("'{key}' takes {kind}; this answer is left out"),
    "comparator": _("it says less than or more than a number, and not the number; this answer is left out"),
    "no_number": _("it has no number; this answer is left out"),
    "other_unit": _("its unit is not the one that is asked for; this answer is left out"),
    "other_kind": _("its answer is of another kind; this answer is left out"),
    "unfinished_day": _("it is a year or a month without a day; this answer is left out"),
    "day_without_time": _("it is a day without a time; this answer is left out"),
    "answer_not_offered": _("its answer is not one of those that are offered; this answer is left out"),
    "words_of_several": _("several of its options have the words of the answer; this answer is left out"),
    "does_not_fit": _("{reason} This answer is left out."),
}
