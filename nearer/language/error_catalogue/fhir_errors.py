"""What is said of a FHIR file and its items, by code. Values are filled in by name; none is ever anybody's answer."""

from __future__ import annotations

from string import Formatter
from typing import Any

from nearer.language.error_catalogue.fhir_answer_errors import OF_ANSWERS_LEFT_OUT, OF_RESPONSES
from nearer.language.sentences import _, spoken

_FILES = {
    "sentence": "{sentence}",
    "too_large": _("this file is larger than 1 MB"),
    "not_utf8": _("this is not a text file in UTF-8"),
    "empty_file": _("the file is empty"),
    "no_object": _("the file holds no object with keys and values"),
    "json_too_deep": _("nested too deeply (limit {limit})"),
    "xml": _("this is XML; ask for the file as FHIR in JSON"),
    "json_ends": _("not complete JSON: stopped at line {line}, where the file ends"),
    "json_stops": _("not complete JSON: stopped at line {line}, column {column}, where it saw '{sign}'"),
    "json_comma": _(
        "not complete JSON: stopped at line {line}, column {column}, where it saw '{sign}' after a comma too many"
    ),
    "key_twice": _("the key '{key}' appears twice"),
    "not_a_number": _("{name} is not an ordinary number"),
    "too_many_digits": _("a number of {digits:,} digits is out of range"),
    "number_out_of_range": _("the number {number} is out of range"),
    "unstorable": _("a character cannot be stored"),
    "neither_kind": _("is neither a .json file (FHIR) nor a .yaml file (ours); nothing was read"),
    "value_sets_only": _("holds value sets and no questions; bring it together with the questionnaire that needs it"),
    "line": _("line {line}: {message}"),
    "line_and_place": _("line {line}, {place}: {message}"),
    "of_item": _("item {item}: {sentence}"),
    "without_name": _("without a name"),
    "without_type": _("without a type"),
    "no_fhir": _("this is no FHIR resource"),
    "other_resource": _("this is a FHIR {sort}, not a Questionnaire"),
    "other_version": _("this is a Questionnaire of FHIR {version}; ask for it as FHIR R4"),
    "modifier": _("a modifier extension may change what this means, so it is not taken"),
    "implicit_rules": _("it follows rules that are not in the file (implicitRules), so it is not taken"),
    "takes": _("'{key}' takes {kind}"),
    "no_questionnaire": _("this Bundle holds no Questionnaire"),
    "several_questionnaires": _("this Bundle holds several questionnaires ({names}); bring them one by one"),
    "left_out_of_bundle": _("what else is in the Bundle is left out: {listed}"),
    "too_many_value_sets": _("needs more than {limit:,} value sets and code systems"),
}
_HEAD = {
    "no_questions": _("holds no questions"),
    "unknown_status": _("its status is neither draft, active nor retired; it is taken as a draft"),
    "head_not_taken": _("its {key} '{value}' cannot be taken; '{instead}' is used for it"),
    "own_changed": _("what Nearer wrote there was changed: {reason}"),
    "key_kept": _("'{key}' means nothing here; it is given back on export"),
    "extension_kept": _("the extension '{name}' means nothing here; it is given back on export"),
    "control_kept": _("the control '{control}' is not drawn here; it is given back on export"),
}
_ITEMS = {
    "no_link": _("item number {number} has no linkId"),
    "link_twice": _("two items have this linkId"),
    "elsewhere": _(
        "its questions are in '{address}', which is not in this file and is never fetched; ask for the file with "
        "everything in it"
    ),
    "item_too_deep": _("nested too deeply (limit {limit})"),
    "too_many_items": _("has more than {limit} items"),
    "no_type": _("has no type"),
    "unknown_type": _("'{type}' is not a type of item in FHIR R4"),
    "cannot_be_answered": _("an item of type {type} cannot be answered here; its text is shown"),
    "chosen_from": _("its answers are chosen from those it offers"),
    "no_text": _("has no text; its name is shown"),
    "only_xhtml": _("has only XHTML; its words are shown as plain text"),
    "xhtml": _("the formatted '{key}' (XHTML) is not drawn; its plain text is shown"),
    "hidden_characters": _("'{key}' holds hidden characters; they are removed"),
    "text_too_long": _("'{key}' is too long (limit {limit:,} characters)"),
    "markup": _("'{key}' holds links or HTML; it is shown as plain text"),
    "written_as_text": _("'{key}' is written as text; it is taken as {value}"),
    "min_above_max": _("minOccurs is above maxOccurs"),
    "fewer_copies": _("can be there {most} times in the file, and {limit} times here"),
    "fewest_not_asked": _("is asked for {fewest} times; fewer answers are taken as well"),
    "initial": _("a first value is kept and given back; here nothing is chosen beforehand"),
    "length_not_checked": _("how long an answer is is not checked for this kind of question"),
    "length_limit": _("an answer is at most {limit:,} characters here"),
    "limit_not_checked": _("its lowest or highest answer is no number that is kept here, and is not checked"),
    "limit_of_unit": _("its limit in {unit} is not checked for an answer in {other}"),
    "decimals_not_checked": _("how many decimals an answer has is not checked"),
    "whole_days": _("the earliest or latest answer is checked by whole days, or not at all"),
}
_OPTIONS = {
    "no_options": _("has no answer options"),
    "only_by_formula": _(
        "a formula works out all of its answer options, and formulas are not run; its text is shown, and nothing "
        "is asked"
    ),
    "option_without_words": _("an answer option has neither code nor text"),
    "option_without_value": _("an answer option has no value that can be shown"),
    "two_weights": _("an answer option has two weights that differ; neither of them counts"),
    "option_initial": _("an option is marked as chosen beforehand; here nothing is"),
    "option_twice": _("two answer options have the same value '{value}'"),
    "too_many": _("has {number:,} {what} (limit {limit})"),
    "options_elsewhere": _(
        "its answer options are in the value set '{address}', which is not in this file. It is never fetched: "
        "ask for the file with its value sets, or bring them together with it"
    ),
    "units_elsewhere": _(
        "its units are in the value set '{address}', which is not in this file. It is never fetched: "
        "ask for the file with its value sets, or bring them together with it"
    ),
    "empty_value_set": _("its value set lists no answer options in this file, and none is ever fetched"),
    "other_set_version": _("asks for version {wanted} of its value set, and {version} is there"),
    "set_excludes": _("its value set leaves concepts out by a rule; ask for the file with all options written out"),
    "set_of_sets": _("its value set is put together from others; ask for the file with all options written out"),
    "set_by_rule": _("its value set chooses concepts by a rule; ask for the file with all options written out"),
    "whole_system": _("its value set names a whole code system, which is never fetched; ask for the options"),
    "concept_without_code": _("an answer option of its value set has no code"),
}
_CONDITIONS = {
    "no_behaviour": _("several conditions and no enableBehavior; it is shown when all of them hold"),
    "unknown_behaviour": _("'enableBehavior' is all or any, not '{behaviour}'"),
    "no_question": _("a condition does not say which question it looks at"),
    "question_missing": _("depends on '{link}', which is not in this file"),
    "one_answer": _("a condition compares with exactly one answer"),
    "not_a_question": _("depends on '{link}', which is not a question"),
    "exists_takes": _("'exists' compares with true or false"),
    "unknown_sign": _("'{sign}' is not a way to compare"),
    "no_sign": _("a condition does not say how it compares"),
    "unreadable_value": _("compares with a value that cannot be read"),
    "options_missing": _("looks at '{link}', whose answer options are not there; it is shown whatever is answered"),
    "not_offered": _("waits for an answer that '{link}' does not offer"),
    "taken_as_option": _("compares {kind} with answer options; taken as the option '{code}'"),
    "options_without_numbers": _("compares answer options that have no numbers"),
    "taken_as_options": _("compares numbers that are written as codes; taken as the list of options that fit"),
    "circle": _("the items wait for each other in a circle: {chain}"),
    "depends_on_itself": _("depends on itself"),
    "comes_later": _("depends on '{link}', which comes later; move it up"),
    "first_copy": _("looks at '{link}', which can be there several times; only the first one counts"),
    "looks_at_unasked": _("looks at '{link}', which nobody is asked here; it counts as not answered"),
    "nested_conditions": _("its conditions are inside each other; other programs always show it"),
}
_NOT_OBEYED = {
    "formula": _("a formula is not run"),
    "formula_initial": _("a formula for the first value is not run"),
    "formula_shown": _("a formula decides when it is shown; it is not run, so it is always shown"),
    "formula_options": _("a formula for the answer options is not run"),
    "formula_offers": _("a formula chooses which options are offered; all of them are"),
    "pattern": _("a pattern for the answer is not run"),
    "constraint": _("a rule about its answers is not checked"),
    "min_length": _("an answer that is shorter than the file asks for is taken as well"),
    "quantity_limit": _("its lowest or highest quantity is not checked"),
    "read_only_group": _("is marked as not to be answered; its questions are asked all the same"),
    "no_limit_by_formula": _("'{name}' is worked out by a formula, and formulas are not run; there is no such limit"),
    "no_option_by_formula": _(
        "'{name}' is worked out by a formula, and formulas are not run; such an option is not offered"
    ),
    "no_weight_by_formula": _("'{name}' is worked out by a formula, and formulas are not run; there is no such weight"),
    "words_by_formula": _(
        "'{name}' is worked out by a formula, and formulas are not run; its words are shown as they are written"
    ),
    "value_by_formula": _("'{name}' is worked out by a formula, and formulas are not run; it counts as it is written"),
}
_SCORES = {
    "scored_as_written": _("Scored as the file says: {titles}."),
    "no_scale": _("No score: the file has no scale."),
    "no_total": _("No score: the form has no total that is worked out."),
    "several_totals": _("No score: the form has several totals that are worked out."),
    "total_does_more": _("No score: the formula of the total does more than add, and formulas are not run."),
    "total_adds_other": _("No score: the formula of the total adds up '{link}', which is no question with weights."),
    "sum_of_all": _("Scored as the sum of the weights of all answers; the form does not say which way is better."),
    "sum_of_some": _("'{total}' is scored as the sum of the weights of {count} answers."),
    "hidden_counts_zero": _("A question that an answer of 0 hides counts 0."),
    "missing_leaves_no_sum": _("Its formula counts a missing answer as 0; here a missing answer leaves no sum."),
    "answer_without_weight": _("No score: an answer to '{name}' has no weight."),
    "several_answers": _("No score: '{name}' takes several answers, and the form does not say how they count."),
    "number_without_weight": _(
        "No score: '{name}' is a number without a weight, and the form does not say whether it counts."
    ),
    "nothing_weighs": _("No score: no answer has a weight."),
    "sum_of_codes": _("No score: its formula adds the answers of '{name}' themselves, and they are not their weights."),
    "taken_into": _("Its value sets are taken into {files}."),
}
SENTENCES = {
    **_FILES, **_HEAD, **_ITEMS, **_OPTIONS, **_CONDITIONS, **_NOT_OBEYED, **_SCORES, **OF_RESPONSES,
    **OF_ANSWERS_LEFT_OUT,
}  # fmt: skip


# What a key takes, or there is too much of: a part of a sentence, which the room names by its English words.
PARTS = {
    "text": _("text"),
    "true or false": _("true or false"),
    "a whole number": _("a whole number"),
    "a list": _("a list"),
    "a list of keys": _("a list of keys"),
    "keys": _("keys"),
    "another value": _("another value"),
    "one value": _("one value"),
    "answer options": _("answer options"),
    "units": _("units"),
}
_OF_PARTS = ("kind", "what")  # the values that are parts


class _Numbers(Formatter):
    """`{limit:,}` is written as the language of the reader writes its thousands."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec != ",":
            return str(super().format_field(value, format_spec))
        from nearer.language.dates_and_numbers import format_number  # Babel takes a while, and few files need it

        return format_number(value)


def sentence_of(code: str, /, **values: object) -> str:
    """The sentence in the language of whoever reads it."""
    known = spoken(PARTS)
    parts = {name: known[str(value)] for name, value in values.items() if name in _OF_PARTS and str(value) in known}
    return _Numbers().vformat(str(SENTENCES[code]), (), values | parts)
