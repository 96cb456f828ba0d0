"""About: what Nearer is and is not, how scores are made, what is protected from whom."""

from __future__ import annotations

from nearer import wiring
from nearer.views import words
from nearer.views.frame import page_top, words_of

wiring.anybody_or_stop()
page_top(words.about.TITLE, words.about.LEAD)
words_of((*words.about.passages(wiring.sure_of_no()), wiring.about_claims()))
