"""One score of somebody's in a whole sentence for whoever may read it, by its band."""

from __future__ import annotations

from nearer.language.sentences import _
from nearer.views.text.scores import roughly

# Each pair of circles, as a band is named below.
CIRCLES = (
    "quite-apart", "just-touching", "a-little-shared", "partly-shared", "half-shared", "mostly-shared", "almost-one",
)  # fmt: skip


def on_scale(name: str, title: str, band: str, is_rough: bool) -> str:
    """`name` is whose score it is. A band of another file, or a number, is quoted."""
    quoted = _("For {name}, “{title}” came out as “{band}”")
    sentence = _own_bands().get(band.lower().replace(" ", "-"), quoted).format(name=name, title=title, band=band)
    return _("{sentence}.").format(sentence=roughly(sentence) if is_rough else sentence)


def _own_bands() -> dict[str, str]:
    """By the band's name in the shipped questionnaires, small and with hyphens."""
    circles = _("{name} chose the circles “{band}”")
    quoting = _("{name} said “{band}” about “{title}”")
    return {
        "little-or-no-part": _("For {name}, “{title}” played little or no part"),
        "a-little-in-the-way": _("For {name}, “{title}” got a little in the way"),
        "quite-a-lot": _("For {name}, “{title}” got in the way quite a lot"),
        "very-much-in-the-way": _("For {name}, “{title}” got very much in the way"),
        "often-missing": _("For {name}, “{title}” was often missing"),
        "missing-at-times": _("For {name}, “{title}” was missing at times"),
        "rarely-missing": _("For {name}, “{title}” was rarely missing"),
        "rarely": _("For {name}, “{title}” was there rarely"),
        "at-times": _("For {name}, “{title}” was there at times"),
        "often": _("For {name}, “{title}” was there often"),
        "hard-going": _("{name} found “{title}” hard going"),
        "up-and-down": quoting,
        "kind": _("For {name}, “{title}” stayed kind"),
        "little-room": _("For {name}, there was little room for “{title}”"),
        "some-room": _("For {name}, there was some room for “{title}”"),
        "room-enough": _("For {name}, there was room enough for “{title}”"),
        "out-of-step": _("For {name}, “{title}” was out of step"),
        "partly-in-step": _("For {name}, “{title}” was partly in step"),
        "in-step": _("For {name}, “{title}” was in step"),
        "not-now": quoting,
        "partly": quoting,
        "ready": quoting,
        "named": _("{name} has named “{title}”"),
        "part-of-the-way": _("For {name}, “{title}” came part of the way"),
        "near": _("For {name}, “{title}” came near"),
        "far-apart": _("{name} felt far apart"),
        "some-distance": _("{name} felt some distance"),
        "in-touch": _("{name} felt in touch"),
        "close": _("{name} felt close"),
        **dict.fromkeys(CIRCLES, circles),
    }
