"""What can be wrong with the guide's files, and with what they say of each other."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class GuideText(ErrorText):
    """What is wrong with a topic, a step or a list of words; `hint` ends a sentence with the nearest right name."""

    OTHER_FILE = _("this is no file of the guide; put topics into guide/ and steps into steps/")
    NO_FRONT_MATTER = _("a page begins with its front matter; write it between two lines of ---")
    NO_TEXT = _("a page needs its text below the front matter; write it there")
    HTML = _("'{tag}' is HTML, which no page has; write it in Markdown, or in words")
    HIDDEN = _("this line holds hidden characters; write it again")
    OPEN_CITATION = _("'{citation}' has no end; write it such as [R64] or [R64, R65]")
    OTHER_ID = _("the id is the name of the file, '{name}'; write it so")
    NO_WAY_IN = _("nothing leads to this topic; name a scale here or a condition under shown_when")
    URGENT_HELD_BACK = _("an urgent topic is never held back; take the key out, or give it another kind")
    PLACE_TAKEN = _("'{topic}' already has this place on the shelf; choose another number")
    CIRCLE = _("these steps wait for each other: {steps}; take one of them out")
    NO_CRISIS_TOPIC = _("'{topic}' is not a topic of the guide; write the name of one of its files")
    NO_GROUP = _("'{name}' is not a group of words; write one of those under 'groups', or add it there")
    TWO_MEANINGS = _("'{phrase}' means '{meaning}' in {language} and '{other}' in {elsewhere}; leave one of them out")
    NO_TOPIC = _("'{name}' is not a topic of the guide; {hint}")
    NO_OTHER_TOPIC = _("'{name}' is not another topic; {hint}")
    NO_STOP_RULE = _("'{name}' is not a rule of stop-rules.yaml; {hint}")
    NO_SOURCE = _("'{name}' is not a known source; {hint}")
    NO_SCALE_OF_READERS = _("'{name}' is not a scale that its readers answer; {hint}")
    NO_SUCH_SCALE = _("'{name}' is not a scale; {hint}")
    NO_STEP = _("'{name}' is not a step; {hint}")
    NO_QUESTIONNAIRE = _("'{name}' is not a questionnaire; {hint}")
    NO_OPTION = _("'{name}' is not an answer option of {of}; {hint}")
    EVERY_BAND = _("{scale} has {n} bands; write a smaller number, or the test is met by every score")
    NO_ITEM = _("'{name}' is not an item of {of}; {hint}")
    NO_SCALE = _("'{name}' is not a scale of {of}; {hint}")
