"""The catalogue of translated sentences, found once at import; without one the sentences stay as written."""

from __future__ import annotations

import gettext

from nearer.shipped_files import SHIPPED_FILES

LOCALES = SHIPPED_FILES / "data" / "locales"

_translations = gettext.translation("nearer", LOCALES, fallback=True)
_ = _translations.gettext
counted = _translations.ngettext
