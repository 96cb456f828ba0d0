"""What is said of a FHIR file and its items. Values are filled in by name; none is ever anybody's answer."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class FhirFileText(ErrorText):
    """Why a file is not taken, or what of its head is taken in another way."""

    TOO_LARGE = _("this file is larger than {n} MB; divide it into several")
    NOT_UTF8 = _("this is not a text file in UTF-8; save it as text with the encoding UTF-8")
    EMPTY_FILE = _("the file is empty; choose one with a FHIR resource in JSON")
    NO_OBJECT = _("the file holds no object with keys and values; write them between braces, as FHIR does")
    JSON_TOO_DEEP = _("nested too deeply (limit {limit}); put fewer lists and objects inside each other")
    XML = _("this is XML; ask for the file as FHIR in JSON")
    JSON_ENDS = _(
        "not complete JSON: stopped at line {line}, where the file ends; close every quote and bracket, or ask for"
        " the whole file"
    )
    JSON_STOPS = _(
        "not complete JSON: stopped at line {line}, column {column}, where it saw '{sign}'; look there for a "
        "comma, quote or bracket that is missing"
    )
    JSON_COMMA = _(
        "not complete JSON: stopped at line {line}, column {column}, where it saw '{sign}' after a comma too many;"
        " take that comma out"
    )
    KEY_TWICE = _("the key '{key}' appears twice; leave one of the two")
    NOT_A_NUMBER = _("{name} is not an ordinary number; write one such as 3 or 2.5")
    TOO_MANY_DIGITS = _("a number of {digits} digits is out of range; shorten it")
    NUMBER_OUT_OF_RANGE = _("the number {number} is out of range; write a smaller one")
    UNSTORABLE = _("a character cannot be stored; write the text again")
    NEITHER_KIND = _(
        "is neither a .json file (FHIR) nor a .yaml file (ours); nothing was read; give it the ending of its kind"
    )
    VALUE_SETS_ONLY = _("holds value sets and no questions; add it together with the questionnaire that needs it")
    LINE = _("line {line}: {message}")
    LINE_AND_PLACE = _("line {line}, {place}: {message}")
    OF_ITEM = _("item {item}: {sentence}")
    WITHOUT_NAME = _("without a name")
    WITHOUT_TYPE = _("without a type")
    NO_FHIR = _("this is no FHIR resource; choose a file in JSON that names its 'resourceType', such as Questionnaire")
    OTHER_RESOURCE = _("this is a FHIR {sort}, not a Questionnaire; choose the file that holds the questions")
    SPELLING_OF_SORT = _("its 'resourceType' is '{sort}'; write it '{right}', as FHIR does")
    OTHER_VERSION = _("this is a Questionnaire of FHIR {version}; ask for it as FHIR R4")
    MODIFIER = _("a modifier extension may change what this means, so it is not taken; ask for the file without it")
    IMPLICIT_RULES = _(
        "it follows rules that are not in the file (implicitRules), so it is not taken; ask for the file without them"
    )
    TAKES = _("'{key}' takes {kind}")
    NO_QUESTIONNAIRE = _("this Bundle holds no Questionnaire; choose the file that holds the questions")
    SEVERAL_QUESTIONNAIRES = _("this Bundle holds several questionnaires ({names}); choose a file for each")
    LEFT_OUT_OF_BUNDLE = _("what else is in the Bundle is left out: {listed}")
    TOO_MANY_VALUE_SETS = _("needs more than {limit} value sets and code systems; divide it into several")
    NO_QUESTIONS = _("holds no questions; choose the file that has them under 'item'")
    UNKNOWN_STATUS = _("its status is neither draft, active nor retired; it is taken as a draft")
    HEAD_NOT_TAKEN = _("its {key} '{value}' cannot be taken; '{instead}' is used for it")
    OWN_CHANGED = _("what Nearer wrote there was changed: {reason}; take the file as Nearer wrote it")


class UnmappedText(ErrorText):
    """What means nothing here and is given back on export."""

    KEY_KEPT = _("'{key}' means nothing here; it is given back on export")
    EXTENSION_KEPT = _("the extension '{name}' means nothing here; it is given back on export")
    CONTROL_KEPT = _("the control '{control}' is not drawn here; it is given back on export")


class FhirItemText(ErrorText):
    """Why an item is not taken as it is written."""

    NO_LINK = _("item number {number} has no linkId; give it a name of its own there")
    LINK_TWICE = _("two items have this linkId; give each a name of its own")
    ELSEWHERE = _(
        "its questions are in '{address}', which is not in this file and is never fetched; ask for the file with "
        "everything in it"
    )
    ITEM_TOO_DEEP = _("nested too deeply (limit {limit}); put fewer groups inside each other")
    TOO_MANY_ITEMS = _("has more than {limit} items; divide it into several questionnaires")
    NO_TYPE = _("has no type; write one of FHIR R4, such as choice or integer")
    UNKNOWN_TYPE = _("'{type}' is not a type of item in FHIR R4; write one such as choice or integer")
    CANNOT_BE_ANSWERED = _("an item of type {type} cannot be answered here; its text is shown")
    CHOSEN_FROM = _("its answers are chosen from those it offers")
    NO_TEXT = _("has no text; its name is shown")
    ONLY_XHTML = _("has only XHTML; its words are shown as plain text")
    XHTML = _("the formatted '{key}' (XHTML) is not drawn; its plain text is shown")
    HIDDEN_CHARACTERS = _("'{key}' holds hidden characters; they are removed")
    TEXT_TOO_LONG = _("'{key}' is too long (limit {limit} characters); shorten it")
    MARKUP = _("'{key}' holds links or HTML; it is shown as plain text")
    WRITTEN_AS_TEXT = _("'{key}' is written as text; it is taken as {value}")
    MIN_ABOVE_MAX = _("minOccurs is above maxOccurs; exchange the two")
    FEWER_COPIES = _("can be there {most} times in the file, and {limit} times here")
    FEWEST_NOT_ASKED = _("is asked for {fewest} times; fewer answers are taken as well")
    INITIAL = _("a first value is kept and given back; here nothing is chosen beforehand")
    LENGTH_NOT_CHECKED = _("how long an answer is is not checked for this kind of question")
    LENGTH_LIMIT = _("an answer is at most {limit} characters here")
    LIMIT_NOT_CHECKED = _("its lowest or highest answer is no number that is kept here, and is not checked")
    LIMIT_OF_UNIT = _("its limit in {unit} is not checked for an answer in {other}")
    DECIMALS_NOT_CHECKED = _("how many decimals an answer has is not checked")
    WHOLE_DAYS = _("the earliest or latest answer is checked by whole days, or not at all")


class FhirOptionText(ErrorText):
    """Why answer options are not taken as they are written, and where they are missing."""

    NO_OPTIONS = _("has no answer options; write them under 'answerOption'")
    ONLY_BY_FORMULA = _(
        "a formula works out all of its answer options, and formulas are not run; its text is shown, and nothing "
        "is asked"
    )
    OPTION_WITHOUT_WORDS = _("an answer option has neither code nor text; give it a text")
    OPTION_WITHOUT_VALUE = _(
        "an answer option has no value that can be shown; give it a code, a text, a number or a date"
    )
    OPTION_OF_SEVERAL_VALUES = _("an answer option has several values; leave one of them in")
    TWO_WEIGHTS = _("an answer option has two weights that differ; neither of them counts")
    OPTION_INITIAL = _("an option is marked as chosen beforehand; here nothing is")
    OPTION_TWICE = _("two answer options have the same value '{value}'; leave one of them out")
    TOO_MANY = _("has {number} {what} (limit {limit}); leave some of them out")
    OPTIONS_ELSEWHERE = _(
        "its answer options are in the value set '{address}', which is not in this file. It is never fetched: "
        "ask for the file with its value sets, or add them together with it"
    )
    UNITS_ELSEWHERE = _(
        "its units are in the value set '{address}', which is not in this file. It is never fetched: "
        "ask for the file with its value sets, or add them together with it"
    )
    EMPTY_VALUE_SET = _(
        "its value set lists no answer options in this file, and none is ever fetched; ask for the file with all "
        "options written out"
    )
    OTHER_SET_VERSION = _("asks for version {wanted} of its value set, and {version} is there")
    SET_EXCLUDES = _("its value set leaves concepts out by a rule; ask for the file with all options written out")
    SET_OF_SETS = _("its value set is put together from others; ask for the file with all options written out")
    SET_BY_RULE = _("its value set chooses concepts by a rule; ask for the file with all options written out")
    WHOLE_SYSTEM = _("its value set names a whole code system, which is never fetched; ask for the options")
    CONCEPT_WITHOUT_CODE = _("an answer option of its value set has no code; give it one")


class FhirConditionText(ErrorText):
    """Why a condition is not taken as it is written."""

    NO_BEHAVIOUR = _("several conditions and no enableBehavior; it is shown when all of them hold")
    UNKNOWN_BEHAVIOUR = _("'enableBehavior' is all or any, not '{behaviour}'; write one of these two")
    NO_QUESTION = _("a condition does not say which question it looks at; name its linkId under 'question'")
    QUESTION_MISSING = _("depends on '{link}', which is not in this file; check its linkId, or ask for the whole file")
    ONE_ANSWER = _("a condition compares with exactly one answer; leave one of them in")
    NOT_A_QUESTION = _("depends on '{link}', which is not a question; name a question")
    EXISTS_TAKES = _("'exists' compares with true or false; write 'answerBoolean'")
    UNKNOWN_SIGN = _("'{sign}' is not a way to compare; write exists, =, !=, >, <, >= or <=")
    NO_SIGN = _("a condition does not say how it compares; write its 'operator', such as =")
    UNREADABLE_VALUE = _("compares with a value that cannot be read; write one of the kind that the question takes")
    OPTIONS_MISSING = _("looks at '{link}', whose answer options are not there; it is shown whatever is answered")
    NOT_OFFERED = _(
        "waits for an answer that '{link}' does not offer; write the code of an answer option of that question"
    )
    TAKEN_AS_OPTION = _("compares {kind} with answer options; taken as the option '{code}'")
    OPTIONS_WITHOUT_NUMBERS = _("compares answer options that have no numbers; compare them with = or !=")
    TAKEN_AS_OPTIONS = _("compares numbers that are written as codes; taken as the list of options that fit")
    CIRCLE = _("the items wait for each other in a circle: {chain}; take one of the conditions out")
    DEPENDS_ON_ITSELF = _("depends on itself; name another question")
    COMES_LATER = _("depends on '{link}', which comes later; move it up")
    FIRST_COPY = _("looks at '{link}', which can be there several times; only the first one counts")
    LOOKS_AT_UNASKED = _("looks at '{link}', which nobody is asked here; it counts as not answered")
    NESTED_CONDITIONS = _("its conditions are inside each other; other programs always show it")


class NotObeyedText(ErrorText):
    """What the file asks of a program and is not done here."""

    FORMULA = _("a formula is not run")
    FORMULA_INITIAL = _("a formula for the first value is not run")
    FORMULA_SHOWN = _("a formula decides when it is shown; it is not run, so it is always shown")
    FORMULA_OPTIONS = _("a formula for the answer options is not run")
    FORMULA_OFFERS = _("a formula chooses which options are offered; all of them are")
    PATTERN = _("a pattern for the answer is not run")
    CONSTRAINT = _("a rule about its answers is not checked")
    MIN_LENGTH = _("an answer that is shorter than the file asks for is taken as well")
    QUANTITY_LIMIT = _("its lowest or highest quantity is not checked")
    READ_ONLY_GROUP = _("is marked as not to be answered; its questions are asked all the same")
    NO_LIMIT_BY_FORMULA = _("'{name}' is worked out by a formula, and formulas are not run; there is no such limit")
    NO_OPTION_BY_FORMULA = _(
        "'{name}' is worked out by a formula, and formulas are not run; such an option is not offered"
    )
    NO_WEIGHT_BY_FORMULA = _("'{name}' is worked out by a formula, and formulas are not run; there is no such weight")
    WORDS_BY_FORMULA = _(
        "'{name}' is worked out by a formula, and formulas are not run; its words are shown as they are written"
    )
    VALUE_BY_FORMULA = _("'{name}' is worked out by a formula, and formulas are not run; it counts as it is written")


class FhirScoringText(ErrorText):
    """How a form is scored, or why it is not."""

    SCORED_AS_WRITTEN = _("Scored as the file says: {titles}.")
    NO_SCALE = _("No score: the file has no scale.")
    FEW_ANSWERS = _("too few answers for a number: {count}; the band is rough")
    NO_TOTAL = _("No score: the questionnaire has no total that is worked out.")
    SEVERAL_TOTALS = _("No score: the questionnaire has several totals that are worked out.")
    TOTAL_DOES_MORE = _("No score: the formula of the total does more than add, and formulas are not run.")
    TOTAL_ADDS_OTHER = _("No score: the formula of the total adds up '{link}', which is no question with weights.")
    SUM_OF_ALL = _("Scored as the sum of the weights of all answers; nothing says which way is better.")
    SUM_OF_SOME = _("'{total}' is scored as the sum of the weights of {count} answers.")
    HIDDEN_COUNTS_ZERO = _("A question that an answer of 0 hides counts 0.")
    MISSING_LEAVES_NO_SUM = _("Its formula counts a missing answer as 0; here a missing answer leaves no sum.")
    ANSWER_WITHOUT_WEIGHT = _("No score: an answer to '{name}' has no weight.")
    SEVERAL_ANSWERS = _("No score: '{name}' takes several answers, and the questionnaire does not say how they count.")
    NUMBER_WITHOUT_WEIGHT = _(
        "No score: '{name}' is a number without a weight, and the questionnaire does not say whether it counts."
    )
    NOTHING_WEIGHS = _("No score: no answer has a weight.")
    SUM_OF_CODES = _("No score: its formula adds the answers of '{name}' themselves, and they are not their weights.")
    TAKEN_INTO = _("Its value sets are taken into {files}.")


class ValueKindText(ErrorText):
    """What a key takes, or there is too much of: a part of another sentence."""

    TEXT = _("text")
    TRUE_OR_FALSE = _("true or false")
    WHOLE_NUMBER = _("a whole number")
    LIST = _("a list")
    LIST_OF_KEYS = _("a list of keys")
    KEYS = _("keys")
    ANOTHER_VALUE = _("another value")
    ONE_VALUE = _("one value")
    ANSWER_OPTIONS = _("answer options")
    UNITS = _("units")
