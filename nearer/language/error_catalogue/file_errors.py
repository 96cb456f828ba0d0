"""What can be wrong with any file that somebody writes: as YAML, as the keys of a record, and where in the file."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class FileText(ErrorText):
    """Where something is wrong, and what keeps the rest of a file from being read."""

    OF_FILE = _("{file}: {why}")
    OF_RECORD = _("{file}, {place}: {why}")
    AT_LINE = _("{file} line {line}: {why}")
    AT_PLACE = _("{file} line {line}, {place}: {why}")
    WARNING = _("warning: {warning}")
    NOT_YAML = _(
        "not complete YAML; look at this line and the one before: an open quote or bracket, a colon without a space, "
        "or uneven lines"
    )
    CONTROL_CHARACTER = _(
        "this file holds a control character that YAML does not allow; write it again with a plain text editor"
    )
    TOO_LARGE = _("this file is larger than {n} MB; divide it into several")
    NOT_UTF8 = _("this is not a text file in UTF-8; save it as plain text with the encoding UTF-8")
    SECOND_DOCUMENT = _(
        "one file holds one document; '---' starts a second one here; write each into a file of its own"
    )
    EMPTY = _("the file is empty; write the keys of what it is for, such as id, version and title")
    TOO_DEEP = _("nested too deeply (limit {limit}); put fewer keys inside each other")
    ANCHOR = _("anchors and aliases (&, *) are not allowed; write the values out")
    TAG = _("tags (!) are not allowed; every value is read as text")
    KEY_IS_A_LIST = _("a key is one word, not a list")
    KEY_TWICE = _("the key '{key}' appears twice; leave one of the two")
    NOT_A_KEY = _("'{key}' is not a key of {record}; {hint}")
    KEY_MISSING = _("{record} needs the key '{key}'")
    NO_KEYS = _("{record} is written as keys with their values, one a line")
    OF_KEY = _("'{key}' {rule}")
    ID_TAKEN = _("the id '{id}' is already used by {file}; choose another one")
    SECOND_CHECK_IN = _("{file} already has the purpose closeness, and there is one check-in; choose another purpose")
    DID_YOU_MEAN = _("did you mean '{name}'?")
    ALLOWED_HERE = _("allowed here: {names}")
    NOTHING_ALLOWED = _("there is none to name, so leave it out")
    AND_MORE = _("{names} and {n} more")


class KeyText(ErrorText):
    """The values that a key takes: the end of a sentence that begins with its name."""

    EMPTY = _("is empty")
    TEXT_TOO_LONG = _("is too long (limit {limit} characters)")
    HIDDEN_CHARACTERS = _("holds hidden characters; write it again")
    REVIEWED = _("takes false, or the day and the initials of the clinician who signed, such as 2026-11-28 MR")
    JSON = _("takes JSON of at most {limit} KB")
    ID = _("takes 1 to 40 of the signs a-z, 0-9 and -")
    CODE = _("takes 1 to 40 letters, digits and the signs . _ -")
    VERSION = _("takes a version such as 1.0")
    LANGUAGE = _("takes a language code such as en or pt-BR")
    YES_OR_NO = _("takes yes or no")
    NUMBER = _("takes an ordinary number such as 3 or 2.5")
    WHOLE_NUMBER = _("takes a whole number such as 6")
    SHARE = _("takes a share above 0 and up to 1, such as 2/3 or 0.5")
    DATE = _("takes a date such as 2026-11-23")
    TEXT = _("takes text")
    TOLD = _("takes a sentence with {{name}}; {{title}}, {{band}} and {{Band}} may be in it, and no other {{ or }}")
    BAND_TEXT = _("takes text; {{band}}, {{Band}} and {{answer}} may be in it, and no other {{ or }}")
    PUBLISHED_BAND_TEXT = _(
        "takes text; {{from}}, {{to}}, {{next}}, {{before}} and {{most}} may be in it, and no other {{ or }}"
    )
    BAND_NAME = _("takes a name; {{answer}} may be in it, and no other {{ or }}")
    LIST = _("takes a list such as [a, b]")
    KEYS = _("takes keys with their values")
    EMPTY_LIST = _("is an empty list")
    LIST_TOO_LONG = _("is too long (limit {max_length})")
    AT_MOST = _("takes at most {le}")
    AT_LEAST = _("takes at least {ge}")
    ANOTHER_KIND = _("takes another kind of value")
    ONE_OF = _("takes one of {names}")
    ONE_OF_SUCH_AS = _("takes one of {names}; {hint}")
    CHECKED_AND_SOURCE = _("'checked' and 'source' go together: the day, and the page that names this service")
    CONDITION_OF_A_TOPIC = _(
        "takes {{event, within_days}}, {{questionnaire, item, is}} or {{questionnaire, scale, worst_bands}}"
    )


class RecordName(ErrorText):
    """The names that sentences use for what is in a file."""

    QUESTIONNAIRE = _("a questionnaire")
    ITEM = _("an item")
    SECTION = _("a section")
    SCALE = _("a scale")
    ANSWER_OPTION = _("an answer option")
    BAND = _("a band")
    BAND_LIST = _("a band list")
    LIMITS = _("limits")
    UNIT_LIMITS = _("limits in a unit")
    DAYS = _("days")
    REPEATS = _("repeats")
    UNIT = _("a unit")
    CODING = _("a coding")
    CONDITION = _("a condition")
    TEST = _("a test")
    TOPIC = _("a topic")
    ADDRESS = _("a scale spoken to")
    STEP = _("a step")
    SOURCE = _("a source")
    SEARCH_WORDS = _("a list of search words")
    CARD_RULES = _("a list of rules for cards")
    STOP_RULES = _("a list of rules for stopping")
    CARD_RULE = _("a rule")
    CRISIS_PHRASES = _("a list of crisis phrases")
    CRISIS_KIND = _("a kind of crisis")
    SEARCH_LANGUAGE = _("a language of the search")
    WELCOME_LIST = _("a welcome list")
    WELCOME_OPTION = _("an option of the welcome list")
    HELPLINES = _("a list of helplines")
    COUNTRY = _("a country")
    HELPLINE = _("a helpline")
    HARM_WORDS = _("the file of words")
    FORM = _("a form")
    INSTRUMENTS = _("the file of instruments")
    INSTRUMENT = _("an instrument")
    ANSWER_SET = _("a set of answers")
    INNER_INSTRUMENT = _("an instrument inside")
    RANGE = _("a range")
    NEED = _("a need")
    CHANGE = _("a change")
    LICENCE = _("a licence")
    PERMISSIONS = _("permissions")


class PlaceText(ErrorText):
    """Where in a file something stands: a record by the word for its sort and its own name, or else its number."""

    NAMED = _("{sort} {name}")
    NUMBER = _("number {n}")
    ITEM = _("item")
    SECTION = _("section")
    SCALE = _("scale")
    ANSWER_LIST = _("answer list")
    BAND_LIST = _("band list")
    CONDITION = _("condition")
    CRISIS_KIND = _("kind")
    SEARCH_LANGUAGE = _("language")
    COUNTRY = _("country")
    TOPIC = _("topic")
    FORM = _("form")
    INSTRUMENT = _("instrument")
