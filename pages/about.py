"""About: what Nearer is and is not, how scores are made, what is protected from whom."""

from __future__ import annotations

from nearer.presenters.about import about_figures
from nearer.presenters.closeness import about_claims
from nearer.session.therapist import anybody_or_stop
from nearer.views import text as words
from nearer.views.layout.frame import draw_passages, page_header

anybody_or_stop()
page_header(words.about.TITLE, words.about.LEAD)
draw_passages((*words.about.passages(about_figures()), about_claims()))
