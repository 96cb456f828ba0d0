"""Settings: the idle lock, the time zone, the two keys, one's own answers as a file, and leaving."""

from __future__ import annotations

from nearer import wiring
from nearer.views import words
from nearer.views.frame import note, page_top, part_top
from nearer.views.links import same_tab_link
from nearer.wiring.settings import draw_download

here = wiring.visit_or_stop()
page_top(words.settings.TITLE, words.settings.LEAD)
if said := wiring.said_once():
    note(said)
wiring.draw_settings(here)
part_top(words.settings.KEYS_TITLE)
same_tab_link("/passphrase", words.settings.CHANGE_PASSPHRASE)
same_tab_link("/recovery-code/new", words.settings.NEW_RECOVERY)
same_tab_link("/signed-in", words.settings.SIGNED_IN)
part_top(words.settings.OWN_TITLE, words.settings.OWN_LEAD)
draw_download(here)
same_tab_link("/leave", words.settings.LEAVE)
