"""What a well-formed questionnaire file can still get wrong; `hint` ends a sentence with the nearest right name."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText, plural
from nearer.language.sentences import _


class ItemFileText(ErrorText):
    """What is wrong with sections, items and answer options."""

    SECTION_TWICE = _("the id '{name}' is used by two sections; change one of them")
    ITEM_TWICE = _("the id '{name}' is used by two items; change one of them")
    NO_TOPIC = _("the guide has no page '{name}'; {hint}")
    SCALE_TWICE = _("the id '{name}' is used by two scales; change one of them")
    OPTION_TWICE = _("two answer options have the code '{name}'; change one of them")
    NO_SECTION = _("there is no section '{name}'; {hint}")
    NO_SECTION_BEFORE = _("there is no section before it '{name}'; {hint}")
    NO_ITEM = _("there is no item '{name}'; {hint}")
    NO_ANSWER_LIST = _("there is no answer list '{name}'; {hint}")
    INSIDE_AND_UNDER = _("a section is inside a section or under an item, not both; leave one of the two")
    UNDER_EACH_OTHER = _("the items are under each other: {names}; take one 'under' out")
    WEIGHT_OF_NOT_APPLICABLE = _("'{option}' does not apply, so it takes no weight")
    ALONE_AND_NOT_APPLICABLE = _("'{option}' does not apply, so it is alone without this key; leave it out")
    NONE_APPLIES = _("at least one answer option has to apply; take 'not_applicable' out of one")
    NO_TYPE = _("an item needs 'answers', or a 'type': {types} or {last}")
    NO_ANSWERS = _("an item of type {type} needs 'answers'")
    KEY_OF_OTHER_TYPES = _("'{key}' goes with type {types}, and this item has type {type}")
    CIRCLES = _("the circles have {circles} answer options, and this item has {n}; write as many")
    LIMITS_OUT_OF_ORDER = _("the lowest value is above the highest; exchange the two")
    DAYS_OUT_OF_ORDER = _("the earliest day is after the latest; exchange the two")
    WHOLE_LIMIT = _("'{key}' of an integer item takes a whole number")


class ConditionText(ErrorText):
    """What is wrong with a `show_if`."""

    DEPENDS_ON_ITSELF = _("the item '{item}' depends on itself; name another one")
    SEVERAL_KINDS = _("a condition holds 'all', or 'any', or one item with its test; join them inside 'all' or 'any'")
    NOTHING_TO_TEST = _("a condition needs the key 'item', 'all' or 'any'")
    OTHER_THAN_ONE_TEST = _("an item in a condition takes one test of {tests}; join several with 'all'")
    NO_OPTION = _("'{item}' has no answer option '{option}'; {hint}")
    NEVER = _("'{item}' has type {type} and is never '{value}'; write a value that it can have")
    NO_ORDER = _("'{item}' has no numbers or weights; test it with is, is_not or answered")
    NOT_COMPARABLE = _("'{key}' cannot be compared with '{item}', which has type {type}")
    START_OPENS_NOTHING = _(
        "'{item}' begins a short sitting, so it takes several answers and a 'show_if' looks at each"
    )
    CIRCLE = _("the items wait for each other in a circle: {chain}; take one 'show_if' out")


class ScaleText(ErrorText):
    """What is wrong with scales and their bands."""

    HIDDEN_COUNTS_ZERO = _("'hidden_counts_zero' counts in a sum; this scale is of method {method}; take the key out")
    HARDEST = _(
        "'hardest' counts in a scale of method percent, higher worse. It is at most the number of its items; "
        "change it, or take the key out"
    )
    CLOSENESS = _(
        "the purpose closeness takes 'repeat: weekly', and a first scale of method percent, higher better, part "
        "closeness"
    )
    MAY_NOT_BE_ASKED = _(
        "{n} of its {items} items may not be asked ({names}), and with fewer than {needed} answers there is no score "
        "and no band{instead}"
    )
    MAY_NOT_APPLY = _(
        "{n} of its {items} items may not apply ({names}), and with fewer than {needed} answers there is no score and "
        "no band{instead}"
    )
    BETWEEN_SCORES = plural(
        "no score is {start}: this scale has {n} decimal ('decimals'), so the band begins at {first}",
        "no score is {start}: this scale has {n} decimals ('decimals'), so the band begins at {first}",
    )
    OTHER_METHOD = _("; method percent or mean leaves such items out")
    ITEM_TWICE = _("the item '{name}' is scored twice; leave one of them out")
    BAND_TWICE = _("two bands have the name '{name}'; change one of them")
    NAME_BY_HAND = _(
        "'{name}' is the name of this band, and stays here when the band gets another; write {{band}} in its place"
    )
    LISTED_BAND_TWICE = _("two bands of this list have the id '{name}'; change one of them")
    NO_BAND_LIST = _("there is no band list '{name}'; {hint}")
    NO_LISTED_BAND = _("the band list has no band '{name}'; {hint}")
    NO_LIST_NAMED = _("'{name}' is a band of a list; name the list with 'band_list' in the scale")
    BAND_NAMED_TWICE = _("the band '{name}' of the list is there twice; leave one of them out")
    LISTED_BAND_LEFT_OUT = _("the band '{name}' of the list is missing; add it, or write all bands without the list")
    LISTED_BAND_WITHOUT_TEXT = _(
        "the band '{name}' of the list has no 'text'; write it there, or in the 'bands' of this scale"
    )
    SEVERAL_ANSWERS = _("'{item}' cannot be scored: it takes own words or several answers; take it out of the scale")
    TYPE_WITHOUT_SCORE = _("'{item}' has type {type}; only {types} can be scored; take it out of the scale")
    NO_WEIGHT = _("'{item}' cannot be scored: no weight for {options}; write one, or take the item out of the scale")
    NO_LIMITS = _("'{item}' cannot be scored: it needs limits with min and max")
    ALL_ALIKE = _(
        "'{item}' cannot be scored as percent: its lowest and highest weight are the same; give the options "
        "different weights"
    )
    NO_OPTION_OF_BAND = _(
        "'{{answer}}' takes the text of the answer option with the weight {start}; there is none, or the scale is no "
        "sum of that item alone"
    )
    BANDS_OUT_OF_ORDER = _(
        "'from' has to rise from band to band, and {start} does not follow {before}; write the lower one first"
    )
    FIRST_BAND_TOO_HIGH = _("the first band starts at {start}, and the lowest possible score is {lowest}; begin there")
    BAND_OUT_OF_REACH = _(
        "no score reaches {start}; the highest possible score is {highest}; begin lower, or leave the band out"
    )
