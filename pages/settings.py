"""Settings: the idle lock, the time zone, the passphrase, one's own answers as a file."""

from __future__ import annotations

from nearer import wiring
from nearer.views import words
from nearer.views.frame import note, page_top, part_top
from nearer.views.links import same_tab_link

here = wiring.visit_or_stop()
page_top(words.settings.TITLE, words.settings.LEAD)
if said := wiring.said_once():
    note(said)
wiring.draw_settings(here)
part_top(words.settings.KEYS_TITLE)
same_tab_link("/passphrase", words.settings.CHANGE_PASSPHRASE)
