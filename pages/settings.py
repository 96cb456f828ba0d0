"""Settings: the idle lock, the time zone, keys, and for a person what is theirs as a file, and leaving."""

from __future__ import annotations

from nearer import wiring
from nearer.views import words
from nearer.views.frame import note, page_top, part_top
from nearer.views.links import same_tab_link
from nearer.wiring.settings import draw_download

here = wiring.anybody_or_stop()
page_top(words.settings.TITLE, words.settings.LEAD)
if said := wiring.said_once():
    note(said)
wiring.draw_settings(here)
is_person = isinstance(here, wiring.Visit)
part_top(words.settings.KEYS_TITLE if is_person else words.settings.KEY_TITLE)
same_tab_link("/passphrase", words.settings.CHANGE_PASSPHRASE)
if is_person:
    same_tab_link("/recovery-code/new", words.settings.NEW_RECOVERY)
same_tab_link("/signed-in", words.settings.SIGNED_IN)
if isinstance(here, wiring.Visit):
    part_top(words.settings.OWN_TITLE, words.settings.OWN_LEAD)
    draw_download(here)
    same_tab_link("/leave", words.settings.LEAVE)
